import { fixtures, readEvents } from '../../helpers/fixtures';
import { change, messaging, messagingItem, NOW, PAGE, PERSON } from '../../helpers/webhook-bodies';

const kindsOf = (delivery: unknown) => readEvents(delivery).map(({ kind }) => kind);
const text = (words: string) => messagingItem({ message: { mid: 'm_1', text: words } });

describe('messaging items', () => {
  it('read STOP as a message and as a withdrawal', () => {
    const events = readEvents(messaging([text('stop')]));

    expect(events.map(({ kind }) => kind)).toEqual(['message.received', 'consent.withdrawn']);
    expect(events[1]).toMatchObject({
      subject: `psid:${PERSON}`,
      data: { category: 'all', source: 'keyword' },
    });
  });

  it('never read a withdrawal from what the business itself sent', () => {
    const echo = { message: { mid: 'm_1', text: 'STOP', is_echo: true } };

    expect(kindsOf(messaging([messagingItem(echo)]))).toEqual(['message.echoed']);
  });

  it('read no withdrawal from a sentence with the word in it', () => {
    expect(kindsOf(messaging([text('please stop by on Friday')]))).toEqual(['message.received']);
  });

  it('read no withdrawal where nobody is named, for nobody could be blocked', () => {
    const { sender: _, ...nobody } = text('STOP');

    expect(kindsOf(messaging([nobody]))).toEqual(['message.received']);
  });

  it.each(['STOP NOTIFICATIONS', 'STOP_NOTIFICATIONS', 'STOP', 'stop_notifications'])(
    'read an opt-in of status %s as a withdrawal',
    (status) => {
      const optin = { type: 'notification_messages', notification_messages_status: status };

      expect(kindsOf(messaging([messagingItem({ optin })]))).toEqual(['consent.withdrawn']);
    },
  );

  it('tell the page from the person on both sides of an echo', () => {
    const message = { mid: 'm_1', text: 'Hello', is_echo: true };
    const documented = { sender: { id: PAGE }, recipient: { id: PERSON }, timestamp: NOW, message };
    const captured = messagingItem({ message });

    const subjects = readEvents(messaging([documented, captured])).map(({ subject }) => subject);

    expect(subjects).toEqual([`psid:${PERSON}`, `psid:${PERSON}`]);
  });

  it('read the same under `messaging`, `standby` and `changes`, each under keys of its own', () => {
    const item = text('hello');
    const standby = { object: 'page', entry: [{ id: PAGE, time: NOW, standby: [item] }] };
    const deliveries = [
      messaging([item]),
      standby,
      change('messages', { ...item, timestamp: '1772359200' }),
    ];

    const events = deliveries.flatMap(readEvents);

    expect(events.map(({ kind }) => kind)).toEqual(Array(3).fill('message.received'));
    expect(events.map(({ key }) => key[0])).toEqual(['messaging', 'standby', 'changes']);
    expect(new Set(events.map(({ occurredAt }) => occurredAt))).toEqual(
      new Set(['2026-03-01T10:00:00.000Z']),
    );
    expect(events[1]!.detail).toMatchObject({ standby: true });
  });

  it('take the page from the recipient where the Test button sends 0 as the entry id', () => {
    const body = {
      object: 'page',
      entry: [{ id: '0', time: 1772359200, changes: [{ field: 'messages', value: text('hi') }] }],
    };

    expect(readEvents(body)[0]).toMatchObject({ asset: PAGE, subject: `psid:${PERSON}` });
  });

  it('survive members of an odd type', () => {
    const odd = {
      sender: 7,
      timestamp: {},
      message: { mid: 12, text: ['x'], attachments: 'none', reply_to: 3 },
    };

    expect(readEvents(messaging([odd]))[0]).toMatchObject({
      kind: 'message.received',
      detail: { mid: '12' },
    });
  });

  it('give one status per mid of a delivery, and none for a bare watermark', () => {
    const delivery = { mids: ['m_1', 'm_2', 'm_1'], watermark: NOW };

    expect(kindsOf(messaging([messagingItem({ delivery })]))).toEqual([
      'conversation.delivered',
      'message.status',
      'message.status',
    ]);
    expect(kindsOf(messaging([messagingItem({ delivery: { watermark: NOW } })]))).toEqual([
      'conversation.delivered',
    ]);
  });

  it('never take the business for the person', () => {
    const events = fixtures
      .filter(({ object }) => object === 'page' || object === 'instagram')
      .flatMap(({ delivery }) => readEvents(delivery));
    const mixed = events.filter(({ asset, detail }) => {
      const { person = [] } = (detail ?? {}) as { person?: readonly { value: string }[] };
      return person.some(({ value }) => value === asset);
    });

    expect(mixed).toEqual([]);
  });
});
