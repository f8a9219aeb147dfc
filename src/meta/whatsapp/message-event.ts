import type { MessageDetail } from '../../domain/details';
import { hashValue } from '../hash-value';
import { present } from '../present';
import { contentOf } from './content';
import { channelWord, type Context } from './context';
import { adOf, type Message } from './message';
import { type Person, subjectOf } from './person';

/** A message, read so far that the kinds need only choose among it. */
export interface Read {
  readonly message: Message;
  /** As Meta sent it; its hash is the key where it has no id. */
  readonly raw: unknown;
  readonly person: Person;
  readonly at: string;
  /** The time in its key. */
  readonly when: string | number;
  readonly direction: MessageDetail['direction'];
  readonly context: Context;
}

/** The members that every event made from a message shares. `word` tells item kinds apart in the key. */
export function messageEvent(
  { message, raw, person, at, when, direction, context }: Read,
  word: string,
  more: { readonly [M in keyof MessageDetail]?: MessageDetail[M] | undefined } = {},
) {
  const subject = subjectOf(person.identities);
  const content = contentOf(message);
  const named = message.id ? [message.id] : [subject ?? '', when, hashValue(raw)];
  const detail: MessageDetail = present({
    channel: 'whatsapp' as const,
    mid: message.id,
    person: person.identities,
    personName: person.name,
    direction,
    ...content,
    groupId: message.group_id,
    referral: message.referral ?? productOf(message),
    standby: context.standby || undefined,
    ...more,
  });

  return {
    key: [channelWord(context), direction === 'inbound' ? word : `echo ${word}`, ...named],
    asset: context.asset,
    occurredAt: at,
    data: {
      type: content.type,
      direction,
      inGroup: message.group_id !== undefined,
      errorCode: message.errors[0]?.code ?? null,
      adId: adOf(message) ?? null,
    },
    ...(subject ? { subject } : {}),
    detail,
  };
}

/** The product that a question is about, sent from a catalog. */
function productOf({ context }: Message) {
  return context?.referred_product && { referred_product: context.referred_product };
}
