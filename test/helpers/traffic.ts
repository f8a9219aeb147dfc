/** Deliveries of our own making whose every entry is one event, and whose rows show a second run of it. */

const SECONDS = 1772359200;

/** Entries by the object that they are of. */
export interface Traffic {
  readonly whatsapp_business_account: readonly object[];
  readonly page: readonly object[];
}

/** What some traffic must come to. Only the audit log has no natural key: what is done twice stands in it twice. */
export interface Outcome {
  readonly events: number;
  readonly messages: number;
  readonly audited: number;
  readonly comments: number;
  readonly unread: number;
}

/** `n` events, a multiple of 5: of five two are messages, one an opt-out, one a comment, one of a field that nothing reads. */
export function traffic(n: number): { entries: Traffic; outcome: Outcome } {
  const fives = Array.from({ length: n / 5 }, (_, five) => five);

  return {
    entries: {
      whatsapp_business_account: fives.flatMap((five) => [
        messageEntry(five * 2),
        messageEntry(five * 2 + 1),
        optOutEntry(five),
      ]),
      page: fives.flatMap((five) => [commentEntry(five), unreadEntry(five)]),
    },
    outcome: { events: n, messages: (n / 5) * 2, audited: n / 5, comments: n / 5, unread: n / 5 },
  };
}

/** Entries as deliveries of at most `size` each. */
export function deliveriesOf(entries: Traffic, size: number): object[] {
  return Object.entries(entries).flatMap(([object, all]) =>
    chunks(all as readonly object[], size).map((entry) => ({ object, entry })),
  );
}

/** The same things in an order that depends on `seed` alone. */
export function shuffled<T>(items: readonly T[], seed: number): T[] {
  let state = seed;
  const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  const mixed = [...items];
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [mixed[last], mixed[other]] = [mixed[other]!, mixed[last]!];
  }

  return mixed;
}

export function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, place) =>
    items.slice(place * size, (place + 1) * size),
  );
}

/** A text from one of 50 people. */
function messageEntry(n: number) {
  const from = `1555000${1000 + (n % 50)}`;
  const message = {
    from,
    id: `wamid.TRAFFIC${n}`,
    timestamp: `${SECONDS + n}`,
    type: 'text',
    text: { body: `Hello ${n}` },
  };
  const contacts = [{ profile: { name: `Person ${n % 50}` }, wa_id: from }];

  return whatsappEntry('messages', { contacts, messages: [message] });
}

/** A person of their own each, who wants no more marketing. */
export function optOutEntry(n: number) {
  const person = `1555001${1000 + n}`;
  const stop = {
    wa_id: person,
    category: 'marketing_messages',
    value: 'stop',
    timestamp: `${SECONDS}`,
  };

  return whatsappEntry('user_preferences', {
    contacts: [{ profile: { name: `Person ${person}` }, wa_id: person }],
    user_preferences: [stop],
  });
}

function whatsappEntry(field: string, facts: object) {
  const metadata = { display_phone_number: '15550009999', phone_number_id: '106000000000001' };
  const value = { messaging_product: 'whatsapp', metadata, ...facts };

  return { id: '102000000000001', changes: [{ field, value }] };
}

function commentEntry(n: number) {
  const value = {
    item: 'comment',
    verb: 'add',
    comment_id: `220000000000001_${n}`,
    post_id: '104000000000001_220000000000001',
    parent_id: '104000000000001_220000000000001',
    created_time: SECONDS + n,
    message: `Comment ${n}`,
    from: { id: `60010000000${1000 + n}`, name: 'Somebody' },
  };

  return { id: '104000000000001', time: SECONDS, changes: [{ field: 'feed', value }] };
}

/** A field that Meta may add tomorrow; how often it was seen is counted. */
const unreadEntry = (n: number) => ({
  id: '104000000000001',
  time: SECONDS,
  changes: [{ field: 'tomorrows_field', value: { id: `7${n}` } }],
});
