import { accepted, ASSET, countOf, createStoreWorld, happening } from '../helpers/stores';
import type { StoreWorld } from '../helpers/stores';

describe('parked runs', () => {
  let world: StoreWorld;
  beforeAll(async () => (world = await createStoreWorld()));
  afterAll(() => world.drop());
  beforeEach(async () => {
    for (const table of ['parked_runs', 'assets', 'event_keys']) {
      await world.db.query(`delete from ${table}`);
    }
  });

  const run = (eventId: string | null, more: { asset?: string; workflowId?: string } = {}) => ({
    workflowId: 'leadEnrichment/1001/5',
    runId: 'r1',
    workflow: 'leadEnrichment',
    eventId,
    asset: ASSET,
    step: 'importing the lead',
    reason: 'GraphTokenError',
    ...more,
  });
  const park = (eventId: string | null, more = {}) => world.stores.parking.park(run(eventId, more));
  const unpark = (eventId: string, discarded: string | null = null) =>
    world.stores.parking.unpark({ workflowId: run(null).workflowId, eventId, discarded });
  const event = async () => {
    const [one] = await accepted(world, [happening('parked')]);
    await world.stores.queue.handed(
      [{ eventId: one!.id, workflowId: run(null).workflowId, runId: 'r1' }],
      world.time.now,
    );
    return one!;
  };
  const statusOf = async (id: string) => {
    const { status, error } = (await world.stores.events.find(id))!;
    return { status, error };
  };
  const wakeable = async () =>
    (await world.stores.parking.wakeable(10)).map(({ workflowId }) => workflowId);

  it('are listed with the step and the reason, and show on their event', async () => {
    const { id } = await event();

    expect(await park(id)).toEqual({ version: 0, changedAt: null });

    expect(await statusOf(id)).toEqual({ status: 'parked', error: 'GraphTokenError' });
    expect(await world.stores.parking.list(10)).toEqual([{ ...run(id), parkedAt: world.time.now }]);
  });

  it('are told how new the token of their asset is', async () => {
    await world.stores.assets.setToken(ASSET, 'first');
    await world.stores.assets.setToken(ASSET, 'second');
    const { id } = await event();

    expect(await park(id)).toEqual({ version: 2, changedAt: world.time.now.getTime() });
  });

  it('may be woken once their asset has a newer token, and not for the token of another', async () => {
    await world.stores.assets.setToken(ASSET, 'old');
    await park((await event()).id);
    await park(null, { asset: '1002', workflowId: 'other' });
    expect(await wakeable()).toEqual([]);

    await world.stores.assets.setToken(ASSET, 'new');

    expect(await wakeable()).toEqual([run(null).workflowId]);
  });

  it('wait again for the next token where they parked with the newest', async () => {
    const { id } = await event();
    await park(id);
    await world.stores.assets.setToken(ASSET, 'new');
    await park(id);

    expect(await wakeable()).toEqual([]);
    expect(await countOf(world.db, 'parked_runs')).toBe(1);
  });

  it('leave their event dispatched when they go on without having had an effect', async () => {
    const { id } = await event();
    await park(id);

    await unpark(id);

    expect(await statusOf(id)).toEqual({ status: 'dispatched', error: null });
    expect(await countOf(world.db, 'parked_runs')).toBe(0);
  });

  it('leave their event done when they go on after an effect', async () => {
    const one = await event();
    await world.stores.effects.once(one, 'importLead', async () => 1);
    await park(one.id);
    expect(await statusOf(one.id)).toMatchObject({ status: 'parked' });

    await unpark(one.id);

    expect(await statusOf(one.id)).toEqual({ status: 'done', error: null });
  });

  it('leave their event ignored, with the code, when they are discarded', async () => {
    const { id } = await event();
    await park(id);

    await unpark(id, 'test_data');

    expect(await statusOf(id)).toEqual({ status: 'ignored', error: 'test_data' });
  });

  it('have their event done by the effect that comes when they go on', async () => {
    const one = await event();
    await park(one.id);

    await world.stores.effects.once(one, 'importLead', async () => 1);

    expect(await statusOf(one.id)).toEqual({ status: 'done', error: null });
  });
});
