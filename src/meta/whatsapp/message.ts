import { z } from 'zod';

import { MaybeId } from '../maybe';
import { flag, id, list, listOf, MetaError, number, open, part, text, time, word } from './shapes';

const Media = z.object({
  id,
  url: text,
  mime_type: text,
  sha256: text,
  filename: text,
  caption: text,
  voice: flag,
});

const Reply = part(z.object({ id, title: text, description: text }));

const Interactive = z.object({
  type: word,
  button_reply: Reply,
  list_reply: Reply,
  nfm_reply: part(z.object({ name: text, body: text, response_json: text })),
  call_permission_reply: part(z.object({ response: word, expiration_timestamp: time })),
  // What an echo of the business's own message holds instead of an answer.
  body: part(z.object({ text })),
});

export const Product = z.object({
  product_retailer_id: id,
  quantity: z.coerce.number().optional().catch(undefined),
  item_price: z.union([z.number(), z.string()]).optional().catch(undefined),
  currency: text,
});

/** The content of a message, wherever it stands: inbound, echoed, edited, in a history or a standby copy. */
export const Content = z.object({
  type: word,
  text: part(z.object({ body: text })),
  image: part(Media),
  video: part(Media),
  audio: part(Media),
  voice: part(Media),
  document: part(Media),
  sticker: part(Media),
  location: part(
    z.object({ latitude: number, longitude: number, name: text, address: text, url: text }),
  ),
  contacts: list,
  interactive: part(Interactive),
  button: part(z.object({ text, payload: text })),
  order: part(z.object({ catalog_id: id, text, product_items: listOf(Product) })),
  template: part(z.object({ name: text })),
  reaction: part(z.object({ message_id: id, emoji: text })),
  system: part(
    z.object({ type: word, body: text, wa_id: id, new_wa_id: id, user_id: id, customer: id }),
  ),
  context: part(
    z.object({
      id,
      message_id: id,
      forwarded: flag,
      frequently_forwarded: flag,
      referred_product: open,
    }),
  ),
});

/** One element of `messages` or `message_echoes`; hardly anything in it is always there (META 2). */
export const Message = Content.extend({
  id,
  from: id,
  from_user_id: id,
  to: id,
  to_user_id: id,
  timestamp: time,
  group_id: id,
  edit: part(z.object({ original_message_id: id, message: part(Content) })),
  revoke: part(z.object({ original_message_id: id })),
  unsupported: part(z.object({ type: word })),
  referral: open,
  errors: listOf(MetaError),
});

export type Content = z.output<typeof Content>;
export type Message = z.output<typeof Message>;
export type Product = z.output<typeof Product>;

const TYPES = (
  'text image video audio voice document sticker location contacts interactive button order template ' +
  'reaction system edit revoke'
).split(' ');

/** Meta's own word for the type; where it is missing, the member that is there. */
export function typeOf(content: Content): string {
  const members: Readonly<Record<string, unknown>> = content;

  return content.type ?? TYPES.find((type) => members[type] !== undefined) ?? 'unknown';
}

/** The answer in an interactive message: `button_reply`, `list_reply`, `nfm_reply`, … */
export function replyType({ interactive }: Content): string | undefined {
  if (interactive?.button_reply) return 'button_reply';
  if (interactive?.list_reply) return 'list_reply';
  if (interactive?.nfm_reply) return 'nfm_reply';
  if (interactive?.call_permission_reply) return 'call_permission_reply';

  return undefined;
}

/** The ad or post whose click opened the chat; Meta's id of it. */
export function adOf({ referral }: Pick<Message, 'referral'>): string | undefined {
  return MaybeId.parse(referral?.source_id);
}
