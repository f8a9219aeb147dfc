import type { EventRef } from '../src/domain/events';
import { mask } from '../src/domain/mask';
import type { DriftStore } from '../src/store/drift';
import type { Effects } from '../src/store/effects';
import type { EventStore } from '../src/store/events';

interface DriftParts {
  effects: Effects;
  events: EventStore;
  drift: DriftStore;
}

export type DriftActivities = ReturnType<typeof createDriftActivities>;

export const createDriftActivities = ({ effects, events, drift }: DriftParts) => ({
  /** Counts what nothing reads, with a masked sample of the first of its sort. */
  async recordUnrecognised(event: EventRef<'unrecognised'>): Promise<{ firstOfItsSort: boolean }> {
    return effects.once(event, 'recordUnrecognised', async (tx) => {
      const stored = await events.find(event.id);

      return { firstOfItsSort: await drift.count(tx, event, mask(stored?.payload)) };
    });
  },
});
