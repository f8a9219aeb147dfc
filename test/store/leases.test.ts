import { createStoreWorld } from '../helpers/stores';
import type { StoreWorld } from '../helpers/stores';

describe('the jobs that one process of many does', () => {
  let world: StoreWorld;
  beforeAll(async () => (world = await createStoreWorld()));
  afterAll(() => world.drop());

  const take = (name: string, at = 0) =>
    world.stores.leases.take(
      name,
      new Date(world.time.now.getTime() + at),
      new Date(world.time.now.getTime() + at + 1_000),
    );

  it('are taken by one of ten that try at once', async () => {
    const taken = await Promise.all(Array.from({ length: 10 }, () => take('sweep')));

    expect(taken.filter(Boolean)).toHaveLength(1);
  });

  it('are free again when their time is over', async () => {
    expect(await take('wake')).toBe(true);
    expect(await take('wake', 999)).toBe(false);
    expect(await take('wake', 1_000)).toBe(true);
  });

  it('do not stand in each other’s way', async () => {
    expect(await take('one')).toBe(true);
    expect(await take('other')).toBe(true);
  });

  it('go on only under the id key that the database was filled with', async () => {
    expect(await world.stores.leases.sameKey('first')).toBe(true);
    expect(await world.stores.leases.sameKey('first')).toBe(true);
    expect(await world.stores.leases.sameKey('second')).toBe(false);
  });
});
