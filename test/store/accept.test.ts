import { createInbox } from '../../src/inbox/accept';
import type { Delivery } from '../../src/inbox/accept';
import { readDelivery } from '../../src/meta/read';
import {
  countOf,
  createStoreWorld,
  deliveryRow,
  happening,
  rowsOf,
  STORE_ID_KEY,
} from '../helpers/stores';
import type { StoreWorld } from '../helpers/stores';

const TABLES = ['event_keys', 'events', 'dispatch_queue', 'deliveries'];

describe('accepting a delivery', () => {
  let world: StoreWorld;
  beforeAll(async () => (world = await createStoreWorld()));
  afterAll(() => world.drop());
  afterEach(async () => {
    for (const table of TABLES) await world.db.query(`delete from ${table}`);
  });

  const wake = jest.fn();
  beforeEach(() => wake.mockClear());
  const inbox = () =>
    createInbox({
      store: world.stores.inboxRows,
      idKey: STORE_ID_KEY,
      clock: () => world.time.now,
      wake,
    });
  const accept = (keys: readonly (string | number)[]) =>
    world.stores.inboxRows.accept(
      deliveryRow(world.time.now),
      rowsOf(
        keys.map((key) => happening(key)),
        world.time.now,
      ),
    );
  const counts = () => Promise.all(TABLES.map((table) => countOf(world.db, table)));
  const deliver = (text: string): Delivery => ({
    raw: Buffer.from(text),
    headers: { 'user-agent': 'facebookexternalua' },
    app: 'app',
    keepRaw: false,
    read: readDelivery(text, { app: 'app', receivedAt: world.time.now }),
  });
  const message = (mid: string, text: string) => `{"object":"page","entry":[{"id":"1001",
    "time":1772359200000,"messaging":[{"sender":{"id":"77"},"recipient":{"id":"1001"},
    "timestamp":1772359200000,"message":{"mid":"${mid}","text":"${text}"}}]}]}`;

  it('stores the key, the event, its place in the queue and the delivery together', async () => {
    expect(await accept([1, 2, 3])).toBe(3);

    expect(await counts()).toEqual([3, 3, 3, 1]);
  });

  it('leaves nothing of an event that is there already, and takes its new neighbours', async () => {
    await accept([1, 2]);

    expect(await accept([2, 3])).toBe(1);

    expect(await counts()).toEqual([3, 3, 3, 2]);
  });

  it('takes an event once that stands twice in one delivery', async () => {
    expect(await accept([1, 2, 1])).toBe(2);

    expect(await counts()).toEqual([2, 2, 2, 1]);
  });

  it('takes a thousand items at once', async () => {
    const keys = Array.from({ length: 1000 }, (_, key) => key);

    expect(await accept(keys)).toBe(1000);
    expect(await accept(keys.toReversed())).toBe(0);

    expect(await counts()).toEqual([1000, 1000, 1000, 2]);
  });

  it('leaves nothing at all where one event of a delivery is refused', async () => {
    const [good, bad] = rowsOf([happening(1), happening(2)], world.time.now);
    const refused = world.stores.inboxRows.accept(deliveryRow(world.time.now), [
      good!,
      { ...bad!, at: 'no time' },
    ]);

    await expect(refused).rejects.toMatchObject({ code: '22007' });

    expect(await counts()).toEqual([0, 0, 0, 0]);
  });

  it('wakes the dispatcher for what is new, and not for a duplicate', async () => {
    const first = await inbox().accept(deliver(message('m1', 'hello')));
    const again = await inbox().accept(deliver(message('m1', 'hello')));

    expect(first).toMatchObject({ items: 1, fresh: 1, duplicate: 0 });
    expect(again).toMatchObject({ items: 1, fresh: 0, duplicate: 1 });
    expect(wake).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['NUL', String.raw`a\u0000b`, 'a\ufffdb'],
    ['a lone high surrogate', String.raw`a\ud83db`, 'a\ufffdb'],
    ['a lone low surrogate', String.raw`\ude00`, '\ufffd'],
    ['a whole pair', String.raw`\ud83d\ude00`, '\u{1f600}'],
  ])('stores a text with %s, which PostgreSQL would refuse', async (_, sent, stored) => {
    await inbox().accept(deliver(message('m1', sent)));

    const { rows } = await world.db.query<{ text: string }>(
      `select detail ->> 'text' as text from events`,
    );
    expect(rows).toEqual([{ text: stored }]);
  });

  it('keeps a body that cannot be read: raw, dead, and not in the queue', async () => {
    const body = deliver('{"object": "page", ');

    expect(await inbox().accept(body)).toMatchObject({ items: 0, fresh: 1, unrecognised: 1 });
    expect(await inbox().accept(body)).toMatchObject({ fresh: 0 });

    expect(await counts()).toEqual([1, 1, 0, 2]);
    const { rows } = await world.db.query<{ status: string; raw: Buffer; why: string }>(
      `select e.status, d.raw, d.dead_reason as why from events e join deliveries d on d.id = e.delivery_id`,
    );
    expect(rows).toEqual([{ status: 'dead', raw: body.raw, why: expect.any(String) }]);
  });

  it('keeps the raw body of a delivery that was read only where it is asked to', async () => {
    await inbox().accept(deliver(message('m1', 'hello')));
    await inbox().accept({ ...deliver(message('m2', 'hello')), keepRaw: true });

    const { rows } = await world.db.query<{ kept: boolean }>(
      'select raw is not null as kept from deliveries order by id',
    );
    expect(rows).toEqual([{ kept: false }, { kept: true }]);
  });
});
