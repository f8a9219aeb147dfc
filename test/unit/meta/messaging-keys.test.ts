import * as fc from 'fast-check';

import { change, identitiesOf, messaging, messagingItem, NOW } from '../../helpers/webhook-bodies';

const edit = (text: string, round: number, at = NOW + round) =>
  messaging([messagingItem({ message_edit: { mid: 'm_1', text, num_edit: round } }, at)]);

describe('the keys of messaging items', () => {
  it('tell a text from B and from the same text again', () => {
    const keys = identitiesOf(edit('A', 1), edit('B', 2), edit('A', 3));

    expect(new Set(keys).size).toBe(3);
  });

  it('tell edits apart by their time where Meta sends no number', () => {
    const unnumbered = (text: string, at: number) =>
      change('message_edits', messagingItem({ message_edit: { mid: 'm_1', text } }, at));

    const keys = identitiesOf(
      unnumbered('A', NOW),
      unnumbered('B', NOW + 1000),
      unnumbered('A', NOW + 2000),
    );

    expect(new Set(keys).size).toBe(3);
  });

  it('tell a delivery and a read with one watermark apart', () => {
    const keys = identitiesOf(
      messaging([messagingItem({ delivery: { watermark: NOW } })]),
      messaging([messagingItem({ read: { watermark: NOW } })]),
    );

    expect(new Set(keys).size).toBe(2);
  });

  it('keep a new Instagram message announced by edit 0 apart from the message and from its edits', () => {
    const announced = { timestamp: NOW, message_edit: { mid: 'm_1', num_edit: 0 } };
    const keys = identitiesOf(
      messaging([announced], 'instagram'),
      messaging([messagingItem({ message: { mid: 'm_1', text: 'hi' } })], 'instagram'),
      messaging(
        [messagingItem({ message_edit: { mid: 'm_1', text: 'hi', num_edit: 1 } })],
        'instagram',
      ),
    );

    expect(new Set(keys).size).toBe(3);
  });

  it('tell stop, resume and stop of one token apart', () => {
    const optin = (status: string, at: number) =>
      messaging([
        messagingItem(
          { optin: { notification_messages_token: 't', notification_messages_status: status } },
          at,
        ),
      ]);

    const keys = identitiesOf(optin('STOP', NOW), optin('RESUME', NOW + 1), optin('STOP', NOW + 2));

    expect(new Set(keys).size).toBe(3);
  });

  it('tell the kinds that share one mid apart', () => {
    const keys = identitiesOf(
      messaging([messagingItem({ message: { mid: 'm_1', text: 'a' } })]),
      messaging([messagingItem({ message: { mid: 'm_1', is_deleted: true } })]),
      messaging([messagingItem({ message: { mid: 'm_1', is_echo: true } })]),
      messaging([messagingItem({ reaction: { mid: 'm_1', action: 'react' } })]),
      messaging([messagingItem({ reaction: { mid: 'm_1', action: 'unreact' } })]),
      messaging([messagingItem({ postback: { mid: 'm_1', title: 'a' } })]),
      messaging([messagingItem({ read: { mid: 'm_1' } })], 'instagram'),
    );

    expect(new Set(keys).size).toBe(7);
  });

  const item = fc.oneof(
    fc.record({ message: fc.record({ mid: fc.string({ minLength: 1 }), text: fc.string() }) }),
    fc.record({ message: fc.record({ text: fc.string() }) }),
    fc.record({ postback: fc.record({ payload: fc.string() }) }),
    fc.record({
      delivery: fc.record({ watermark: fc.nat(), mids: fc.array(fc.string({ minLength: 1 })) }),
    }),
    fc.record({ read: fc.record({ watermark: fc.nat() }) }),
    fc.record({ referral: fc.record({ ref: fc.string() }) }),
  );
  const items = fc.array(fc.tuple(item, fc.integer({ min: NOW - 1e6, max: NOW })), {
    minLength: 1,
    maxLength: 8,
  });

  it('do not depend on how Meta batches a retry, nor on its order or time', () => {
    fc.assert(
      fc.property(items, fc.nat(), (made, later) => {
        const sent = made.map(([members, at]) => messagingItem(members, at));

        const together = identitiesOf(messaging(sent));
        const apart = sent.toReversed().map((one) => messaging([one], 'page', NOW + later));

        expect(new Set(identitiesOf(...apart))).toEqual(new Set(together));
      }),
    );
  });

  it('are never shared by different happenings', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 2, maxLength: 6 }), (texts) => {
        const sent = texts.map((text) => messagingItem({ message: { text } }));
        const received = identitiesOf(messaging(sent)).filter((key) =>
          key.includes('message.received'),
        );

        expect(new Set(received).size).toBe(texts.length);
      }),
    );
  });
});
