import { createHash } from 'node:crypto';

import type { EventRef } from '../../src/domain/events';
import { createDeletionActivities } from '../../activities/deletion';
import { file, minute, said } from '../helpers/conversing';
import { accepted, createStoreWorld, happening, numberOf } from '../helpers/stores';
import type { StoreWorld } from '../helpers/stores';

const TABLES = [
  'contacts',
  'contact_identities',
  'conversations',
  'conversation_events',
  'messages',
  'message_reactions',
  'orders',
  'order_items',
  'leads',
  'lead_answers',
  'user_profiles',
  'profile_changes',
  'consents',
  'consent_events',
];

describe('erasing a person', () => {
  let world: StoreWorld;
  beforeAll(async () => (world = await createStoreWorld()));
  afterAll(() => world.drop());
  beforeEach(async () => {
    for (const table of ['deletion_requests', 'effects', 'events', 'event_keys', ...TABLES]) {
      await world.db.query(`delete from ${table}`);
    }
  });

  it('leaves nothing of that person, and every other row as it was', async () => {
    await live('88', 'Bea');
    const before = await hashes();
    await live('77', 'Ada');

    const erased = await erase('77');

    expect(erased.found).toBeGreaterThan(8);
    const after = await hashes();
    // The withdrawal has to outlive the person; it holds hashes only.
    const { consents: _consents, consent_events: _log, ...rest } = after;
    expect(before).toMatchObject(rest);
    expect(await placesOf('77', 'Ada')).toEqual([]);
  });

  it('keeps the consents, so that nobody writes to the person again', async () => {
    await live('77', 'Ada');

    await erase('77');

    expect(
      await numberOf(world.db, `select count(*) from consents where state = 'withdrawn'`),
    ).toBe(1);
  });

  it('empties the events of the person, statuses of their messages among them, and keeps their rows', async () => {
    await live('77', 'Ada');
    const events = await numberOf(world.db, 'select count(*) from events');

    await erase('77');

    expect(await numberOf(world.db, 'select count(*) from events')).toBe(events + 1);
    expect(
      await numberOf(
        world.db,
        `select count(*) from events where kind <> 'deletion.requested' and (detail is not null or payload is not null)`,
      ),
    ).toBe(0);
  });

  it('completes the request, forgets whose it was, and says so in the audit', async () => {
    await live('77', 'Ada');
    await erase('77');

    expect(await world.stores.deletions.find('code-77')).toMatchObject({ status: 'completed' });
    expect((await world.db.query('select user_id from deletion_requests')).rows).toEqual([
      { user_id: null },
    ]);
    const [event] = await world.stores.events.list({ kind: 'deletion.requested', limit: 1 });
    const { rows } = await world.db.query('select action from audit_log where event_id = $1', [
      event!.id,
    ]);
    expect(rows).toEqual([{ action: 'person erased' }]);
  });

  it('finds nothing of somebody who is not known', async () => {
    await live('88', 'Bea');
    const before = await hashes();

    await erase('77');

    expect(await hashes()).toEqual(before);
  });

  /** Somebody who writes, reads, orders, reacts, fills in a form, has a profile, and says stop. */
  async function live(id: string, name: string): Promise<void> {
    const person = [{ type: 'asid', value: id }];
    const subject = `asid:${id}`;
    const own = { person, personName: name, direction: 'inbound' };
    const mid = `m-${id}`;
    const happenings = [
      said('message.received', minute(1), { ...own, mid, type: 'text', text: `I am ${name}` }),
      said('message.reacted', minute(2), { ...own, targetMid: mid, emoji: 'x', action: 'react' }),
      said('message.status', minute(2), { person, mid: `ours-${id}`, status: 'sent' }),
      said('order.placed', minute(3), {
        person,
        mid,
        catalogId: '9',
        text: name,
        items: [{ retailerId: 'a', quantity: 1, unitPrice: 1, currency: 'EUR' }],
      }),
      said('call.changed', minute(4), { person, from: name }),
    ].map((one) => ({
      ...one,
      subject: one.kind === 'message.status' ? `ours-${id}` : subject,
    }));
    await file(world, happenings);

    await world.db.transaction(async (tx) => {
      const contactId = await world.stores.conversations.join(tx, person as never);
      await world.stores.leads.save(tx, {
        id: `lead-${id}`,
        asset: '1001',
        formId: null,
        formName: null,
        platform: null,
        organic: null,
        contactId,
        name,
        email: `${name}@example.com`,
        phone: null,
        ad: NOTHING,
        adset: NOTHING,
        campaign: NOTHING,
        createdAt: minute(5),
        answers: [
          {
            name: 'name',
            values: [name],
          },
        ],
      });
    });
    const [profile, stop] = await accepted(world, [
      happening(`profile ${id}`, {
        kind: 'profile.changed',
        subject,
        detail: { userId: id },
      } as never),
      happening(`stop ${id}`, {
        kind: 'consent.withdrawn',
        subject,
        data: { category: 'all', source: 'keyword' },
        detail: { person },
      } as never),
    ]);
    await world.db.transaction(async (tx) => {
      const detail = { userId: id, field: 'name', value: name };
      await world.stores.rows.write(tx, { event: profile!, detail });
      await world.stores.consents.record(tx, stop as EventRef<'consent.withdrawn'>, {
        hashes: [stop!.subject!],
        propagated: false,
      });
    });
  }

  async function erase(id: string): Promise<{ found: number }> {
    await world.stores.deletions.request(`code-${id}`, { type: 'asid', value: id }, 'test');
    const [event] = await accepted(world, [
      happening(`erase ${id}`, {
        kind: 'deletion.requested',
        subject: `asid:${id}`,
        detail: { userId: id, code: `code-${id}` },
      } as never),
    ]);
    const { deletions, effects, events, audit } = world.stores;

    return createDeletionActivities({ deletions, effects, events, audit }).erasePerson(
      event as EventRef<'deletion.requested'>,
    );
  }

  async function hashes(): Promise<Record<string, string>> {
    const rows = TABLES.map(async (table) => {
      const all = await world.db.query<{ row: string }>(
        `select t::text as row from ${table} t order by t::text`,
      );
      const text = all.rows.map(({ row }) => row).join('\n');
      return [table, createHash('sha256').update(text).digest('hex')] as const;
    });

    return Object.fromEntries(await Promise.all(rows));
  }

  /** The tables that still hold one of some words, wherever in a row. */
  async function placesOf(...words: string[]): Promise<string[]> {
    const found = await Promise.all(
      TABLES.map(async (table) => {
        const held = await numberOf(
          world.db,
          `select count(*) from ${table} t where t::text ~ $1`,
          [`\\m(${words.join('|')})\\M`],
        );
        return held > 0 ? [table] : [];
      }),
    );

    return found.flat();
  }
});

const NOTHING = { id: null, name: null };
