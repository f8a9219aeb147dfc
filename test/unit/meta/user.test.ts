import * as fc from 'fast-check';

import { readEvents } from '../../helpers/fixtures';

const UID = '812345678901234';
const TIME = 1_772_000_000;
const entry = (changes: readonly object[], time = TIME) => ({ id: UID, uid: UID, time, changes });
const keysOf = (entries: readonly object[]) =>
  readEvents({ object: 'user', entry: entries }).map(({ kind, key }) =>
    JSON.stringify([kind, key]),
  );

const Field = fc.constantFrom('about', 'email', 'likes', 'photos', 'work_history', 'hometown');
const Value = fc.oneof(fc.string(), fc.array(fc.string()), fc.dictionary(fc.string(), fc.string()));
const Change = fc.record({ field: Field, value: Value, verb: fc.constantFrom('add', 'remove') });

describe('user', () => {
  it('gives the same keys however the changes are batched and ordered', () => {
    fc.assert(
      fc.property(fc.array(Change, { minLength: 1 }), (changes) => {
        const together = keysOf([entry(changes)]);
        const alone = changes.toReversed().flatMap((change) => keysOf([entry([change])]));

        expect(together.sort()).toEqual(alone.sort());
      }),
      { numRuns: 60 },
    );
  });

  it('tells two changes of one field apart, by value, by verb and by time', () => {
    const likes = { field: 'likes', verb: 'add', value: { page: '1' } };
    const keys = keysOf([
      entry([likes]),
      entry([{ ...likes, value: { page: '2' } }]),
      entry([{ ...likes, verb: 'remove' }]),
      entry([likes], TIME + 60),
    ]);

    expect(new Set(keys).size).toBe(4);
  });

  it('never puts the person or the value among the facts', () => {
    fc.assert(
      fc.property(Change, (change) => {
        const [read] = readEvents({ object: 'user', entry: [entry([change])] });

        expect(read!.kind).toBe('profile.changed');
        expect(read!.data).toEqual({ field: change.field, verb: change.verb, needsRead: false });
        expect(read!.subject).toBe(`asid:${UID}`);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    [{ field: 'photos', value: { verb: 'delete', object_id: '1' } }],
    [{ field: 'likes', verb: 'remove' }],
    [{ field: 'account', verb: 'update' }],
    [{ field: 'account' }],
    [{ field: 'about', value: 'delete' }],
  ])('takes %j for no request to forget the person', (change) => {
    const [read] = readEvents({ object: 'user', entry: [entry([change])] });

    expect(read!.kind).toBe('profile.changed');
  });

  it.each([
    [{ field: 'account', verb: 'deleted' }],
    [{ field: 'account', value: { verb: 'DELETE' } }],
    [{ field: 'account', value: 'deleted' }],
    [{ field: 'deletion_request' }],
  ])('takes %j for a request to forget the person', (change) => {
    const [read] = readEvents({ object: 'user', entry: [entry([change])] });

    expect(read).toMatchObject({ kind: 'deletion.requested', detail: { userId: UID } });
    expect(JSON.stringify(read!.data)).not.toContain(UID);
  });
});
