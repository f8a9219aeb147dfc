import { Context } from '@temporalio/activity';
import { z } from 'zod';

import type { EventRef } from '../src/domain/events';
import type { GraphClient } from '../src/graph/client';
import { GraphNotFoundError, GraphPermissionError, GraphRequestError } from '../src/graph/errors';
import type { Effects } from '../src/store/effects';
import type { EventStore } from '../src/store/events';
import type { RowStore } from '../src/store/rows';

const Node = z.record(z.string(), z.unknown());
const Grants = z.object({
  data: z.array(z.object({ permission: z.string(), status: z.string() })),
});

interface ProfileParts {
  graph: GraphClient;
  effects: Effects;
  events: EventStore;
  rows: RowStore;
}

type PermissionEvent = EventRef<'permission.granted' | 'permission.revoked'>;

export type ProfileActivities = ReturnType<typeof createProfileActivities>;

export const createProfileActivities = ({ graph, effects, events, rows }: ProfileParts) => ({
  /** Reads the field that Meta said had changed. One that the token may not see is written without a value. */
  async readProfileField(event: EventRef<'profile.changed'>): Promise<string> {
    const detail = await events.detail(event);
    const meta = graph.for(event.asset, { signal: Context.current().cancellationSignal });
    const node = await meta.get(`${detail.userId}?fields=${detail.field}`, Node).catch(hidden);

    return effects.once(event, 'recordRow', async (tx) => {
      const value = node?.[detail.field];
      await rows.write(tx, {
        event,
        detail: { ...detail, ...(value === undefined ? {} : { value }) },
      });

      return node ? 'read' : 'not visible';
    });
  },

  /** Reads whether a permission stands, writes it, and says so. A user who is gone has granted nothing. */
  async readPermission(event: PermissionEvent): Promise<boolean> {
    const detail = await events.detail(event);
    const meta = graph.for(event.asset, { signal: Context.current().cancellationSignal });
    const grants = await meta.get(`${detail.userId}/permissions`, Grants).catch(hidden);
    const granted =
      grants?.data.some(
        ({ permission, status }) => permission === detail.permission && status === 'granted',
      ) ?? false;

    return effects.once(event, 'recordRow', async (tx) => {
      const kind = granted ? 'permission.granted' : 'permission.revoked';
      await rows.write(tx, { event: { ...event, kind }, detail: { ...detail } });

      return granted;
    });
  },
});

function hidden(error: unknown): undefined {
  if (
    error instanceof GraphNotFoundError ||
    error instanceof GraphPermissionError ||
    error instanceof GraphRequestError
  )
    return undefined;
  throw error;
}
