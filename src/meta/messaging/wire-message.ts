import { z } from 'zod';

import { MaybeId, MaybeText } from '../maybe';
import { WireAttachment, WireStory } from './content';
import { Item, maybe, MaybeFlag, MaybeRecord } from './thread';

const Message = z.object({
  mid: MaybeId,
  text: MaybeText,
  is_echo: MaybeFlag,
  is_deleted: MaybeFlag,
  is_unsupported: MaybeFlag,
  app_id: MaybeId,
  sticker_id: MaybeId,
  quick_reply: maybe(z.object({ payload: MaybeText })),
  reply_to: maybe(z.object({ mid: MaybeId, story: maybe(WireStory) })),
  attachments: maybe(z.array(WireAttachment)),
  referral: MaybeRecord,
});
export type Message = z.output<typeof Message>;

const Prior = maybe(z.object({ identifier: MaybeId }));
/** A messaging item with a message in it, in either of Instagram's two forms. */
export const MessageItem = z.preprocess(
  unfold,
  Item.extend({ message: Message, prior_message: Prior, is_echo: MaybeFlag }),
);

/** Meta's word for what it is: that of the first attachment, unless it only repeats a link of the text. */
export function typeOf({
  is_unsupported,
  quick_reply,
  sticker_id,
  attachments,
  text,
}: Message): string {
  if (is_unsupported) return 'unsupported';
  if (quick_reply) return 'quick_reply';
  if (sticker_id !== undefined) return 'sticker';
  const [first] = attachments ?? [];
  if (first && (text === undefined || first.type !== 'fallback')) return first.type;

  return text === undefined ? 'unknown' : 'text';
}

/** Instagram's second form in `changes`: `{from, id, message: "text", timestamp}` (META 4). */
function unfold(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const { message, from, id, to, ...rest } = value as Record<string, unknown>;
  if (typeof message !== 'string') return value;
  const party = (side: unknown) => (typeof side === 'object' ? side : { id: side });

  return {
    sender: party(from),
    recipient: party(to),
    ...rest,
    message: { mid: id, text: message },
  };
}
