import * as fc from 'fast-check';

import { createConsentActivities } from '../../activities/consents';
import { mayWrite } from '../../src/domain/consent';
import type { EventRef } from '../../src/domain/events';
import { identityHash } from '../../src/store/conversations';
import { anyOrder } from '../helpers/any-order';
import { minute } from '../helpers/conversing';
import { untilSomebodyWaits } from '../helpers/lock-waits';
import { accepted, countOf, createStoreWorld, happening, STORE_ID_KEY } from '../helpers/stores';
import type { StoreWorld } from '../helpers/stores';

const PHONE = { type: 'wa_id', value: '491701234567' } as const;
const BSUID = { type: 'bsuid', value: 'DE.77' } as const;
const STRANGER = { type: 'wa_id', value: '491709999999' } as const;
type Known = typeof PHONE | typeof BSUID | typeof STRANGER;
const hash = (identity: Known) => identityHash(STORE_ID_KEY, identity);

type Word = 'withdrawn' | 'given';
type Said = { category?: string; source?: string; from?: Known };
const told = (
  word: Word,
  at: string,
  { category = 'marketing', source = 'keyword', from = PHONE }: Said = {},
) =>
  happening(`${word} ${at} ${category} ${source}`, {
    kind: `consent.${word}`,
    occurredAt: at,
    data: { category, source },
    subject: `${from.type}:${from.value}`,
    detail: { channel: 'whatsapp', person: [from] },
  });

describe('what people allow', () => {
  let world: StoreWorld;
  beforeAll(async () => (world = await createStoreWorld()));
  afterAll(() => world.drop());
  beforeEach(() => forget());

  const forget = async () => {
    for (const table of ['consents', 'consent_events', 'contacts', 'event_keys']) {
      await world.db.query(`delete from ${table}`);
    }
  };
  const know = (identities: readonly Known[]) =>
    world.db.transaction((tx) => world.stores.conversations.join(tx, identities));
  const activities = () => createConsentActivities(world.stores);
  const tell = async (events: readonly EventRef[]) => {
    for (const event of events) {
      await activities().recordConsent(event as EventRef<'consent.given'>);
    }
  };
  const rows = async () =>
    (await world.db.query('select * from consents order by identity_hash, category')).rows;

  it('ends in the same rows whatever order it is told in, and however often', async () => {
    const words = [
      told('given', minute(1)),
      told('withdrawn', minute(2)),
      told('given', minute(2)),
      told('withdrawn', minute(2), { source: 'preference' }),
      told('given', minute(5), { category: 'all' }),
      told('withdrawn', minute(4), { category: 'all' }),
    ];
    await know([PHONE, BSUID]);
    // The same events each time: the row names the one that counts.
    const events = await accepted(world, words);
    const generations = (order: readonly EventRef[]) =>
      order.map((event) => ({ ...event, generation: (generation += 1) }));
    let generation = 0;
    await tell(generations(events));
    const inOrder = await rows();

    await fc.assert(
      fc.asyncProperty(anyOrder(events), async (order) => {
        await world.db.query('delete from consents');
        await tell(generations(order));

        expect(await rows()).toEqual(inOrder);
      }),
      { numRuns: 30 },
    );
    const own = await world.stores.consents.of(hash(PHONE));
    expect(own.map(({ category, state }) => [category, state])).toEqual([
      ['all', 'given'],
      ['marketing', 'withdrawn'],
    ]);
    expect(inOrder).toHaveLength(4);
  });

  it('counts a withdrawal where both are told of one moment', async () => {
    await tell(await accepted(world, [told('withdrawn', minute(2)), told('given', minute(2))]));

    const said = await world.stores.consents.of(hash(PHONE));
    expect(said).toEqual([{ category: 'marketing', state: 'withdrawn', at: minute(2) }]);
    expect(mayWrite(said, 'marketing')).toBe(false);
  });

  it('blocks the other identities of the person too, and nobody else', async () => {
    await know([PHONE, BSUID]);
    await world.db.transaction((tx) => world.stores.conversations.join(tx, [STRANGER]));

    await tell(await accepted(world, [told('withdrawn', minute(2))]));

    const allowed = async (identity: Known) =>
      mayWrite(await world.stores.consents.of(hash(identity)), 'marketing');
    expect(await allowed(PHONE)).toBe(false);
    expect(await allowed(BSUID)).toBe(false);
    expect(await allowed(STRANGER)).toBe(true);
  });

  it('takes two words at once that come from two identities of one person', async () => {
    await know([PHONE, BSUID]);
    const words = Array.from({ length: 20 }, (_, second) =>
      told('withdrawn', minute(2, second), {
        from: second % 2 === 0 ? PHONE : BSUID,
      }),
    );
    const events = await accepted(world, words);

    await Promise.all(events.map((event) => tell([event])));

    const last = { category: 'marketing', state: 'withdrawn', at: minute(2, 19) };
    expect(await world.stores.consents.of(hash(PHONE))).toEqual([last]);
    expect(await world.stores.consents.of(hash(BSUID))).toEqual([last]);
  });

  it('reaches the identities of a contact that is merged at the same moment', async () => {
    await know([PHONE]);
    await know([BSUID]);
    let hashes: Promise<string[]> | undefined;

    await world.db.transaction(async (tx) => {
      await world.stores.conversations.join(tx, [PHONE, BSUID]);
      hashes = world.db.transaction((other) => world.stores.consents.siblings(other, [BSUID]));
      await untilSomebodyWaits(world.db);
    });

    expect((await hashes)!.toSorted()).toEqual([hash(PHONE), hash(BSUID)].sort());
  });

  it('holds for an identity that turns out to be the same person later', async () => {
    await know([BSUID]);
    await tell(await accepted(world, [told('withdrawn', minute(2), { from: BSUID })]));

    await know([PHONE, BSUID]);

    expect(mayWrite(await world.stores.consents.of(hash(PHONE)), 'marketing')).toBe(false);
  });

  it('is not handed on to what somebody typed into a form', async () => {
    await know([BSUID]);
    await tell(await accepted(world, [told('withdrawn', minute(2), { from: BSUID })]));

    await world.db.transaction((tx) => world.stores.conversations.find(tx, [BSUID, STRANGER]));

    expect(await world.stores.consents.of(hash(STRANGER))).toEqual([]);
  });

  it('is open again after a later opt-in', async () => {
    await tell(await accepted(world, [told('withdrawn', minute(2)), told('given', minute(3))]));

    expect(mayWrite(await world.stores.consents.of(hash(PHONE)), 'marketing')).toBe(true);
  });

  it('says of each word whether it changed anything, and keeps it in the log and the audit', async () => {
    const [withdrawn, late] = await accepted(world, [
      told('withdrawn', minute(2)),
      told('given', minute(1)),
    ]);
    const audits = await countOf(world.db, 'audit_log');

    const record = (event: EventRef) =>
      activities().recordConsent(event as EventRef<'consent.given'>);
    expect(await record(withdrawn!)).toBe('withdrawn');
    expect(await record(late!)).toBe('superseded');

    expect(await countOf(world.db, 'consent_events')).toBe(2);
    expect(await countOf(world.db, 'audit_log')).toBe(audits + 2);
  });
});
