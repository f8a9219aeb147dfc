import { countOf, createStoreWorld, accepted, happening } from '../helpers/stores';
import type { StoreWorld } from '../helpers/stores';

const LEASE_MS = 30_000;

describe('the dispatch queue', () => {
  let world: StoreWorld;
  beforeAll(async () => (world = await createStoreWorld()));
  afterAll(() => world.drop());
  beforeEach(async () => {
    for (const table of ['dispatch_queue', 'events', 'event_keys']) {
      await world.db.query(`delete from ${table}`);
    }
  });

  const later = (ms: number) => new Date(world.time.now.getTime() + ms);
  const claim = async (at = world.time.now, most = 100) => {
    const claims = await world.stores.queue.claim(at, new Date(at.getTime() + LEASE_MS), most);
    return claims.map(({ ref }) => ref.id);
  };
  const accept = async (count: number) => {
    const events = Array.from({ length: count }, (_, key) => happening(key));
    return (await accepted(world, events)).map(({ id }) => id);
  };
  const statusOf = async (id: string) => (await world.stores.events.find(id))!.status;

  it('gives a claim what a workflow needs of the event, and nothing personal', async () => {
    const [sent] = await accepted(world, [
      happening(1, { subject: 'wa_id:491', detail: { text: 'secret' } }),
    ]);

    const [claimed] = await world.stores.queue.claim(world.time.now, later(LEASE_MS), 10);

    expect(claimed).toEqual({ attempts: 1, ref: sent });
    expect(sent!.subject).toMatch(/^[0-9a-f]{32}$/);
  });

  it('skips what is leased, and gives it again once the lease has run out', async () => {
    const ids = await accept(3);

    expect(await claim()).toEqual(ids);
    expect(await claim(later(LEASE_MS - 1))).toEqual([]);
    expect(await claim(later(LEASE_MS + 1))).toEqual(ids);

    const [again] = await world.stores.queue.claim(later(3 * LEASE_MS), later(4 * LEASE_MS), 1);
    expect(again!.attempts).toBe(3);
  });

  it('never gives one event to two claimers at once', async () => {
    const ids = await accept(400);

    const lots = await Promise.all(Array.from({ length: 8 }, () => claim(world.time.now, 60)));

    const all = lots.flat();
    expect(new Set(all).size).toBe(all.length);
    expect([...all, ...(await claim(world.time.now, 1000))].sort()).toEqual(ids.toSorted());
  });

  it('does not wait for a claimer whose transaction is open', async () => {
    const ids = await accept(2);

    await world.db.transaction(async (tx) => {
      await tx.query('select from dispatch_queue where event_id = $1 for update', [ids[0]]);

      expect(await claim()).toEqual([ids[1]]);
    });
  });

  it('gives the urgent first, then the older', async () => {
    await accepted(world, [
      happening('drift', { kind: 'unrecognised', data: { shape: 'changes', reason: 'new' } }),
      happening('post'),
      happening('lead', { kind: 'lead.submitted', data: { leadId: '5', formId: null } }),
      happening('stop', {
        kind: 'consent.withdrawn',
        data: { category: 'all', source: 'keyword' },
      }),
      happening('post again'),
    ]);

    const claims = await world.stores.queue.claim(world.time.now, later(LEASE_MS), 10);

    expect(claims.map(({ ref }) => ref.kind)).toEqual([
      'consent.withdrawn',
      'lead.submitted',
      'post.changed',
      'post.changed',
      'unrecognised',
    ]);
  });

  it('gives no more than is asked for', async () => {
    const ids = await accept(5);

    expect(await claim(world.time.now, 2)).toEqual(ids.slice(0, 2));
  });

  it('holds what was postponed back until its time', async () => {
    const [id] = await accept(1);
    await claim();
    await world.stores.queue.postpone([id!], later(5_000), 'grpc 14');

    expect(await claim(later(4_999))).toEqual([]);
    expect(await claim(later(5_000))).toEqual([id]);

    expect(await statusOf(id!)).toBe('pending');
  });

  it('lets go of what Temporal took, and remembers the run', async () => {
    const [id] = await accept(1);
    await world.stores.queue.handed([{ eventId: id!, workflowId: 'w', runId: 'r' }], later(10));

    expect(await claim(later(LEASE_MS * 2))).toEqual([]);
    expect(await world.stores.events.find(id!)).toMatchObject({
      status: 'dispatched',
      workflowId: 'w',
      runId: 'r',
      dispatchedAt: later(10),
    });
  });

  it('keeps an event done whose run was quicker than the word that Temporal has it', async () => {
    const [event] = await accepted(world, [happening(1)]);
    await world.stores.effects.once(event!, 'step', async () => 1);

    await world.stores.queue.handed(
      [{ eventId: event!.id, workflowId: 'w', runId: 'r' }],
      later(1),
    );

    expect(await statusOf(event!.id)).toBe('done');
    expect(await countOf(world.db, 'dispatch_queue')).toBe(0);
  });

  it('buries what will never run, with the reason', async () => {
    const [id] = await accept(1);
    await world.stores.queue.bury([id!], 'grpc 3');

    expect(await claim()).toEqual([]);
    expect(await world.stores.events.find(id!)).toMatchObject({ status: 'dead', error: 'grpc 3' });
  });

  it('tells how much waits and since when', async () => {
    expect(await world.stores.queue.depth()).toEqual({ waiting: 0, oldest: null });
    await accept(2);

    expect(await world.stores.queue.depth()).toEqual({ waiting: 2, oldest: world.time.now });
  });
});
