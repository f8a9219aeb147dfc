import { WorkflowNotFoundError } from '@temporalio/client';

import { runStateOf } from './run-state';
import type { UpkeepParts } from './upkeep';

/** ms after which a parked run is looked at again. */
const LOOK_MS = 15 * 60_000;
const MOST = 200;
/** Where the kind is not at hand: between messages and statuses. */
const PRIORITY = 4;

type Parts = Pick<UpkeepParts, 'parking' | 'queue' | 'client' | 'clock' | 'stopped' | 'log'>;

/** Lets runs go on that were parked before their asset got a new token. */
export async function wakeParked({
  parking,
  client,
  log,
  stopped,
}: Omit<Parts, 'queue' | 'clock'>): Promise<void> {
  for (const { workflowId } of await parking.wakeable(MOST)) {
    if (stopped()) return;
    try {
      await client.withDeadline(Date.now() + 3_000, () =>
        client.workflow.getHandle(workflowId).executeUpdate('retry'),
      );
    } catch (error) {
      // Not parked any more: it clears its row itself. Gone: sweepParked finds it.
      if (!(error instanceof WorkflowNotFoundError))
        log.debug({ err: error }, 'upkeep: a parked run was not woken');
    }
  }
}

/**
 * Finds parked runs that were ended from outside, or that a restored Temporal does not know: nobody would
 * wake them, so their events are handed over again.
 */
export async function sweepParked({
  parking,
  queue,
  client,
  clock,
  stopped,
}: Parts): Promise<void> {
  const now = clock();
  for (const { workflowId, runId, eventId } of await parking.lookAt(
    new Date(now.getTime() - LOOK_MS),
    now,
    MOST,
  )) {
    if (stopped()) return;
    const run = await runStateOf(client, workflowId);
    if (run.is === 'open' && run.current === runId) continue;
    await parking.unpark({ workflowId, eventId, discarded: null });
    if (eventId) await queue.requeue([{ id: eventId, priority: PRIORITY }], now);
  }
}
