import { instagram } from '../../../src/meta/objects/instagram';
import { fixtures, readEvents } from '../../helpers/fixtures';
import {
  change,
  identitiesOf,
  messaging,
  messagingItem,
  NOW,
  PERSON,
} from '../../helpers/webhook-bodies';

const object = 'instagram';
const on = (field: string, value: unknown, time = NOW) => change(field, value, { object, time });

describe('instagram fields', () => {
  it('are those of the reference and of the other lists, and the account updates of users', () => {
    expect(Object.keys(instagram.fields).sort()).toMatchInlineSnapshot(`
     [
       "account_update",
       "comments",
       "live_comments",
       "mentions",
       "message_deliveries",
       "message_echoes",
       "message_edit",
       "message_reactions",
       "messages",
       "messaging_handover",
       "messaging_optins",
       "messaging_optouts",
       "messaging_policy_enforcement",
       "messaging_postbacks",
       "messaging_referral",
       "messaging_seen",
       "response_feedback",
       "standby",
       "story_insights",
     ]
    `);
  });

  it.each(Object.entries(instagram.aliases))('%s is another name of the field %s', (_, field) => {
    expect(instagram.fields).toHaveProperty([field]);
  });

  it('give each kind that an account has', () => {
    const own = fixtures.filter((fixture) => fixture.object === object);
    const kinds = new Set(own.flatMap(({ events }) => events.map(({ kind }) => kind)));

    expect([...kinds].sort()).toMatchInlineSnapshot(`
     [
       "account.changed",
       "comment.changed",
       "consent.given",
       "consent.withdrawn",
       "conversation.delivered",
       "conversation.feedback_given",
       "conversation.handed_over",
       "conversation.policy_enforced",
       "conversation.read",
       "conversation.referred",
       "insights.reported",
       "mention.made",
       "message.deleted",
       "message.echoed",
       "message.edited",
       "message.postback",
       "message.quick_reply",
       "message.reacted",
       "message.received",
       "message.status",
       "story.mentioned",
     ]
    `);
  });
});

describe('instagram messages', () => {
  it('are read from both forms in `changes`', () => {
    const first = {
      sender: { id: PERSON },
      timestamp: '1772359200',
      message: { mid: 'm_1', text: 'hi' },
    };
    const second = { from: { id: PERSON }, id: 'm_1', message: 'hi', timestamp: 1772359200 };

    const [a] = readEvents(on('messages', first));
    const [b] = readEvents(on('messages', second));

    expect(b).toEqual(a);
    expect(a).toMatchObject({
      subject: `igsid:${PERSON}`,
      detail: { channel: 'instagram', text: 'hi' },
    });
  });

  it('are echoes where Meta says so, though they come under `messages`', () => {
    const echo = messagingItem({ message: { mid: 'm_1', is_echo: true } });

    expect(readEvents(on('messages', echo))[0]).toMatchObject({ kind: 'message.echoed' });
  });

  it('announced by an edit 0 without a sender are to be fetched', () => {
    const announced = { timestamp: NOW, message_edit: { mid: 'm_1', num_edit: 0 } };

    const [event, ...rest] = readEvents(messaging([announced], object));

    expect(rest).toEqual([]);
    expect(event).toMatchObject({
      kind: 'message.received',
      data: { needsFetch: true },
      detail: { mid: 'm_1', person: [] },
    });
    expect(event!.subject).toBeUndefined();
  });

  it('never put a mid among the facts', () => {
    const own = fixtures.filter((fixture) => fixture.object === object);
    const facts = own.flatMap(({ events }) => events.map(({ data }) => data));

    expect(JSON.stringify(facts)).not.toContain('igmid');
  });
});

describe('instagram comments, mentions and insights', () => {
  it('follow a reply under its root', () => {
    const reply = { id: '2', parent_id: '1', text: 'yes' };

    expect(readEvents(on('comments', reply))[0]).toMatchObject({
      subject: '1',
      data: { parentId: '1' },
    });
  });

  it('know a comment again, whenever Meta repeats it', () => {
    const comment = { id: '1', text: 'hello' };

    expect(
      new Set(identitiesOf(on('comments', comment), on('comments', comment, NOW + 1000))).size,
    ).toBe(1);
  });

  it('tell a comment under a live video from one under a post', () => {
    expect(readEvents(on('live_comments', { id: '1' }))[0]).toMatchObject({
      data: { item: 'live_comment' },
    });
  });

  it('read -1 as unknown because it is below five', () => {
    const [event] = readEvents(on('story_insights', { media_id: '9', reach: 12, exits: -1 }));

    expect(event).toMatchObject({
      subject: '9',
      data: { reach: 12, exits: null, below_five: 'exits' },
    });
  });

  it('read a story mention as a message and as a mention of its own', () => {
    const message = {
      mid: 'm_1',
      attachments: [{ type: 'story_mention', payload: { url: 'https://cdn.example/s' } }],
    };
    const kinds = readEvents(messaging([messagingItem({ message })], object)).map(
      ({ kind }) => kind,
    );

    expect(kinds).toEqual(['message.received', 'story.mentioned']);
  });
});
