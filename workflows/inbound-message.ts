import type { InboxActivities } from '../activities/inbox';
import type { EventRef } from '../src/domain/events';
import { hotActivities } from './hot';
import { run } from './run';

const { recordConversation } = hotActivities<InboxActivities>();

/** Files a message, edit, reaction, order or conversation event in the one inbox of the three channels. */
export const inboundMessage = run<EventRef>(
  'Message in the inbox',
  async (event, { step, notify }) => {
    const outcome = await step('filing it in the inbox', () => recordConversation(event));
    if (event.kind === 'order.placed')
      await notify({ topic: 'order.placed', asset: event.asset, ref: event.id });

    return outcome;
  },
);
