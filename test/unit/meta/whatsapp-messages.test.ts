import * as fc from 'fast-check';

import type { AnyWebhookEvent } from '../../../src/domain/events';
import { fixtures, readEvents } from '../../helpers/fixtures';
import { business, change, delivery, person } from './whatsapp-samples';

const says = (more: object, contacts: object[] = [person]) =>
  readEvents(
    delivery(
      change('messages', {
        contacts,
        messages: [{ from: person.wa_id, id: 'wamid.A', timestamp: '1772323200', ...more }],
      }),
    ),
  );
const kindsOf = (events: readonly AnyWebhookEvent[]) => events.map(({ kind }) => kind);
const fromPerson = (event: AnyWebhookEvent | undefined) =>
  (event?.detail as { person?: unknown } | undefined)?.person;

describe('WhatsApp messages', () => {
  it('take a stop from a text, a button, a reply and an edit, and from nothing else', () => {
    const reply = { id: 'x', title: 'Unsubscribe' };
    const stops = [
      { type: 'text', text: { body: ' stop. ' } },
      { type: 'button', button: { text: 'Stop', payload: 'more' } },
      { type: 'interactive', interactive: { type: 'list_reply', list_reply: reply } },
      { type: 'edit', edit: { message: { type: 'text', text: { body: 'STOP' } } } },
    ];
    const others = [
      { type: 'text', text: { body: 'stop sending the blue ones' } },
      { type: 'image', image: { id: '1', caption: 'STOP' } },
      { type: 'reaction', reaction: { message_id: 'wamid.B', emoji: 'STOP' } },
      { type: 'contacts', contacts: [{ name: { formatted_name: 'Stop' } }] },
    ];

    for (const stop of stops) expect(kindsOf(says(stop))).toContain('consent.withdrawn');
    for (const other of others) expect(kindsOf(says(other))).not.toContain('consent.withdrawn');
  });

  it('take a stop on a button over a start in its payload', () => {
    const events = says({ type: 'button', button: { text: 'Start', payload: 'STOP' } });

    expect(kindsOf(events)).toEqual(['message.quick_reply', 'consent.withdrawn']);
  });

  it('lose no message to members of odd types', () => {
    const events = says({
      type: 7,
      text: 'STOP',
      image: 'x',
      errors: {},
      context: null,
      order: [],
    });

    expect(kindsOf(events)).toEqual(['message.received']);
  });

  it('link a number and a user id only where Meta does', () => {
    const stranger = { wa_id: '15550100077', user_id: 'US.77', profile: { name: 'Someone else' } };

    const [linked] = says({ type: 'text' });
    const [apart] = says({ type: 'text' }, [stranger]);
    const [alone] = says({ type: 'text', from: '' }, [stranger]);

    expect(fromPerson(linked)).toHaveLength(2);
    expect(fromPerson(apart)).toEqual([{ type: 'wa_id', value: person.wa_id }]);
    expect(fromPerson(alone)).toEqual([
      { type: 'wa_id', value: '15550100077' },
      { type: 'bsuid', value: 'US.77' },
    ]);
  });

  it('see a user id that stands where a phone number should', () => {
    expect(fromPerson(says({ type: 'text', from: 'US.123' }, [])[0])).toEqual([
      { type: 'bsuid', value: 'US.123' },
    ]);
  });

  it('give nobody a consent when nobody is named', () => {
    const events = says({ type: 'text', text: { body: 'STOP' }, from: undefined }, []);

    expect(kindsOf(events)).toEqual(['message.received']);
  });

  it('name the person of an echo, whichever side Meta puts them on', () => {
    const echo = { id: 'wamid.E', timestamp: '1772323200', type: 'text', text: { body: 'stop' } };
    const sides = [
      { from: business, to: person.wa_id },
      { from: person.wa_id, to: business },
    ];

    for (const side of sides) {
      const value = { message_echoes: [{ ...echo, ...side }] };
      const events = readEvents(delivery(change('smb_message_echoes', value)));
      expect(kindsOf(events)).toEqual(['message.echoed']);
      expect(fromPerson(events[0])).toEqual([{ type: 'wa_id', value: person.wa_id }]);
    }
  });

  it('give one stop seen from standby and by the owner the same consent, and two messages', () => {
    const messages = [
      { from: person.wa_id, id: 'wamid.S', timestamp: '1772323200', text: { body: 'STOP' } },
    ];
    const read = (more: object, field: string) => readEvents(delivery(change(field, more)));

    const [owned, wish] = read({ messages }, 'messages');
    const [watched, sameWish] = read({ standby: { messages } }, 'standby');

    expect(wish).toEqual(sameWish);
    expect(owned?.key).not.toEqual(watched?.key);
  });
});

describe('the keys of WhatsApp events', () => {
  const own = fixtures.filter(({ object }) => object === 'whatsapp_business_account');

  it('are apart for all the different happenings of the fixtures', () => {
    const keys = own.flatMap(({ events }) =>
      events.map(({ kind, asset, key }) => JSON.stringify([kind, asset, key])),
    );

    expect(new Set(keys).size).toBe(keys.length);
  });

  it('do not change with the order and the batching of messages, statuses and calls', () => {
    const message = (id: number) => ({ from: person.wa_id, id: `wamid.${id}`, type: 'text' });
    const bare = (id: number) => ({ from: person.wa_id, text: { body: `no id ${id}` } });
    const items = fc.uniqueArray(fc.integer({ min: 1, max: 50 }), { minLength: 2, maxLength: 12 });
    const keysOf = (values: object[]) =>
      readEvents(delivery(...values.map((value) => change('messages', value))))
        .map(({ kind, asset, key }) => JSON.stringify([kind, asset, key]))
        .sort();

    fc.assert(
      fc.property(items, (ids) => {
        const messages = ids.flatMap((id) => [message(id), bare(id), id]);
        const statuses = ids.map((id) => ({
          id: `wamid.${id}`,
          status: 'sent',
          recipient_id: '1',
        }));
        const together = keysOf([{ messages, statuses }]);
        const apart = keysOf(
          [
            ...messages.map((one) => ({ messages: [one] })),
            ...statuses.map((one) => ({ statuses: [one] })),
          ].toReversed(),
        );

        expect(apart).toEqual(together);
        expect(new Set(together).size).toBe(together.length);
      }),
      { numRuns: 30 },
    );
  });

  it('tell statuses apart by word, time, recipient, participant and error', () => {
    const status = fc.record({
      status: fc.constantFrom('sent', 'delivered', 'read', 'failed', 'teleported'),
      timestamp: fc.constantFrom('1772323200', '1772323201'),
      recipient_id: fc.constantFrom('15550100001', '1@g.us'),
      recipient_participant_id: fc.constantFrom(undefined, '15550100002', '15550100003'),
      errors: fc.constantFrom(undefined, [{ code: 131026 }], [{ code: 131049 }]),
    });
    const keyOf = (one: object) => {
      const value = { statuses: [{ id: 'wamid.K', ...one }] };
      return JSON.stringify(readEvents(delivery(change('messages', value)))[0]?.key);
    };

    fc.assert(
      fc.property(status, status, (one, other) => {
        expect(keyOf(one) === keyOf(other)).toBe(JSON.stringify(one) === JSON.stringify(other));
      }),
    );
  });
});
