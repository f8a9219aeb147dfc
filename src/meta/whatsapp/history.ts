import { z } from 'zod';

import type { WebhookEvent } from '../../domain/events';
import { fallbackKey, field, isoTime } from '../define';
import { present } from '../present';
import { contentOf } from './content';
import { contextOf, Frame, timelessKey } from './context';
import { accountErrors } from './errors';
import { Message } from './message';
import { identitiesOf, waIdOf } from './person';
import { id, listOf, MetaError, number, part, text, time, word } from './shapes';

const Past = Message.extend({ history_context: part(z.object({ status: word })) });
const Thread = z.object({ id, context: part(z.object({ user_id: id })), messages: listOf(Past) });
const Chunk = z.object({
  metadata: part(z.object({ phase: number, chunk_order: number, progress: number })),
  threads: listOf(Thread),
  errors: listOf(MetaError),
});
const History = Frame.extend({
  history: listOf(Chunk),
  messages: listOf(Past),
  errors: listOf(MetaError),
});

/**
 * Field `history`: the chats of the Business app, once, when it is connected; one event per change. Old
 * messages are no wish of today, so none of them is a consent. Media come later, as `messages` (Meta).
 */
export const history = field(History, (value, source): WebhookEvent[] => {
  const context = contextOf(value, source);
  const [first] = value.history;
  const threads = value.history.flatMap((chunk) => chunk.threads);
  const media: Thread[] = value.messages.map((message) => ({
    id: message.from,
    messages: [message],
  }));
  const messages = [...threads, ...media].flatMap(messagesOf);
  // 2593109: the business does not share its history.
  const errors = value.history.flatMap((chunk) => chunk.errors);
  if (value.history.length === 0 && messages.length === 0) {
    return accountErrors(value.errors, context);
  }

  return [
    {
      kind: 'conversation.history_synced',
      key: messages.length > 0 ? timelessKey(source) : fallbackKey(source),
      asset: context.asset,
      occurredAt: source.sentAt,
      data: {
        what: value.history.length > 0 ? 'messages' : 'media',
        phase: first?.metadata?.phase ?? null,
        chunk: first?.metadata?.chunk_order ?? null,
        progress: first?.metadata?.progress ?? null,
        threads: threads.length + media.length,
        messages: messages.length,
        errorCode: [...errors, ...value.errors][0]?.code ?? null,
      },
      detail: { channel: 'whatsapp', messages },
    },
  ];
});

type Thread = z.output<typeof Thread>;

/** A thread is named by the person's number: what comes from there is inbound. */
function messagesOf({ id: thread, context, messages }: Thread) {
  const person = identitiesOf(waIdOf(thread), context?.user_id);

  return messages.map((message) =>
    present({
      mid: message.id,
      person,
      direction: waIdOf(message.from) === waIdOf(thread) ? 'inbound' : 'outbound',
      ...contentOf(message),
      at: isoTime(message.timestamp),
      status: message.history_context?.status?.toLowerCase(),
    }),
  );
}

const Synced = z.object({
  type: word,
  action: word,
  contact: part(z.object({ full_name: text, first_name: text, phone_number: id, user_id: id })),
  metadata: part(z.object({ timestamp: time })),
});

/** Field `smb_app_state_sync`: the Business app's address book, part of the same synchronisation. */
export const stateSync = field(
  Frame.extend({ state_sync: listOf(Synced) }),
  (value, source): WebhookEvent[] => {
    const { asset } = contextOf(value, source);
    const contacts = value.state_sync.map(({ action, contact, metadata }) =>
      present({
        action,
        person: identitiesOf(waIdOf(contact?.phone_number), contact?.user_id),
        name: contact?.full_name ?? contact?.first_name,
        at: isoTime(metadata?.timestamp),
      }),
    );
    if (contacts.length === 0) return [];

    return [
      {
        kind: 'conversation.history_synced',
        key: contacts.every(({ at }) => at) ? timelessKey(source) : fallbackKey(source),
        asset,
        occurredAt: contacts[0]?.at ?? source.sentAt,
        data: {
          what: 'contacts',
          contacts: contacts.length,
          removed: contacts.filter(({ action }) => action === 'remove').length,
        },
        detail: { channel: 'whatsapp', contacts },
      },
    ];
  },
);
