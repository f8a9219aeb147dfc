import { failureClass } from '../src/domain/delivery';
import type { FailureClass } from '../src/domain/delivery';
import type { DeliveryStatus, EventRef } from '../src/domain/events';
import type { ConversationStore } from '../src/store/conversations';
import type { Effects } from '../src/store/effects';
import type { EventStore } from '../src/store/events';
import type { MessageStore } from '../src/store/messages';

interface DeliveryParts {
  effects: Effects;
  events: EventStore;
  conversations: ConversationStore;
  messages: MessageStore;
}

export interface KnownDelivery {
  /** Where the message stands after this report; null for a report that ranks nowhere. */
  readonly status: DeliveryStatus | null;
  readonly failure: FailureClass | null;
}

export type DeliveryActivities = ReturnType<typeof createDeliveryActivities>;

export const createDeliveryActivities = ({
  effects,
  events,
  conversations,
  messages,
}: DeliveryParts) => ({
  /** Records one status and raises its message to it. */
  async recordStatus(event: EventRef<'message.status'>): Promise<KnownDelivery> {
    return effects.once(event, 'recordStatus', async (tx) => {
      const detail = await events.detail(event, tx);
      const { asset, occurredAt: at, id: eventId } = event;
      const { person, channel } = detail;
      const conversationId =
        person.length > 0
          ? (await conversations.place(tx, { asset, channel, person })).conversationId
          : null;
      const status = await messages.advance(tx, { asset, at, conversationId, eventId }, detail);
      const failure = event.data.status === 'failed' ? failureClass(event.data.errorCode) : null;

      return { status, failure };
    });
  },
});
