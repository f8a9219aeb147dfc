import { countOf, accepted, createStoreWorld, happening } from '../helpers/stores';
import type { StoreWorld } from '../helpers/stores';

describe('effects', () => {
  let world: StoreWorld;
  beforeAll(async () => {
    world = await createStoreWorld();
    await world.db.query('create table done_things (what text not null)');
  });
  afterAll(() => world.drop());
  beforeEach(() => world.db.query('delete from done_things'));

  const event = async (key: string) => (await accepted(world, [happening(key)]))[0]!;
  const statusOf = async (id: string) => (await world.stores.events.find(id))!.status;
  const doOnce = (scope: { id: string; generation: number }, result: unknown = null) =>
    world.stores.effects.once(scope, 'step', async (tx) => {
      await tx.query(`insert into done_things values ('done')`);
      return result;
    });

  it('happen once, and give every other caller what the first one got', async () => {
    const scope = await event('once');

    expect(await doOnce(scope, { told: 3 })).toEqual({ told: 3 });
    expect(await doOnce(scope, { told: 4 })).toEqual({ told: 3 });

    expect(await countOf(world.db, 'done_things')).toBe(1);
  });

  it('happen once where ten try at the same time, and all get the same answer', async () => {
    const scope = await event('at once');

    const answers = await Promise.all(Array.from({ length: 10 }, (_, own) => doOnce(scope, own)));

    expect(new Set(answers).size).toBe(1);
    expect(await countOf(world.db, 'done_things')).toBe(1);
  });

  it('leave nothing where the work fails after it wrote, and happen the next time', async () => {
    const scope = await event('fails');
    const failing = world.stores.effects.once(scope, 'step', async (tx) => {
      await tx.query(`insert into done_things values ('half done')`);
      throw new Error('no');
    });

    await expect(failing).rejects.toThrow('no');
    expect(await countOf(world.db, 'done_things')).toBe(0);
    expect(await statusOf(scope.id)).toBe('pending');

    expect(await doOnce(scope, 'second')).toBe('second');
    expect(await countOf(world.db, 'done_things')).toBe(1);
  });

  it('take the place of one that failed while they waited for it', async () => {
    const scope = await event('waits');
    let second: Promise<unknown> | undefined;
    const first = world.stores.effects.once(scope, 'step', async () => {
      second = doOnce(scope, 'second');
      throw new Error('no');
    });

    await expect(first).rejects.toThrow('no');
    expect(await second).toBe('second');
  });

  it('say that their event is done', async () => {
    const { id } = await event('done');
    await world.stores.queue.handed([{ eventId: id, workflowId: 'w', runId: 'r' }], new Date());
    expect(await statusOf(id)).toBe('dispatched');

    await doOnce({ id, generation: 0 });

    expect(await statusOf(id)).toBe('done');
  });

  it('do not bring back an event that was given up', async () => {
    const { id } = await event('dead');
    await world.stores.queue.bury([id], 'grpc 3');

    await doOnce({ id, generation: 0 });

    expect(await statusOf(id)).toBe('dead');
  });

  it('happen again in the generation of a replay', async () => {
    const scope = await event('replayed');
    await doOnce(scope, 'first');

    expect(await doOnce({ ...scope, generation: 1 }, 'replayed')).toBe('replayed');
    expect(await doOnce({ ...scope, generation: 1 })).toBe('replayed');

    expect(await countOf(world.db, 'done_things')).toBe(2);
  });

  it('are apart by step, and may belong to a period of a run instead of an event', async () => {
    const scope = { id: 'adBudgetAlert/act_1/2026-03', generation: 0 };
    await doOnce(scope, 'march');

    expect(await world.stores.effects.once(scope, 'other', async () => 'other')).toBe('other');
    expect(await doOnce({ ...scope, id: 'adBudgetAlert/act_1/2026-04' }, 'april')).toBe('april');

    expect(await world.stores.events.effects(scope.id)).toMatchObject([
      { step: 'step', result: 'march' },
      { step: 'other', result: 'other' },
    ]);
  });

  it('give null for work that gives nothing', async () => {
    const scope = await event('nothing');

    await world.stores.effects.once(scope, 'step', async () => undefined);

    expect(await doOnce(scope)).toBeNull();
  });
});
