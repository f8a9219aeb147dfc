import { z } from 'zod';

import type { WebhookEvent } from '../../domain/events';
import { present } from '../present';
import { amendment } from './amendments';
import { type Context, happenedAt, unreadable, whenOf } from './context';
import { Message } from './message';
import { messageEvent, type Read } from './message-event';
import { personOf, waIdOf } from './person';
import { id } from './shapes';

/** In standby copies the request that another app sent to the API lies under `message`. */
const Sent = Message.extend({ recipient: id });
const Wrapped = z.object({ message: Sent });

/**
 * One element of `message_echoes`: what the business said by another app or by phone. Never a consent.
 * An edit, an unsend or a reaction of the business is its own kind, told apart by its direction.
 */
export function echoed(item: unknown, context: Context): WebhookEvent[] {
  const parsed = Message.safeParse(item);
  if (!parsed.success) return [unreadable(item, 'echo is not an object', context)];

  const wrapped = Wrapped.safeParse(item);
  const sent = wrapped.success ? wrapped.data.message : Sent.parse(item);
  const { id: mid, timestamp } = parsed.data;
  const message = { ...sent, id: mid ?? sent.id, timestamp: timestamp ?? sent.timestamp };
  // Some libraries' fixtures have the two sides of an echo the other way round (pywa).
  const toBusiness = message.to !== undefined && waIdOf(message.to) === context.businessNumber;
  const named = toBusiness
    ? { phone: message.from, userId: message.from_user_id }
    : { phone: message.to, userId: message.to_user_id ?? sent.recipient };
  const read: Read = {
    message,
    raw: item,
    person: personOf(present(named), context.contacts),
    at: happenedAt(message.timestamp, context),
    when: whenOf(message.timestamp, context),
    direction: 'outbound',
    context,
  };

  return [amendment(read) ?? { kind: 'message.echoed', ...messageEvent(read, 'message') }];
}
