import { prepareNamespace } from '../../../src/embedded/temporal-namespace';

/** An operator that describes a namespace and takes note of what is changed. */
function operatorOf(config: object) {
  const changes: string[] = [];
  const operator = async (...args: string[]) => {
    if (args[1] === 'describe') return JSON.stringify({ config });
    changes.push(args.join(' '));
    return '';
  };
  return { operator, changes };
}

describe('prepareNamespace', () => {
  it('sets the retention and adds the search attributes that are missing', async () => {
    const { operator, changes } = operatorOf({
      workflowExecutionRetentionTtl: '86400s',
      customSearchAttributeAliases: { Keyword04: 'AssetId' },
    });

    await prepareNamespace(operator, { AssetId: 'Keyword', NeedsAttention: 'Bool' });

    expect(changes).toEqual([
      'namespace update --retention 336h',
      'search-attribute create --name NeedsAttention --type Bool',
    ]);
  });

  it('changes nothing where all is as it should be', async () => {
    const { operator, changes } = operatorOf({
      workflowExecutionRetentionTtl: '1209600s',
      customSearchAttributeAliases: { Keyword04: 'AssetId' },
    });

    await prepareNamespace(operator, { AssetId: 'Keyword' });

    expect(changes).toEqual([]);
  });

  it('refuses a search attribute that has another type', async () => {
    const { operator } = operatorOf({ customSearchAttributeAliases: { Text01: 'AssetId' } });

    await expect(prepareNamespace(operator, { AssetId: 'Keyword' })).rejects.toThrow(
      'The search attribute AssetId is Text in the embedded Temporal, but has to be Keyword.',
    );
  });
});
