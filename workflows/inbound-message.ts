import { proxyActivities } from '@temporalio/workflow';

import type { FetchActivities } from '../activities/fetched-messages';
import type { InboxActivities } from '../activities/inbox';
import { isKind } from '../src/domain/events';
import type { EventRef } from '../src/domain/events';
import { hotActivities } from './hot';
import * as retries from './retries';
import { run } from './run';

const { recordConversation } = hotActivities<InboxActivities>();
const { fetchMessage } = proxyActivities<FetchActivities>(retries.graphApi);

/** Files a message, edit, reaction, order or conversation event in the one inbox of the three channels. */
export const inboundMessage = run<EventRef>(
  'Message in the inbox',
  async (event, { step, notify }) => {
    if (isKind(event, 'message.received') && event.data.needsFetch) {
      return step('fetching the message', () => fetchMessage(event));
    }

    const outcome = await step('filing it in the inbox', () => recordConversation(event));
    if (event.kind === 'order.placed')
      await notify({ topic: 'order.placed', asset: event.asset, ref: event.id });

    return outcome;
  },
);
