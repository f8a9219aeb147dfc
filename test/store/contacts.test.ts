import type { Identity } from '../../src/domain/details';
import { untilSomebodyWaits } from '../helpers/lock-waits';
import { ASSET, countOf, createStoreWorld, numberOf } from '../helpers/stores';
import type { StoreWorld } from '../helpers/stores';

const PHONE = { type: 'wa_id', value: '491701234567' } as const;
const BSUID = { type: 'bsuid', value: 'DE.77' } as const;
const MAIL = { type: 'email', value: 'ada@example.com' } as const;

describe('contacts', () => {
  let world: StoreWorld;
  beforeAll(async () => (world = await createStoreWorld()));
  afterAll(() => world.drop());
  beforeEach(async () => {
    for (const table of ['leads', 'contacts']) await world.db.query(`delete from ${table}`);
  });

  const place = (person: readonly Identity[], more: { name?: string; asset?: string } = {}) =>
    world.db.transaction((tx) =>
      world.stores.conversations.place(tx, {
        asset: ASSET,
        channel: 'whatsapp',
        person,
        messageAt: '2026-03-02T11:00:00.000Z',
        ...more,
      }),
    );
  const join = (identities: readonly Identity[]) =>
    world.db.transaction((tx) => world.stores.conversations.join(tx, identities));
  const tick = () => (world.time.now = new Date(world.time.now.getTime() + 1_000));
  const nameOf = async (id: string) =>
    (await world.db.query<{ name: string }>('select name from contacts where id = $1', [id]))
      .rows[0]!.name;

  it('are one where twenty meet the same person at once', async () => {
    const places = await Promise.all(
      Array.from({ length: 20 }, (_, turn) => place(turn % 2 ? [PHONE, BSUID] : [BSUID, PHONE])),
    );

    expect(new Set(places.map(({ contactId }) => contactId)).size).toBe(1);
    expect(new Set(places.map(({ conversationId }) => conversationId)).size).toBe(1);
    expect(await countOf(world.db, 'contacts')).toBe(1);
    expect(await countOf(world.db, 'contact_identities')).toBe(2);
  });

  it('are found by any identity, and learn the others that come with it', async () => {
    const first = await place([PHONE]);
    const second = await place([PHONE, BSUID]);
    const third = await place([BSUID]);

    expect([second.contactId, third.contactId]).toEqual([first.contactId, first.contactId]);
  });

  it('are apart where only the value of two identities is the same', async () => {
    const one = await place([{ type: 'psid', value: '77' }]);
    const other = await place([{ type: 'igsid', value: '77' }]);

    expect(other.contactId).not.toBe(one.contactId);
  });

  it('have one conversation with each of our assets', async () => {
    const one = await place([PHONE]);
    const other = await place([PHONE], { asset: '1002' });

    expect(other.contactId).toBe(one.contactId);
    expect(other.conversationId).not.toBe(one.conversationId);
  });

  it('take a newer name, and keep theirs where none is given', async () => {
    const { contactId } = await place([PHONE], { name: 'Ada' });
    tick();
    await place([PHONE], { name: 'Ada Lovelace' });
    await place([PHONE]);

    expect(await nameOf(contactId)).toBe('Ada Lovelace');
  });

  it('give the older everything where two turn out to be one', async () => {
    const older = await place([PHONE], { name: 'Ada' });
    tick();
    const [newer, apart] = [await place([BSUID]), await place([BSUID], { asset: '1002' })];
    await fill(newer);
    tick();

    expect(await join([BSUID, PHONE])).toBe(older.contactId);

    expect(await countOf(world.db, 'contacts')).toBe(1);
    expect(await countOf(world.db, 'conversations')).toBe(2);
    const rest = ['messages', 'orders', 'conversation_events'].map((table) =>
      numberOf(world.db, `select count(*) from ${table} where conversation_id = $1`, [
        older.conversationId,
      ]),
    );
    expect(await Promise.all(rest)).toEqual([1, 1, 1]);
    expect(
      await numberOf(
        world.db,
        `select count(*) from contact_identities i join leads l on l.contact_id = i.contact_id
           join conversations c on c.contact_id = i.contact_id and c.id = $2 where i.contact_id = $1`,
        [older.contactId, apart.conversationId],
      ),
    ).toBe(2);
  });

  it('stay two where a form names both: it is the one of the stronger identity', async () => {
    const mail = await join([MAIL]);
    tick();
    const phone = await join([PHONE]);

    const found = await world.db.transaction((tx) =>
      world.stores.conversations.find(tx, [PHONE, MAIL]),
    );

    expect(found).toBe(phone);
    expect(await join([MAIL])).toBe(mail);
  });

  it('may be joined from three sides at once', async () => {
    const each = [[PHONE], [BSUID], [MAIL]];
    for (const person of each) await place(person);

    const pairs = [
      [PHONE, BSUID],
      [BSUID, MAIL],
      [MAIL, PHONE],
    ];
    await Promise.all([...pairs, ...pairs].map((pair) => join(pair)));

    expect(await countOf(world.db, 'contacts')).toBe(1);
    expect(await countOf(world.db, 'contact_identities')).toBe(3);
  });

  it('are still found where they are merged into another at the same moment', async () => {
    const older = await place([PHONE]);
    tick();
    const newer = await place([BSUID, MAIL]);
    let found: Promise<{ contactId: string }> | undefined;

    await world.db.transaction(async (tx) => {
      await world.stores.conversations.join(tx, [PHONE, BSUID]);
      // By an identity that the merge does not name, so that only the contact's row is waited for.
      found = place([MAIL]);
      await untilSomebodyWaits(world.db);
    });

    expect((await found)!.contactId).toBe(older.contactId);
    expect(newer.contactId).not.toBe(older.contactId);
  });

  /** One row of each table that hangs on a conversation or a contact. */
  async function fill({
    contactId,
    conversationId,
  }: {
    contactId: string;
    conversationId: string;
  }) {
    const at = world.time.now;
    await world.db.query(
      `insert into messages (id, asset_id, mid, mid_hash, conversation_id, channel, direction, type, sent_at, created_at)
       values (gen_random_uuid(), '1', 'm1', 'h', $1, 'whatsapp', 'inbound', 'text', $2, $2)`,
      [conversationId, at],
    );
    await world.db.query(
      `insert into orders (id, asset_id, mid, conversation_id, catalog_id, ordered_at)
       values (gen_random_uuid(), '1', 'm1', $1, '9', $2)`,
      [conversationId, at],
    );
    await world.db.query(
      `insert into conversation_events (event_id, conversation_id, asset_id, kind, at)
       values (gen_random_uuid(), $1, '1', 'call.changed', $2)`,
      [conversationId, at],
    );
    await world.db.query(
      `insert into leads (id, asset_id, contact_id, created_at, imported_at) values ('5', '1', $1, $2, $2)`,
      [contactId, at],
    );
  }
});
