import type { WebhookEvent } from '../../domain/events';
import { MaybeWord } from '../maybe';
import { adOf } from './message';
import type { Read } from './message-event';

/** The same message as the start of a conversation that an ad brought in. */
export function referred(
  { message, context }: Read,
  received: WebhookEvent<'message.received'>,
): WebhookEvent<'conversation.referred'> {
  const { key, asset, occurredAt, subject, detail } = received;
  const { source_type: type, media_type: media } = message.referral ?? {};

  return {
    kind: 'conversation.referred',
    key: [...key, 'referral'],
    asset,
    occurredAt,
    data: {
      event: 'click_to_whatsapp',
      sourceType: MaybeWord.parse(type) ?? null,
      adId: adOf(message) ?? null,
      mediaType: MaybeWord.parse(media) ?? null,
    },
    ...(subject ? { subject } : {}),
    detail: {
      channel: 'whatsapp',
      person: detail?.person ?? [],
      ...(message.id ? { mid: message.id } : {}),
      referral: message.referral ?? {},
      ...(context.standby ? { standby: true } : {}),
    },
  };
}
