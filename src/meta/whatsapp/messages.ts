import type { WebhookEvent } from '../../domain/events';
import { present } from '../present';
import { amendment } from './amendments';
import { keywordConsent } from './consent';
import { type Context, happenedAt, unreadable, whenOf } from './context';
import { identityChanged, isIdentityChange } from './identity';
import { Message, replyType } from './message';
import { messageEvent, type Read } from './message-event';
import { orderPlaced } from './order';
import { personOf } from './person';
import { referred } from './referral';

/** One element of `messages` → its events. */
export function inbound(item: unknown, context: Context): WebhookEvent[] {
  const parsed = Message.safeParse(item);
  if (!parsed.success) return [unreadable(item, 'message is not an object', context)];

  const message = parsed.data;
  const at = happenedAt(message.timestamp, context);
  const when = whenOf(message.timestamp, context);
  const named = { phone: message.from, userId: message.from_user_id };
  const person = personOf(present(named), context.contacts);
  const read: Read = { message, raw: item, person, at, when, direction: 'inbound', context };

  if (isIdentityChange(message)) return [identityChanged(read)];
  const content = message.edit?.message ?? message;
  const proof = present({ person: person.identities, at, when, evidence: message.id });

  return [...spoken(read), ...keywordConsent(content, proof, context)];
}

/** What was said or done, without what follows from it for consent. */
function spoken(read: Read): WebhookEvent[] {
  const { message } = read;
  const amended = amendment(read);
  if (amended) return [amended];
  if (message.button || replyType(message)) return [quickReply(read)];

  const received = { kind: 'message.received' as const, ...messageEvent(read, 'message') };
  const ordered = message.order ? [orderPlaced(message.order, received)] : [];
  const fromAd = message.referral ? [referred(read, received)] : [];

  return [received, ...ordered, ...fromAd];
}

function quickReply(read: Read): WebhookEvent<'message.quick_reply'> {
  const made = messageEvent(read, 'message');
  const response = read.message.interactive?.call_permission_reply?.response ?? null;

  return { kind: 'message.quick_reply', ...made, data: { ...made.data, response } };
}
