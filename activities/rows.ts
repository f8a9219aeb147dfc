import type { EventRef } from '../src/domain/events';
import { EventErased } from '../src/domain/failures';
import type { Effects } from '../src/store/effects';
import type { EventStore } from '../src/store/events';
import type { RowStore } from '../src/store/rows';

interface RowParts {
  effects: Effects;
  events: EventStore;
  rows: RowStore;
}

export type RowActivities = ReturnType<typeof createRowActivities>;

export const createRowActivities = ({ effects, events, rows }: RowParts) => ({
  /** Writes the row of an event into the table of its kind. */
  async recordRow(event: EventRef): Promise<void> {
    await effects.once(event, 'recordRow', async (tx) => {
      const detail = await events.detail(event, tx).catch(nothingPersonal);
      await rows.write(tx, { event, detail: detail as Record<string, unknown> });
    });
  },
});

/** Many a change has plain facts only. */
function nothingPersonal(error: unknown): Record<string, never> {
  if (error instanceof EventErased) return {};
  throw error;
}
