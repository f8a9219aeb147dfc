import { z } from 'zod';

import type { DeliveryStatus, WebhookEvent } from '../../domain/events';
import { field, type FieldReader, type Source } from '../define';
import { hashValue } from '../hash-value';
import { MaybeId, MaybeNumber, MaybeText, MaybeTime } from '../maybe';
import { about, type Thread, threadOf, within } from '../messaging/thread';
import { present } from '../present';

/**
 * A step of one marketing message. `message_id` is the campaign's; the person is missing where the
 * subscriber came by a custom audience, the mid then too, and always with reads and failures.
 */
const Marketing = z.object({
  recipient_id: MaybeId,
  page_id: MaybeId,
  app_id: MaybeId,
  timestamp: MaybeTime,
  mid: MaybeId,
  marketing_message_tracking_id: MaybeId,
  messenger_subscription_token: MaybeText,
  message_id: MaybeId,
  error_code: MaybeNumber,
  error_message: MaybeText,
});
type Marketing = z.output<typeof Marketing>;

/** `marketing_message_deliveries`, `_reads`, `_delivery_failed`: what became of one marketing message. */
export function marketingStatus(status: DeliveryStatus): FieldReader {
  return field(Marketing, (message, source): WebhookEvent<'message.status'>[] => {
    const thread = threadIn(message, source);
    const mid = nameOf(message, source);
    const { error_code: code, error_message: title, message_id: campaign } = message;

    return [
      {
        kind: 'message.status',
        key: keyOf(message, thread, source),
        ...about(thread),
        subject: mid,
        data: { status, at: thread.occurredAt, errorCode: code ?? null },
        detail: present({
          ...within(thread),
          mid,
          status,
          campaign,
          errors: status === 'failed' ? [present({ code: code ?? 0, title })] : undefined,
        }),
      },
    ];
  });
}

/** The page sent a marketing message: an echo without its text. */
export const marketingEchoes = field(
  Marketing,
  (message, source): WebhookEvent<'message.echoed'>[] => {
    const thread = threadIn(message, source);

    return [
      {
        kind: 'message.echoed',
        key: keyOf(message, thread, source),
        ...about(thread),
        data: {
          type: 'marketing',
          appId: message.app_id ?? null,
          campaignId: message.message_id ?? null,
        },
        detail: {
          ...within(thread),
          mid: nameOf(message, source),
          direction: 'outbound',
          type: 'marketing',
        },
      },
    ];
  },
);

/** A person pressed something in a marketing message: how they came to the conversation. */
export const marketingClicks = field(
  Marketing,
  (message, source): WebhookEvent<'conversation.referred'>[] => {
    const thread = threadIn(message, source);

    return [
      {
        kind: 'conversation.referred',
        key: keyOf(message, thread, source),
        ...about(thread),
        data: { by: 'marketing_message', campaignId: message.message_id ?? null },
        detail: present({ ...within(thread), targetMid: message.mid }),
      },
    ];
  },
);

function threadIn({ recipient_id, page_id, timestamp }: Marketing, source: Source): Thread {
  const sides = { sender: partyOf(page_id), recipient: partyOf(recipient_id), timestamp };

  return threadOf(sides, source, { outbound: true });
}

function keyOf(message: Marketing, thread: Thread, source: Source): (string | number)[] {
  return [thread.word, source.field, nameOf(message, source), thread.when, source.hash()];
}

/** What the steps of one message have in common: its mid, else its tracking id, else who got which campaign. */
function nameOf(message: Marketing, source: Source): string {
  const { mid, marketing_message_tracking_id: tracking, message_id: campaign } = message;
  const token = message.messenger_subscription_token;
  if (mid !== undefined) return mid;
  if (tracking !== undefined) return `tracking:${tracking}`;

  return token === undefined ? source.hash() : `${campaign ?? ''}:${hashValue(token)}`;
}

function partyOf(id: string | undefined) {
  return { id, user_ref: undefined };
}
