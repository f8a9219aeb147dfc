import { WorkflowNotFoundError } from '@temporalio/client';
import type { Client } from '@temporalio/client';

import type { Clock } from '../domain/clock';
import type { Log } from '../log';
import type { LeaseStore } from '../store/leases';
import type { ParkingStore } from '../store/parking';
import type { QueueStore } from '../store/queue';
import { routeOf } from './routes';

/** ms that an event may be `dispatched` without an effect before somebody looks. */
const SILENT_MS = 15 * 60_000;
const SWEEP_MS = 60_000;
const WAKE_MS = 5_000;
const HOUR_MS = 3_600_000;
const MOST = 200;

export interface SweeperParts {
  readonly queue: QueueStore;
  readonly parking: ParkingStore;
  readonly leases: LeaseStore;
  readonly client: Client;
  readonly clock: Clock;
  readonly log: Log;
  readonly onDead: (eventIds: readonly string[], reason: string) => Promise<void>;
}

/** The timers that nothing else is woken by: silent events, parked runs with a new token, new partitions. */
export function startSweeper(parts: SweeperParts): { stop(): Promise<void> } {
  let current: Promise<unknown> = Promise.resolve();
  const every = (ms: number, name: string, job: () => Promise<unknown>) =>
    setInterval(() => {
      current = Promise.all([current, once(name, ms, job)]);
    }, ms);
  const timers = [
    every(SWEEP_MS, 'sweep', () => sweepSilent(parts)),
    every(WAKE_MS, 'wake', () => wakeParked(parts)),
    every(HOUR_MS, 'partitions', () => parts.leases.makePartitions(parts.clock())),
  ];

  async function once(name: string, ms: number, job: () => Promise<unknown>): Promise<void> {
    const now = parts.clock();
    try {
      if (await parts.leases.take(name, now, new Date(now.getTime() + ms / 2))) await job();
    } catch (error) {
      parts.log.warn({ err: error, job: name }, 'upkeep: not done this time');
    }
  }

  return {
    async stop() {
      timers.forEach(clearInterval);
      await current;
    },
  };
}

/** Looks at the runs of events that were handed over long ago and have had no effect. */
export async function sweepSilent({
  queue,
  client,
  clock,
  onDead,
}: Omit<SweeperParts, 'parking' | 'leases'>): Promise<void> {
  const now = clock();
  const silent = await queue.silent(new Date(now.getTime() - SILENT_MS), MOST);
  const open: string[] = [];
  const again: string[] = [];
  const dead: string[] = [];

  for (const { ref, workflowId } of silent) {
    const state = await stateOf(client, workflowId);
    if (state === 'open') open.push(ref.id);
    else if (state === 'gone' || routeOf(ref.kind)?.mode === 'follow') again.push(ref.id);
    else dead.push(ref.id);
  }

  if (open.length > 0) await queue.touch(open, now);
  if (again.length > 0) await queue.requeue(again, now);
  if (dead.length > 0) await onDead(dead, 'its run ended without an effect');
}

/** Lets runs go on that were parked before their asset got a new token. */
export async function wakeParked({
  parking,
  client,
  log,
}: Pick<SweeperParts, 'parking' | 'client' | 'log'>): Promise<void> {
  for (const { workflowId } of await parking.wakeable(MOST)) {
    try {
      await client.withDeadline(Date.now() + 5_000, () =>
        client.workflow.getHandle(workflowId).executeUpdate('retry'),
      );
    } catch (error) {
      // Not parked any more: it clears its row itself. Gone: nobody else would.
      if (error instanceof WorkflowNotFoundError)
        await parking.unpark({ workflowId, eventId: null, discarded: null });
      else log.debug({ err: error }, 'upkeep: a parked run was not woken');
    }
  }
}

async function stateOf(client: Client, workflowId: string): Promise<'open' | 'closed' | 'gone'> {
  try {
    const { status } = await client.withDeadline(Date.now() + 5_000, () =>
      client.workflow.getHandle(workflowId).describe(),
    );

    return status.name === 'RUNNING' || status.name === 'CONTINUED_AS_NEW' ? 'open' : 'closed';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'gone';
    throw error;
  }
}
