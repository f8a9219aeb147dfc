import type { EventKind } from './events';

/** Lower goes first. A STOP overtakes a burst of statuses; a history import waits for people. */
const PRIORITIES: Partial<Record<EventKind, number>> = {
  'consent.withdrawn': 0,
  'consent.given': 0,
  'deletion.requested': 1,
  'permission.revoked': 1,
  'app.deauthorized': 1,
  'lead.submitted': 2,
  'message.received': 2,
  'conversation.history_synced': 8,
  unrecognised: 9,
};

export function priorityOf(kind: EventKind): number {
  return PRIORITIES[kind] ?? 5;
}
