import * as fc from 'fast-check';

import { fixtureContext, readEvents } from '../../helpers/fixtures';

const UID = '812345678901234';
const TIME = 1_772_000_000;
const delivery = (change: object, time = TIME) => ({
  object: 'permissions',
  entry: [{ id: UID, uid: UID, time, changes: [change] }],
});

describe('permissions', () => {
  it('reads a permission that nobody has listed', () => {
    const [read] = readEvents(delivery({ field: 'brand_new_scope', value: { verb: 'granted' } }));

    expect(read).toMatchObject({
      kind: 'permission.granted',
      data: { permission: 'brand_new_scope', verb: 'granted', needsRead: false },
    });
  });

  it('gives granted, revoked and granted again three keys', () => {
    const keys = ['granted', 'revoked', 'granted'].flatMap((verb, place) =>
      readEvents(delivery({ field: 'leads_retrieval', value: { verb } }, TIME + place)).map(
        ({ key }) => JSON.stringify(key),
      ),
    );

    expect(new Set(keys).size).toBe(3);
  });

  it('takes an unnamed direction for a loss that has yet to be read', () => {
    const [read] = readEvents({
      object: 'permissions',
      entry: [{ id: UID, uid: UID, time: TIME, changed_fields: ['pages_messaging'] }],
    });

    expect(read).toMatchObject({
      kind: 'permission.revoked',
      data: { verb: null, needsRead: true },
    });
  });

  it.each([
    ['a verb that says neither', delivery({ field: 'pages_messaging', value: { verb: 'mused' } })],
    [
      'an entry without changes',
      { object: 'permissions', entry: [{ id: UID, uid: UID, time: TIME }] },
    ],
  ])('keeps %s as unrecognised, under the app and not the person', (_, sent) => {
    const [read] = readEvents(sent);

    expect(read).toMatchObject({ kind: 'unrecognised', asset: fixtureContext.app });
    expect(JSON.stringify(read!.data)).not.toContain(UID);
  });

  it('never tells a workflow who it was', () => {
    const Verb = fc.constantFrom('granted', 'revoked');
    const Name = fc.stringMatching(/^[a-z_]{3,30}$/);

    fc.assert(
      fc.property(Name, Verb, fc.boolean(), (field, verb, beside) => {
        const change = beside ? { field, verb } : { field, value: { verb, target_ids: ['1'] } };
        const [{ kind, asset, data, subject }] = readEvents(delivery(change)) as [
          ReturnType<typeof readEvents>[number],
        ];

        expect({ kind, asset, data }).toEqual({
          kind: `permission.${verb}`,
          asset: fixtureContext.app,
          data: { permission: field, verb, needsRead: false },
        });
        expect(subject).toBe(`${UID}:${field}`);
      }),
      { numRuns: 50 },
    );
  });
});
