import { accepted, createStoreWorld, happening, numberOf } from '../helpers/stores';
import type { StoreWorld } from '../helpers/stores';

const WEEK_MS = 7 * 86_400_000;
const PARENTS = ['deliveries', 'events', 'effects'];

describe('week partitions', () => {
  let world: StoreWorld;
  beforeEach(async () => {
    world = await createStoreWorld();
    world.time.now = new Date();
  });
  afterEach(() => world.drop());

  const weeksOn = (weeks: number) => new Date(Date.now() + weeks * WEEK_MS);
  const partitionsOf = (parent: string) =>
    numberOf(world.db, 'select count(*) from pg_inherits where inhparent = $1::regclass', [parent]);
  const placesOf = async (parent: string): Promise<string[]> => {
    const { rows } = await world.db.query<{ place: string }>(
      `select distinct tableoid::regclass::text as place from ${parent} order by place`,
    );
    return rows.map(({ place }) => place);
  };

  it('stand ready for eight weeks as soon as the database is migrated', async () => {
    expect(await world.stores.leases.makePartitions(world.time.now)).toBe(0);
  });

  it('are made for each week that goes by, and only once', async () => {
    const before = await partitionsOf('events');

    expect(await world.stores.leases.makePartitions(weeksOn(2))).toBe(2 * PARENTS.length);
    expect(await world.stores.leases.makePartitions(weeksOn(2))).toBe(0);

    expect(await partitionsOf('events')).toBe(before + 2);
  });

  it('may be asked for by several processes at once', async () => {
    const made = await Promise.all(
      [1, 2, 3, 4].map(() => world.stores.leases.makePartitions(weeksOn(3))),
    );

    expect(made.toSorted((a, b) => a - b)).toEqual([0, 0, 0, 3 * PARENTS.length]);
  });

  it('take every row of their week, and leave the default empty', async () => {
    const week = isoWeek(world.time.now);
    const [event] = await accepted(world, [happening(1)]);
    await world.stores.effects.once(event!, 'step', async () => null);
    world.time.now = weeksOn(8);
    await accepted(world, [happening(2)]);

    expect(await placesOf('events')).toEqual(
      [`events_${week}`, `events_${isoWeek(weeksOn(8))}`].sort(),
    );
    expect(await placesOf('deliveries')).toHaveLength(2);
    expect(await placesOf('effects')).toEqual([`effects_${week}`]);
  });

  it('keep the effects of runs apart from those of events: they belong to no week', async () => {
    for (const id of ['adBudgetAlert/act_1/2026-03', 'messageDelivery/-/0f3a', 'Zebra/1']) {
      await world.stores.effects.once({ id, generation: 0 }, 'step', async () => null);
    }

    expect(await placesOf('effects')).toEqual(['effects_standing']);
  });

  it('are made for the other weeks where the default holds rows of one', async () => {
    world.time.now = weeksOn(12);
    await accepted(world, [happening(1)]);
    expect(await placesOf('events')).toEqual(['events_default']);

    // Weeks 9 to 20 are missing of three tables; two of them have rows of week 12 in their default.
    expect(await world.stores.leases.makePartitions(weeksOn(12))).toBe(10 * PARENTS.length - 2);

    await accepted(world, [happening(2)]);
    expect(await placesOf('events')).toEqual(['events_default']);
  });
});

/** `2026w10`, as PostgreSQL's `IYYY"w"IW` in UTC. */
function isoWeek(date: Date): string {
  const thursday = new Date(date);
  thursday.setUTCDate(date.getUTCDate() + 4 - (date.getUTCDay() || 7));
  const year = thursday.getUTCFullYear();
  const day = Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / 86_400_000);

  return `${year}w${String(Math.floor(day / 7) + 1).padStart(2, '0')}`;
}
