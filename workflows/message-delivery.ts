import type { DeliveryActivities } from '../activities/delivery';
import { NOT_DELIVERED_AFTER } from '../src/domain/delivery';
import type { EventRef } from '../src/domain/events';
import { follow } from './follow';
import { hotActivities } from './hot';

const { recordStatus } = hotActivities<DeliveryActivities>();

/** ms that the next event may be behind. */
const GRACE = 60_000;

interface Waiting {
  /** ms since the epoch at which a message that is only `sent` is late; null while none is known. */
  readonly lateAt: number | null;
  readonly asset: string;
}

/** Follows one message from `sent` to where it ends, and says when it does not arrive. */
export const messageDelivery = follow<Waiting>(
  'Delivery of a message',
  { lateAt: null, asset: '' },
  async ({ events, state }, { step, notify }) => {
    const statuses = events as readonly EventRef<'message.status'>[];
    const asset = statuses[0]?.asset ?? state.asset;
    let { lateAt } = state;
    let arrived = false;
    let failed = false;

    for (const event of statuses) {
      const record = () => recordStatus(event);
      const known = await step(`recording "${event.data.status}"`, record, event);
      arrived =
        known.status === 'delivered' || known.status === 'read' || known.status === 'played';
      failed = known.status === 'failed';
      if (known.status === 'sent') lateAt ??= lateFrom(event.occurredAt);
      if (event.data.status === 'failed' && failed && known.failure !== 'opt_out') {
        const facts = { code: event.data.errorCode, class: known.failure };
        await notify({
          topic: 'message.failed',
          severity: 'warning',
          asset: event.asset,
          ref: `${event.data.errorCode}`,
          facts,
          oncePer: 'hour',
        });
      }
      if (arrived || failed) lateAt = null;
    }

    if (arrived || failed || lateAt === null) return { outcome: failed ? 'failed' : 'settled' };
    if (Date.now() < lateAt) return { state: { lateAt, asset }, wakeAt: lateAt };

    await notify({
      topic: 'message.not_delivered',
      severity: 'warning',
      asset,
      ref: 'sent',
      oncePer: 'hour',
    });
    return { outcome: 'late' };
  },
);

/** An hour from Meta's time. After a backlog that is past, and `delivered` may be the next in the queue. */
function lateFrom(sentAt: string): number {
  return Math.max(Date.parse(sentAt) + NOT_DELIVERED_AFTER, Date.now() + GRACE);
}
