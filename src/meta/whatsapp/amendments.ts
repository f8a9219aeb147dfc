import type { WebhookEvent } from '../../domain/events';
import { hashValue } from '../hash-value';
import { contentOf } from './content';
import { typeOf } from './message';
import { messageEvent, type Read } from './message-event';
import { subjectOf } from './person';

/** A reaction, an edit or an unsend: what is done to a message that was there before. */
export function amendment(read: Read): WebhookEvent | undefined {
  const { message } = read;
  const type = typeOf(message);
  if (type === 'reaction') return reacted(read);
  if (type === 'edit') return edited(read);
  if (type !== 'revoke') return undefined;

  const targetMid = message.revoke?.original_message_id;

  return { kind: 'message.deleted', ...messageEvent(read, 'deleted', { targetMid }) };
}

/** A reaction without emoji, or with an empty one, takes the earlier one back. */
function reacted(read: Read): WebhookEvent<'message.reacted'> {
  const { message_id: targetMid, emoji } = read.message.reaction ?? {};
  const action = emoji ? 'react' : 'unreact';
  const made = messageEvent(read, 'reaction', { targetMid, emoji: emoji || undefined, action });

  return {
    kind: 'message.reacted',
    ...made,
    key: [...made.key, targetMid ?? '', subjectOf(read.person.identities) ?? '', action, read.when],
    data: { ...made.data, action },
  };
}

function edited(read: Read): WebhookEvent<'message.edited'> {
  const { original_message_id: targetMid, message: content } = read.message.edit ?? {};
  const words = content ? contentOf(content) : {};
  const made = messageEvent(read, 'edit', { ...words, targetMid });
  const said = content ? [content.text?.body, made.detail.attachments?.[0]?.caption] : [];

  return { kind: 'message.edited', ...made, key: [...made.key, targetMid ?? '', hashValue(said)] };
}
