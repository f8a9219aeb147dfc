import type { MessageDetail } from '../../domain/details';
import type { WebhookEvent } from '../../domain/events';
import { field, type Source } from '../define';
import { MaybeId } from '../maybe';
import { present } from '../present';
import { attachmentOf } from './content';
import { keywordConsent } from './keyword';
import { storyMentions } from './story-mention';
import { about, type Thread, threadOf, within } from './thread';
import { type Message, MessageItem, typeOf } from './wire-message';

/** Messages of both directions, quick replies and unsends; an item of `message_echoes` is ours even unmarked. */
export const messages = field(MessageItem, (item, source): WebhookEvent[] => {
  const { message, prior_message: prior } = item;
  const outbound = message.is_echo ?? item.is_echo ?? source.field === 'message_echoes';
  const thread = threadOf(item, source, { outbound, userRef: prior?.identifier });

  const said = { message, outbound, source };

  if (message.is_deleted) return [messageEvent('message.deleted', said, thread)];
  if (outbound) return [messageEvent('message.echoed', said, thread)];

  const { quick_reply: reply, is_unsupported: unsupported } = message;
  const words = unsupported ? [] : [message.text, reply?.payload];
  const kind = reply ? 'message.quick_reply' : 'message.received';

  return [
    messageEvent(kind, said, thread),
    ...storyMentions(message, thread, source),
    ...keywordConsent(words, thread, { mid: message.mid }),
  ];
});

type Kind = 'message.received' | 'message.echoed' | 'message.deleted' | 'message.quick_reply';
const WORDS = {
  'message.received': 'message',
  'message.echoed': 'echo',
  'message.quick_reply': 'quick_reply',
  'message.deleted': 'deleted',
} as const;

interface Said {
  readonly message: Message;
  readonly outbound: boolean;
  readonly source: Source;
}

function messageEvent(
  kind: Kind,
  { message, outbound, source }: Said,
  thread: Thread,
): WebhookEvent {
  const { mid, app_id: app, referral, reply_to: reply } = message;
  const deleted = kind === 'message.deleted';
  const proof = mid === undefined ? [thread.who, thread.when, source.hash()] : [mid];
  const type = typeOf(message);

  return {
    kind,
    key: [thread.word, WORDS[kind], ...proof],
    ...about(thread),
    data: deleted
      ? { outbound }
      : {
          type,
          attachments: message.attachments?.length ?? 0,
          appId: app ?? null,
          adId: idOf(referral?.ad_id),
          storyId: reply?.story?.id ?? null,
        },
    detail: present({
      ...within(thread),
      ...(deleted ? { targetMid: mid } : { mid, ...contentOf(message) }),
      direction: outbound ? 'outbound' : 'inbound',
      type: deleted ? 'deleted' : type,
    } satisfies MessageDetail),
  };
}

function contentOf(message: Message) {
  return {
    text: message.text,
    payload: message.quick_reply?.payload,
    replyTo: message.reply_to?.mid,
    story: message.reply_to?.story && present(message.reply_to.story),
    attachments: message.attachments?.map(attachmentOf),
    referral: message.referral,
  };
}

function idOf(value: unknown): string | null {
  return MaybeId.parse(value) ?? null;
}
