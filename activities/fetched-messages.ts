import { Context } from '@temporalio/activity';
import { z } from 'zod';

import type { MessageDetail } from '../src/domain/details';
import type { EventRef, WebhookEvent } from '../src/domain/events';
import { readKeyword } from '../src/domain/keywords';
import type { GraphClient } from '../src/graph/client';
import type { Inbox } from '../src/inbox/accept';
import { factDelivery } from '../src/inbox/facts';
import type { ConversationStore } from '../src/store/conversations';
import type { Effects } from '../src/store/effects';
import type { EventStore } from '../src/store/events';
import type { MessageStore } from '../src/store/messages';

const Party = z.object({ id: z.string(), username: z.string().optional() });
const Message = z.object({
  from: Party.optional(),
  to: z.object({ data: z.array(Party) }).optional(),
  message: z.string().optional(),
});

interface FetchParts {
  graph: GraphClient;
  inbox: Inbox;
  effects: Effects;
  events: EventStore;
  conversations: ConversationStore;
  messages: MessageStore;
}

export type FetchActivities = ReturnType<typeof createFetchActivities>;

export const createFetchActivities = ({
  graph,
  inbox,
  effects,
  events,
  conversations,
  messages,
}: FetchParts) => ({
  /**
   * Instagram announced a message without saying whose or what (META 4): reads it by its mid and files it. A
   * STOP that comes this way is one, too. Returns the run's outcome.
   */
  async fetchMessage(event: EventRef<'message.received'>): Promise<string> {
    const announced = await events.detail(event);
    if (!announced.mid) return 'nothing to fetch';
    const meta = graph.for(event.asset, { signal: Context.current().cancellationSignal });
    const read = await meta.get(`${announced.mid}?fields=id,from,to,message`, Message);
    const message = joined(announced, read, event.asset);
    const wish = message.direction === 'inbound' ? consentOf(event, message) : undefined;
    if (wish)
      await inbox.accept(
        factDelivery({ object: event.object, field: event.field, app: 'tetrix', events: [wish] }),
      );

    return effects.once(event, 'recordConversation', async (tx) => {
      const { asset, occurredAt: at } = event;
      const { channel, person, personName: name } = message;
      const inbound = message.direction === 'inbound';
      const conversationId =
        person.length > 0
          ? (
              await conversations.place(tx, {
                asset,
                channel,
                person,
                name,
                messageAt: at,
                inbound,
              })
            ).conversationId
          : null;
      await messages.save(tx, { asset, at, conversationId }, message);

      return 'fetched';
    });
  },
});

/** The account itself may be the sender: then the person is whom it went to. */
function joined(
  announced: MessageDetail,
  read: z.infer<typeof Message>,
  asset: string,
): MessageDetail & { mid: string } {
  const outbound = read.from?.id === asset;
  const party = outbound ? read.to?.data[0] : read.from;

  return {
    ...announced,
    mid: announced.mid!,
    direction: outbound ? 'outbound' : 'inbound',
    type: read.message ? 'text' : announced.type,
    ...(read.message ? { text: read.message } : {}),
    ...(party ? { person: [{ type: 'igsid' as const, value: party.id }] } : {}),
    ...(party?.username ? { personName: party.username } : {}),
  };
}

function consentOf(
  event: EventRef,
  message: MessageDetail & { mid: string },
): WebhookEvent<'consent.withdrawn' | 'consent.given'> | undefined {
  const word = message.text ? readKeyword(message.text) : undefined;
  const [first] = message.person;
  if (!word || !first) return undefined;
  const subject = `${first.type}:${first.value}`;

  return {
    kind: word === 'stop' ? 'consent.withdrawn' : 'consent.given',
    key: [subject, 'all', 'keyword', message.mid],
    asset: event.asset,
    occurredAt: event.occurredAt,
    subject,
    data: { category: 'all', source: 'keyword' },
    detail: { channel: message.channel, person: message.person, evidence: message.mid },
  };
}
