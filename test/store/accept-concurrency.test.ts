import { createPool } from '../../src/store/pool';
import type { Pool } from '../../src/store/pool';
import { untilSomebodyWaits } from '../helpers/lock-waits';
import {
  countOf,
  createStoreWorld,
  deliveryRow,
  happening,
  numberOf,
  rowsOf,
  storesOver,
} from '../helpers/stores';
import type { StoreWorld } from '../helpers/stores';

const EVENTS = 1000;
const PROCESSES = 3;
const ROUNDS = 4;

describe('accepting the same events at once', () => {
  let world: StoreWorld;
  let pools: Pool[];
  beforeAll(async () => {
    world = await createStoreWorld();
    pools = Array.from({ length: PROCESSES }, () =>
      createPool({ url: world.url, size: 2, waitMs: 5_000, statementMs: 10_000, name: 'test' }),
    );
  });
  afterAll(async () => {
    await Promise.all(pools.map((pool) => pool.stop()));
    await world.drop();
  });

  it('takes each event once, and none of several processes meets a deadlock, whatever their order', async () => {
    const stores = pools.map((pool) => storesOver(pool, world.time).inboxRows);
    const now = world.time.now;

    // Each process goes through the store itself, without the retries above it: a deadlock would reject.
    for (let round = 0; round < ROUNDS; round += 1) {
      const events = Array.from({ length: EVENTS }, (_, key) => happening(`${round}/${key}`));
      const fresh = await Promise.all(
        stores.map((store, process) =>
          store.accept(deliveryRow(now), rowsOf(shuffled(events, process), now)),
        ),
      );

      expect(fresh.reduce((sum, count) => sum + count)).toBe(EVENTS);
    }

    const all = EVENTS * ROUNDS;
    expect(await countOf(world.db, 'event_keys')).toBe(all);
    expect(await countOf(world.db, 'events')).toBe(all);
    expect(await countOf(world.db, 'dispatch_queue')).toBe(all);
    expect(
      await numberOf(
        world.db,
        `select count(*) from events e
           join event_keys k on k.dedupe_key = e.dedupe_key and k.event_id = e.id
           join dispatch_queue q on q.event_id = e.id`,
      ),
    ).toBe(all);
  });

  it('takes an event from the second of two where the first is rolled back', async () => {
    const now = world.time.now;
    const [row] = rowsOf([happening('rolled back')], now);
    let second: Promise<number> | undefined;

    const first = world.db.transaction(async (tx) => {
      const inside = storesOver({ ...world.db, query: tx.query }, world.time).inboxRows;
      expect(await inside.accept(deliveryRow(now), [row!])).toBe(1);
      second = storesOver(pools[0]!, world.time).inboxRows.accept(
        deliveryRow(now),
        rowsOf([happening('rolled back')], now),
      );
      await untilSomebodyWaits(world.db);
      throw new Error('the connection is lost');
    });

    await expect(first).rejects.toThrow('the connection is lost');
    expect(await second).toBe(1);
  });
});

/** A different order for each process, and the same in every run of the test. */
function shuffled<T>(items: readonly T[], process: number): T[] {
  const step = [1, 617, 389][process]!;
  const order = items.map((_, place) => items[(place * step + process) % items.length]!);

  return process === 1 ? order.toReversed() : order;
}
