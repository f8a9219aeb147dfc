import type { Client } from '@temporalio/client';

import type { Clock } from '../domain/clock';
import type { Log } from '../log';
import type { Claim, Handed, QueueStore } from '../store/queue';
import { handOver } from './hand-over';
import { handingsOf } from './handings';
import type { Handing } from './handings';
import { inParallel } from './in-parallel';
import { refusalOf } from './refusal';
import { createWaiter } from './waiter';

const LEASE_MS = 30_000;
const POLL_MS = 1_000;
/** Events that are taken off the queue in one statement. */
const FLUSH = 32;
/** Refusals of one event, while others pass, before it is `dead`. */
const PATIENCE = 5;

export interface DispatcherParts {
  readonly queue: QueueStore;
  readonly client: Client;
  readonly clock: Clock;
  readonly log: Log;
  /** Most calls to Temporal in flight. The dev server's SQLite has one connection: 8 there. */
  readonly inFlight: number;
  /** Makes the namespace ready, before the first hand-over and whenever Temporal says that it is not. */
  readonly prepare: () => Promise<void>;
  /** Told of events that will never run. */
  readonly onDead: (eventIds: readonly string[], reason: string) => Promise<void>;
}

export interface Dispatcher {
  /** Something was accepted: look now. */
  wake(): void;
  /** Ends the claiming, and resolves when the calls in hand are done. */
  stop(): Promise<void>;
}

/** Hands accepted events to Temporal until stopped. Any number of processes may run one. */
export function startDispatcher(parts: DispatcherParts): Dispatcher {
  const { queue, client, clock, log, inFlight } = parts;
  const waiter = createWaiter();
  let stopped = false;
  let prepared = false;
  /** Rounds in a row in which Temporal was away; meanwhile one event at a time finds out whether it is back. */
  let away = 0;
  const ended = loop();

  return {
    wake: () => {
      if (away === 0) waiter.wake();
    },
    async stop() {
      stopped = true;
      waiter.wake();
      await ended;
    },
  };

  async function loop(): Promise<void> {
    for (;;) {
      const more = await round();
      if (stopped) return;
      if (!more) await waiter.rest(away === 0 ? POLL_MS : Math.min(500 * 2 ** away, 5_000));
    }
  }

  /** True where there may be more to do at once. */
  async function round(): Promise<boolean> {
    try {
      const now = clock();
      // Few enough that the lease of the last does not run out while Temporal is slow.
      const most = away > 0 ? 1 : inFlight * 4;
      const claims = await queue.claim(now, new Date(now.getTime() + LEASE_MS), most);
      if (claims.length === 0) return false;

      if (!prepared && !(await prepare())) {
        const ids = claims.map(({ ref }) => ref.id);
        await postpone(ids, 'not prepared');
        away += 1;
        return false;
      }
      const reached = await handAll(claims);
      away = reached ? 0 : away + 1;
      return reached;
    } catch (error) {
      away += 1;
      log.warn({ err: error }, 'dispatch: the queue cannot be read');
      return false;
    }
  }

  async function prepare(): Promise<boolean> {
    try {
      await parts.prepare();
      prepared = true;
    } catch (error) {
      log.warn({ err: error }, 'dispatch: Temporal is not ready');
    }
    return prepared;
  }

  /** False where Temporal could not be reached: nothing passed, and it said so. */
  async function handAll(claims: readonly Claim[]): Promise<boolean> {
    const done: Handed[] = [];
    let passed = 0;
    let reason: string | undefined;
    const late: string[] = [];
    const refused: { handing: Handing; reason: string }[] = [];

    await inParallel(handingsOf(claims), inFlight, async (handing) => {
      const ids = handing.events.map(({ id }) => id);
      // One failure may be the event's; a second, with nothing passed between, is Temporal's.
      if (stopped || (reason && passed === 0)) {
        late.push(...ids);
        return;
      }
      try {
        const runId = await handOver(client, handing);
        passed += 1;
        const { workflowId } = handing;
        done.push(...ids.map((eventId) => ({ eventId, workflowId, runId })));
        if (done.length >= FLUSH) await queue.handed(done.splice(0), clock());
      } catch (error) {
        const refusal = refusalOf(error);
        if (refusal.means === 'event') refused.push({ handing, reason: refusal.reason });
        else {
          reason = refusal.reason;
          late.push(...ids);
          if (refusal.means === 'unready') prepared = false;
        }
      }
    });

    if (done.length > 0) await queue.handed(done, clock());
    if (late.length > 0) await postpone(late, reason ?? 'stopping');
    for (const { handing, reason: why } of refused) await refuse(handing, why);
    if (reason) log.warn({ reason, waiting: late.length }, 'dispatch: Temporal cannot be reached');

    return !(reason && passed === 0);
  }

  /** Several that were refused together are tried one by one; one that is refused again and again is dead. */
  async function refuse({ events, route, workflowId }: Handing, reason: string): Promise<void> {
    if (events.length > 1) {
      for (const event of events) {
        const alone = { events: [event], route, workflowId };
        await handOver(client, alone).then(
          (runId) => queue.handed([{ eventId: event.id, workflowId, runId }], clock()),
          () => refuse(alone, reason),
        );
      }
      return;
    }
    const id = events[0]!.id;
    const refusals = await queue.refuse(id, backoff(), reason);
    if (refusals < PATIENCE) return;

    log.error({ reason }, 'dispatch: an event is refused for good');
    await parts.onDead([id], reason);
  }

  async function postpone(ids: readonly string[], reason: string): Promise<void> {
    await queue.postpone(ids, new Date(clock().getTime() + 500 + Math.random() * 500), reason);
  }

  function backoff(): Date {
    return new Date(clock().getTime() + 2_000 + Math.random() * 8_000);
  }
}
