import type { Attachment, MessageDetail } from '../../domain/details';
import { present } from '../present';
import { type Content, replyType, typeOf } from './message';

type Words = Pick<MessageDetail, 'type' | 'text' | 'payload' | 'replyTo' | 'attachments'>;

/** What a message says: the part of its detail that does not depend on who sent it. */
export function contentOf(content: Content): Words {
  const attachments = attachmentsOf(content);

  return present({
    type: replyType(content) ?? typeOf(content),
    text: textOf(content),
    payload: payloadOf(content),
    replyTo: content.context?.id ?? content.context?.message_id,
    attachments: attachments.length > 0 ? attachments : undefined,
  });
}

/** Texts in which one word can be the person's wish to stop: typed, or printed on a button they pressed. */
export function wordsOf(content: Content): string[] {
  const { interactive, button } = content;
  const reply = interactive?.button_reply ?? interactive?.list_reply;

  return [content.text?.body, button?.text, button?.payload, reply?.title, reply?.id].filter(
    (word) => word !== undefined,
  );
}

function textOf({ text, interactive, button, order, system, template }: Content) {
  return (
    text?.body ??
    button?.text ??
    interactive?.button_reply?.title ??
    interactive?.list_reply?.title ??
    interactive?.nfm_reply?.body ??
    interactive?.body?.text ??
    (order?.text || undefined) ??
    system?.body ??
    template?.name
  );
}

function payloadOf({ interactive, button }: Content) {
  return (
    button?.payload ??
    interactive?.button_reply?.id ??
    interactive?.list_reply?.id ??
    interactive?.nfm_reply?.response_json ??
    interactive?.call_permission_reply?.response
  );
}

const MEDIA = ['image', 'video', 'audio', 'voice', 'document', 'sticker'] as const;

function attachmentsOf(content: Content): Attachment[] {
  const media = MEDIA.flatMap((type) => {
    const file = content[type];
    if (!file) return [];

    return present({
      // A voice note is an `audio` with a flag; older versions had a type of its own.
      type: file.voice ? 'voice' : type,
      mediaId: file.id,
      url: file.url,
      mimeType: file.mime_type,
      sha256: file.sha256,
      fileName: file.filename,
      caption: file.caption,
    });
  });

  return [...media, ...placesOf(content), ...cardsOf(content)];
}

function placesOf({ location }: Content): Attachment[] {
  if (!location) return [];
  const { latitude, longitude, name, address, url } = location;

  return [present({ type: 'location', url, title: name, caption: address, latitude, longitude })];
}

/** Shared contacts are other people: only that there are some, and what they are called, is kept here. */
function cardsOf({ contacts }: Content): Attachment[] {
  return (contacts ?? []).map((card) => {
    const name = (card as { name?: { formatted_name?: unknown } } | null)?.name?.formatted_name;

    return typeof name === 'string' ? { type: 'contacts', title: name } : { type: 'contacts' };
  });
}
