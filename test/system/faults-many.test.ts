import { once, outcomeOf } from '../helpers/outcome';
import { drained, runsOf } from '../helpers/progress';
import { postLikeMeta } from '../helpers/post-like-meta';
import { createWorld } from '../helpers/tetrix';
import type { TetrixProcess, World } from '../helpers/tetrix';
import { deliveriesOf, shuffled, traffic } from '../helpers/traffic';
import type { Traffic } from '../helpers/traffic';

/** Entries in another order. */
const mixed = (entries: Traffic, seed: number): Traffic => ({
  whatsapp_business_account: shuffled(entries.whatsapp_business_account, seed),
  page: shuffled(entries.page, seed),
});

describe('three processes', () => {
  let world: World;
  let processes: readonly TetrixProcess[];
  beforeAll(async () => {
    world = await createWorld();
    const roles = 'ingress,dispatch';
    processes = await Promise.all([world.start(), world.start({ roles }), world.start({ roles })]);
  }, 60_000);
  afterAll(() => world?.stop(), 60_000);

  it('that accept the same 1000 events at once, each otherwise batched and ordered, run each of them once', async () => {
    const { entries, outcome } = traffic(1_000);
    const batches = [1_000, 100, 37].map((size, place) =>
      shuffled(deliveriesOf(mixed(entries, place + 1), size), place + 1),
    );

    await Promise.all(processes.map((one, place) => postLikeMeta(one, batches[place]!)));
    await drained(world.database.db, 150_000);

    expect(await outcomeOf(world.database.db)).toEqual(once(outcome));
    expect(await runsOf(world)).toBe(1_000);
  }, 200_000);
});
