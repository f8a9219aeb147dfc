import { createDeliveryActivities } from '../../activities/delivery';
import { createInboxActivities } from '../../activities/inbox';
import type { AnyWebhookEvent } from '../../src/domain/events';
import { accepted, happening } from './stores';
import type { StoreWorld } from './stores';

/** A minute of 2026-03-02, with some seconds. */
export const minute = (at: number, seconds = 0) =>
  new Date(Date.UTC(2026, 2, 2, 10, at, seconds)).toISOString();

/** One happening of a conversation between a person and our page. */
export function said(
  kind: AnyWebhookEvent['kind'],
  at: string,
  detail: Record<string, unknown>,
): AnyWebhookEvent {
  return happening(`${kind} ${at} ${JSON.stringify(detail)}`, {
    kind,
    occurredAt: at,
    detail: { channel: 'messenger', person: [{ type: 'psid', value: '77' }], ...detail },
    ...(kind === 'message.status' ? { data: { status: detail.status, at, errorCode: null } } : {}),
  } as Partial<AnyWebhookEvent>);
}

/**
 * Has the real activities file some happenings in the order given. One that is given again is filed as a
 * replay files it, so that its effect does not stand in the way and the rows have to.
 */
export async function file(world: StoreWorld, happenings: readonly AnyWebhookEvent[]) {
  const { effects, events, conversations, messages, orders } = world.stores;
  const parts = { effects, events, conversations, messages, orders };
  const { recordConversation } = createInboxActivities(parts);
  const { recordStatus } = createDeliveryActivities(parts);
  const distinct = [...new Set(happenings)];
  const refs = await accepted(world, distinct);

  for (const [generation, one] of happenings.entries()) {
    const ref = { ...refs[distinct.indexOf(one)]!, generation };
    await (ref.kind === 'message.status' ? recordStatus(ref as never) : recordConversation(ref));
  }
}

/** Forgets everybody and everything that was said. */
export async function forget({ db }: StoreWorld): Promise<void> {
  for (const table of [
    'message_reactions',
    'message_statuses',
    'messages',
    'contacts',
    'event_keys',
  ]) {
    await db.query(`delete from ${table}`);
  }
}
