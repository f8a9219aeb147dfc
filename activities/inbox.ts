import type { Identity, MessageDetail, WatermarkDetail } from '../src/domain/details';
import { RANKS } from '../src/domain/delivery';
import type { EventKind, EventRef } from '../src/domain/events';
import type { ConversationStore } from '../src/store/conversations';
import type { Effects } from '../src/store/effects';
import type { EventStore } from '../src/store/events';
import type { MessageStore } from '../src/store/messages';
import type { MessageAt } from '../src/store/places';
import type { OrderStore } from '../src/store/orders';
import type { Transaction } from '../src/store/pool';

interface InboxParts {
  effects: Effects;
  events: EventStore;
  conversations: ConversationStore;
  messages: MessageStore;
  orders: OrderStore;
}

export type InboxActivities = ReturnType<typeof createInboxActivities>;

export const createInboxActivities = (parts: InboxParts) => ({
  /** Files one event of a conversation. Returns what it did, as the run's outcome. */
  async recordConversation(event: EventRef): Promise<string> {
    return parts.effects.once(event, 'recordConversation', async (tx) => {
      const file = filers[event.kind] ?? fileNote;
      return file({ ...parts, tx, event });
    });
  },
});

type Filing = InboxParts & { tx: Transaction; event: EventRef };

/** How each kind is filed; what is not listed is kept as a conversation event. */
const filers: Partial<Record<EventKind, (filing: Filing) => Promise<string>>> = {
  'message.received': fileMessage,
  'message.echoed': fileMessage,
  'message.postback': fileMessage,
  'message.quick_reply': fileMessage,
  'message.edited': fileEdit,
  'message.deleted': fileUnsend,
  'message.reacted': fileReaction,
  'conversation.read': fileWatermark,
  'conversation.delivered': fileWatermark,
  'order.placed': fileOrder,
  'identity.changed': fileIdentity,
};

async function fileMessage(filing: Filing): Promise<string> {
  const { tx, event } = filing;
  const message = await detailOf<MessageDetail>(filing);
  const place = await placeOf(filing, message);
  const mid = message.mid ?? event.id;
  await filing.messages.save(tx, place, { ...message, mid });

  return 'filed';
}

async function fileEdit(filing: Filing): Promise<string> {
  const message = await detailOf<MessageDetail>(filing);
  const place = await placeOf(filing, message);
  const mid = message.targetMid ?? message.mid ?? filing.event.id;
  // An edit may overtake its message: the row is made by whichever comes first.
  await filing.messages.save(filing.tx, place, { ...bare(message), mid });
  await filing.messages.edit(filing.tx, place, {
    mid,
    text: message.text,
    number: message.numEdit,
  });

  return 'edited';
}

async function fileUnsend(filing: Filing): Promise<string> {
  const message = await detailOf<MessageDetail>(filing);
  const place = await placeOf(filing, message);
  const mid = message.targetMid ?? message.mid ?? filing.event.id;
  await filing.messages.save(filing.tx, place, { ...bare(message), mid });
  await filing.messages.unsend(filing.tx, place, mid);

  return 'unsent';
}

async function fileReaction(filing: Filing): Promise<string> {
  const message = await detailOf<MessageDetail>(filing);
  const place = await placeOf(filing, message);
  const { emoji, action = 'react' } = message;
  const mid = message.targetMid ?? message.mid ?? filing.event.id;
  await filing.messages.react(filing.tx, place, {
    mid,
    actor: message.person[0]?.value ?? '',
    emoji,
    action,
  });

  return action;
}

async function fileWatermark(filing: Filing): Promise<string> {
  const mark = await detailOf<WatermarkDetail>(filing);
  const place = await placeOf(filing, mark);
  const rank = filing.event.kind === 'conversation.read' ? RANKS.read : RANKS.delivered;
  await filing.messages.raiseTo(filing.tx, place, { ...mark, rank });

  return 'marked';
}

async function fileOrder(filing: Filing): Promise<string> {
  const order = await filing.events.detail(
    { id: filing.event.id, kind: 'order.placed' },
    filing.tx,
  );
  const place = await placeOf(filing, order);
  await filing.orders.save(filing.tx, place, order);

  return 'ordered';
}

async function fileIdentity(filing: Filing): Promise<string> {
  const { event, tx } = filing;
  const { previous, current } = await filing.events.detail(
    { id: event.id, kind: 'identity.changed' },
    tx,
  );
  const identities = [...current, ...previous];
  if (identities.length > 0) await filing.conversations.join(tx, identities);

  return 'joined';
}

async function fileNote(filing: Filing): Promise<string> {
  const { event, tx } = filing;
  const detail = await filing.events.detail(event, tx).catch(() => ({}));
  const { person = [], channel = 'messenger' } = detail as Partial<WatermarkDetail>;
  const place = await placeOf(filing, { person, channel });
  const { id, asset, kind, data } = event;
  const at = event.occurredAt;
  await filing.conversations.note(tx, {
    id,
    conversationId: place.conversationId,
    asset,
    kind,
    detail: { ...data, ...detail },
    at,
  });

  return 'noted';
}

async function detailOf<D>({ events, event, tx }: Filing): Promise<D> {
  return (await events.detail(event, tx)) as D;
}

/** Where the event belongs. A message without a person (a group system message, an edit of an unknown) has no conversation. */
async function placeOf({ conversations, tx, event }: Filing, detail: Personal): Promise<MessageAt> {
  const { asset, occurredAt: at } = event;
  if (detail.person.length === 0) return { asset, at, conversationId: null };

  const isMessage = detail.direction !== undefined;
  const { conversationId } = await conversations.place(tx, {
    asset,
    channel: detail.channel,
    person: detail.person,
    name: detail.personName,
    messageAt: isMessage ? at : undefined,
    inbound: detail.direction === 'inbound',
  });

  return { asset, at, conversationId };
}

type Personal = Pick<MessageDetail, 'channel'> & {
  readonly person: readonly Identity[];
} & Partial<MessageDetail>;

/** What is known of a message from somebody who only says that it changed. */
function bare({ channel, person, direction, groupId }: MessageDetail): MessageDetail {
  return { channel, person, direction, type: 'unknown', ...(groupId ? { groupId } : {}) };
}
