import type { Operator } from './temporal-cli';

/** How long closed runs stay readable: 14 days. */
const RETENTION_HOURS = 336;

type Description = {
  readonly config: {
    readonly workflowExecutionRetentionTtl?: string;
    /** Column to name, as in `{ Keyword01: 'AssetId' }`. */
    readonly customSearchAttributeAliases?: Record<string, string>;
  };
};

/**
 * Gives the namespace its retention and what it lacks of the search attributes. The dev server
 * registers those of its command line only when it makes the namespace, not on a later start.
 * @throws when an attribute is there with another type
 */
export async function prepareNamespace(
  operator: Operator,
  searchAttributes: Readonly<Record<string, string>>,
): Promise<void> {
  const { config } = JSON.parse(await operator('namespace', 'describe')) as Description;
  if (config.workflowExecutionRetentionTtl !== `${RETENTION_HOURS * 3600}s`) {
    await operator('namespace', 'update', '--retention', `${RETENTION_HOURS}h`);
  }

  const there = Object.entries(config.customSearchAttributeAliases ?? {});
  const types = new Map(there.map(([column, name]) => [name, column.replace(/\d+$/, '')]));
  for (const [name, type] of Object.entries(searchAttributes)) {
    const found = types.get(name);
    if (!found) await operator('search-attribute', 'create', '--name', name, '--type', type);
    if (!found || found === type) continue;
    throw new Error(
      `The search attribute ${name} is ${found} in the embedded Temporal, but has to be ${type}. ` +
        'Set TETRIX_HOME to another folder, or remove its temporal folder to begin anew.',
    );
  }
}
