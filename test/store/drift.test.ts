import type { EventRef } from '../../src/domain/events';
import { accepted, countOf, createStoreWorld, happening } from '../helpers/stores';
import type { StoreWorld } from '../helpers/stores';

describe('fields that nothing reads', () => {
  let world: StoreWorld;
  beforeAll(async () => (world = await createStoreWorld()));
  afterAll(() => world.drop());
  beforeEach(async () => {
    for (const table of ['field_drift', 'unrecognised_items', 'event_keys']) {
      await world.db.query(`delete from ${table}`);
    }
  });

  const unread = async (key: number, reason = 'unknown field') =>
    (
      await accepted(world, [
        happening(key, { kind: 'unrecognised', data: { shape: 'changes', reason } }),
      ])
    )[0] as EventRef<'unrecognised'>;
  const count = (event: EventRef<'unrecognised'>, sample: unknown = { value: 'text(3)' }) =>
    world.db.transaction((tx) => world.stores.drift.count(tx, event, sample));

  it('are counted, and are the first of their sort once', async () => {
    expect(await count(await unread(1))).toBe(true);
    expect(await count(await unread(2))).toBe(false);
    expect(await count(await unread(3, 'does not fit: value.id'))).toBe(true);

    const seen = (await world.stores.drift.list()).map((drift) => [drift.reason, drift.seen]);
    expect(seen).toEqual([
      ['unknown field', 2],
      ['does not fit: value.id', 1],
    ]);
  });

  it('are the first of their sort for one of five that come at once', async () => {
    const events = await Promise.all([1, 2, 3, 4, 5].map((key) => unread(key)));

    const first = await Promise.all(events.map((event) => count(event)));

    expect(first.filter(Boolean)).toHaveLength(1);
    expect(await world.stores.drift.list()).toMatchObject([{ seen: 5 }]);
  });

  it('are not counted again by a replay', async () => {
    const event = await unread(1);
    await count(event);

    expect(await count({ ...event, generation: 1 })).toBe(false);

    expect(await world.stores.drift.list()).toMatchObject([{ seen: 1 }]);
    expect(await countOf(world.db, 'unrecognised_items')).toBe(1);
  });

  it('keep the sample of the first', async () => {
    await count(await unread(1), { first: 'text(1)' });
    await count(await unread(2), { second: 'text(2)' });

    const { rows } = await world.db.query('select sample from field_drift');
    expect(rows).toEqual([{ sample: { first: 'text(1)' } }]);
  });
});
