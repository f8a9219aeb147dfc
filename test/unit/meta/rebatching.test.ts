import * as fc from 'fast-check';

import { dedupeKey } from '../../../src/domain/ids';
import { readDelivery } from '../../../src/meta/read';
import { fixtureContext, fixtures } from '../../helpers/fixtures';

type Entry = Record<string, unknown>;
interface Body {
  readonly object: string;
  readonly entry: readonly Entry[];
}

/** Entries of all fixtures that are whole envelopes, by object: what Meta may put into one POST, or into many. */
const entriesOf = new Map<string, Entry[]>();
for (const { delivery } of fixtures) {
  const { object, entry } = delivery as Partial<Body>;
  if (typeof object !== 'string' || !Array.isArray(entry)) continue;
  entriesOf.set(object, [...(entriesOf.get(object) ?? []), ...(entry as Entry[])]);
}

const keysOf = (bodies: readonly Body[]): string[] =>
  bodies
    .flatMap((body) => readDelivery(JSON.stringify(body), fixtureContext).events)
    .map(({ object, event }) => dedupeKey({ object, ...event }));
const setOf = (bodies: readonly Body[]) => [...new Set(keysOf(bodies))].sort();

/** One entry cut into as many as it has changes or messaging items. */
function cut(entry: Entry): Entry[] {
  const name = ['changes', 'messaging', 'standby', 'changed_fields'].find((list) =>
    Array.isArray(entry[list]),
  );
  if (!name) return [entry];

  return (entry[name] as unknown[]).map((item) => ({ ...entry, [name]: [item] }));
}

describe('however Meta batches', () => {
  it.each([...entriesOf])('the events of %s have the same keys', (object, entries) => {
    const whole = setOf([{ object, entry: entries }]);

    fc.assert(
      fc.property(
        fc.shuffledSubarray(entries, { minLength: entries.length }),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 20 }),
        fc.boolean(),
        (mixed, sizes, inPieces) => {
          const rest = inPieces ? mixed.flatMap(cut) : [...mixed];
          const bodies: Body[] = [];
          for (let turn = 0; rest.length > 0; turn += 1) {
            bodies.push({ object, entry: rest.splice(0, sizes[turn % sizes.length]) });
          }

          expect(setOf(bodies)).toEqual(whole);
        },
      ),
      { numRuns: 15 },
    );
  });

  it('files each of 50 entries under its own phone number', () => {
    const entry = Array.from({ length: 50 }, (_, index) => ({
      id: '300000000000001',
      changes: [
        {
          field: 'messages',
          value: {
            messaging_product: 'whatsapp',
            metadata: { phone_number_id: `31000000000000${index % 2}` },
            contacts: [{ wa_id: '15550100001' }],
            messages: [
              {
                id: `wamid.${index}`,
                from: '15550100001',
                timestamp: '1772366400',
                type: 'text',
                text: { body: 'Hi' },
              },
            ],
          },
        },
      ],
    }));

    const events = readDelivery(
      JSON.stringify({ object: 'whatsapp_business_account', entry }),
      fixtureContext,
    ).events;

    expect(events.map(({ event }) => event.asset)).toEqual(
      entry.map((_, index) => `31000000000000${index % 2}`),
    );
    expect(new Set(events.map(({ object, event }) => dedupeKey({ object, ...event }))).size).toBe(
      50,
    );
  });

  it('files each of 50 entries under its own page, the same comment id on two pages as two', () => {
    const entry = Array.from({ length: 50 }, (_, index) => ({
      id: `10000000000000${index % 3}`,
      time: 1_772_366_400,
      changes: [
        {
          field: 'feed',
          value: {
            item: 'comment',
            verb: 'add',
            comment_id: `77_${Math.floor(index / 3)}`,
            post_id: '77_1',
            from: { id: '42', name: 'A' },
            message: 'Hi',
            created_time: 1_772_366_400,
          },
        },
      ],
    }));

    const events = readDelivery(JSON.stringify({ object: 'page', entry }), fixtureContext).events;

    expect(events.map(({ event }) => event.asset)).toEqual(entry.map(({ id }) => id));
    expect(new Set(events.map(({ object, event }) => dedupeKey({ object, ...event }))).size).toBe(
      50,
    );
  });
});
