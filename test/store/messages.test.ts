import { file, forget, minute, said } from '../helpers/conversing';
import { accepted, countOf, createStoreWorld, numberOf } from '../helpers/stores';
import type { StoreWorld } from '../helpers/stores';

describe('messages of a conversation', () => {
  let world: StoreWorld;
  beforeAll(async () => (world = await createStoreWorld()));
  afterAll(() => world.drop());
  beforeEach(() => forget(world));

  const sent = (mid: string, at: string) =>
    said('message.echoed', at, { mid, direction: 'outbound', type: 'text', text: mid });
  const statuses = async () => {
    const { rows } = await world.db.query<{ mid: string; status: string | null }>(
      'select mid, status from messages order by mid',
    );
    return Object.fromEntries(rows.map(({ mid, status }) => [mid, status]));
  };

  it('share one conversation where three images come in one second', async () => {
    const images = ['m1', 'm2', 'm3'].map((mid) =>
      said('message.received', minute(1), {
        mid,
        direction: 'inbound',
        type: 'image',
        attachments: [{ type: 'image', url: `https://media.example/${mid}` }],
      }),
    );

    await Promise.all(images.map((image) => file(world, [image])));

    expect(await countOf(world.db, 'contacts')).toBe(1);
    expect(await countOf(world.db, 'conversations')).toBe(1);
    expect(await countOf(world.db, 'messages')).toBe(3);
  });

  it('are read up to the watermark, and no further', async () => {
    await file(world, [
      sent('m1', minute(1)),
      sent('m2', minute(2)),
      sent('m3', minute(3)),
      said('message.received', minute(1), { mid: 'theirs', direction: 'inbound', type: 'text' }),
      said('conversation.read', minute(4), { watermark: Date.parse(minute(2)) }),
    ]);

    expect(await statuses()).toEqual({ m1: 'read', m2: 'read', m3: null, theirs: null });
  });

  it('are read up to the one that Instagram names', async () => {
    await file(world, [
      sent('m1', minute(1)),
      sent('m2', minute(2)),
      sent('m3', minute(3)),
      said('conversation.read', minute(4), { mid: 'm2' }),
    ]);

    expect(await statuses()).toEqual({ m1: 'read', m2: 'read', m3: null });
  });

  it('do not fall back from read to delivered', async () => {
    await file(world, [
      sent('m1', minute(1)),
      said('conversation.read', minute(4), { watermark: Date.parse(minute(2)) }),
      said('conversation.delivered', minute(5), { watermark: Date.parse(minute(3)) }),
    ]);

    expect(await statuses()).toEqual({ m1: 'read' });
  });

  it('are untouched by the watermark of another conversation', async () => {
    await file(world, [
      sent('m1', minute(1)),
      said('conversation.read', minute(4), {
        watermark: Date.parse(minute(2)),
        person: [{ type: 'psid', value: '88' }],
      }),
    ]);

    expect(await statuses()).toEqual({ m1: null });
  });

  it('are raised by one update, however many they are', async () => {
    await file(world, [sent('first', minute(1))]);
    await world.db.query(
      `insert into messages (id, asset_id, mid, mid_hash, conversation_id, channel, direction, type, sent_at, created_at)
       select gen_random_uuid(), asset_id, 'm' || n, 'h' || n, conversation_id, channel, direction, type, sent_at, created_at
       from messages, generate_series(1, 500) n`,
    );
    const [event] = await accepted(world, [said('conversation.read', minute(4), {})]);
    const statements: string[] = [];

    await world.db.transaction(async (tx) => {
      const conversationId = (await tx.query<{ id: string }>('select id from conversations'))
        .rows[0]!.id;
      const watched = {
        query: ((text: string, values) => {
          statements.push(text);
          return tx.query(text, values);
        }) as typeof tx.query,
      };
      await world.stores.messages.raiseTo(
        watched,
        { asset: event!.asset, at: event!.occurredAt, conversationId },
        { channel: 'messenger', person: [], watermark: Date.parse(minute(2)), rank: 3 },
      );
    });

    expect(statements).toHaveLength(1);
    expect(await numberOf(world.db, `select count(*) from messages where status = 'read'`)).toBe(
      501,
    );
  });

  it('have a row as soon as a status names them, without anything that was never said', async () => {
    await file(world, [said('message.status', minute(2), { mid: 'm1', status: 'delivered' })]);

    const { rows } = await world.db.query('select type, direction, status, text from messages');
    expect(rows).toEqual([
      { type: 'unknown', direction: 'outbound', status: 'delivered', text: null },
    ]);
  });

  it('keep an order with its items once, in minor units', async () => {
    const order = said('order.placed', minute(1), {
      mid: 'm1',
      catalogId: '9',
      items: [
        { retailerId: 'a', quantity: 2.5, unitPrice: 1999, currency: 'EUR' },
        { retailerId: 'b', quantity: 1, unitPrice: 500, currency: 'JPY' },
      ],
    });

    await file(world, [order, order]);

    const { rows } = await world.db.query(
      'select place, retailer_id, quantity::float8, unit_price_minor, currency from order_items order by place',
    );
    expect(rows).toEqual([
      { place: 1, retailer_id: 'a', quantity: 2.5, unit_price_minor: 1999, currency: 'EUR' },
      { place: 2, retailer_id: 'b', quantity: 1, unit_price_minor: 500, currency: 'JPY' },
    ]);
  });
});
