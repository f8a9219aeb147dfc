import type { EventRef } from '../src/domain/events';
import type { AuditStore } from '../src/store/audit';
import type { DeletionStore } from '../src/store/deletion';
import type { Effects } from '../src/store/effects';
import type { EventStore } from '../src/store/events';

interface DeletionParts {
  effects: Effects;
  events: EventStore;
  deletions: DeletionStore;
  audit: AuditStore;
}

export type DeletionActivities = ReturnType<typeof createDeletionActivities>;

export const createDeletionActivities = ({ effects, events, deletions, audit }: DeletionParts) => ({
  /** Erases the person that an event names, and completes the request. `found` is the number of rows that went. */
  async erasePerson(event: EventRef<'deletion.requested'>): Promise<{ found: number }> {
    return effects.once(event, 'erasePerson', async (tx) => {
      const { userId, code } = await events.detail(event, tx);
      const erased = await deletions.erase(tx, { type: 'asid', value: userId }, event.id);
      await deletions.complete(tx, code, erased);
      await audit.append(tx, {
        actor: 'meta',
        action: 'person erased',
        asset: event.asset,
        subject: event.subject,
        eventId: event.id,
        facts: erased,
      });

      // One of them is the detail of this very request.
      const found = Object.values(erased).reduce((sum, count) => sum + count, 0) - 1;
      return { found: Math.max(found, 0) };
    });
  },
});
