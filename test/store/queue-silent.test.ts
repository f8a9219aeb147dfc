import type { EventRef } from '../../src/domain/events';
import { accepted, createStoreWorld, happening } from '../helpers/stores';
import type { StoreWorld } from '../helpers/stores';

describe('events that a run has taken and that nothing has come of', () => {
  let world: StoreWorld;
  beforeAll(async () => (world = await createStoreWorld()));
  afterAll(() => world.drop());
  beforeEach(async () => {
    for (const table of ['dispatch_queue', 'events', 'event_keys']) {
      await world.db.query(`delete from ${table}`);
    }
  });

  const later = (ms: number) => new Date(world.time.now.getTime() + ms);
  const dispatched = async (key: string, ms = 0): Promise<EventRef> => {
    const [event] = await accepted(world, [happening(key)]);
    const handed = [{ eventId: event!.id, workflowId: `w/${key}`, runId: 'r' }];
    await world.stores.queue.handed(handed, later(ms));
    return event!;
  };
  const silentAt = async (ms: number) =>
    (await world.stores.queue.silent(later(ms), 10)).map(({ workflowId }) => workflowId);
  const statusOf = async ({ id }: EventRef) => (await world.stores.events.find(id))!.status;
  const claimed = async () => {
    const claims = await world.stores.queue.claim(later(1_000), later(2_000), 10);
    return claims.map(({ ref }) => ref.id);
  };

  it('are found once their time is over, the longest silent first', async () => {
    await dispatched('second', 20);
    await dispatched('first', 10);
    await dispatched('late', 500);

    expect(await silentAt(100)).toEqual(['w/first', 'w/second']);
  });

  it('are not those that had an effect', async () => {
    const event = await dispatched('done');
    await world.stores.effects.once(event, 'step', async () => null);

    expect(await silentAt(100)).toEqual([]);
  });

  it('are left alone for as long again once somebody has looked', async () => {
    const event = await dispatched('looked at');
    await world.stores.queue.touch([event.id], later(100));

    expect(await silentAt(100)).toEqual([]);
    expect(await silentAt(101)).toEqual(['w/looked at']);
  });

  it('can be handed over again', async () => {
    const event = await dispatched('again');
    await world.stores.queue.requeue([{ id: event.id, priority: 2 }], later(200));

    expect(await statusOf(event)).toBe('pending');
    expect(await claimed()).toEqual([event.id]);
  });

  it('can be put into the queue twice without harm', async () => {
    const event = await dispatched('twice');
    await world.stores.queue.requeue([{ id: event.id, priority: 2 }], later(200));
    await world.stores.queue.requeue([{ id: event.id, priority: 2 }], later(300));

    expect(await claimed()).toEqual([event.id]);
  });

  // The sweeper looks at the run between reading the silent events and acting on them.
  it('are not put back where their effect came while somebody looked', async () => {
    const event = await dispatched('just done');
    await world.stores.effects.once(event, 'step', async () => null);
    await world.stores.queue.requeue([{ id: event.id, priority: 2 }], later(200));

    expect(await statusOf(event)).toBe('done');
    expect(await claimed()).toEqual([]);
  });

  it('are not buried where their effect came while somebody looked', async () => {
    const event = await dispatched('just done');
    await world.stores.effects.once(event, 'step', async () => null);
    await world.stores.queue.bury([event.id], 'its run ended without an effect');

    expect(await statusOf(event)).toBe('done');
  });
});
