import type { Client } from '@temporalio/client';

import type { Clock } from '../domain/clock';
import type { Log } from '../log';
import type { Claim, Handed, QueueStore } from '../store/queue';
import { handOver } from './hand-over';
import type { Handing } from './hand-over';
import { inParallel } from './in-parallel';
import { refusalOf } from './refusal';
import { routeOf, workflowIdOf } from './routes';

const LEASE_MS = 30_000;
const POLL_MS = 1_000;
const BATCH = 200;
/** Hand-overs of one event that Temporal may refuse as such before it is `dead`. */
const PATIENCE = 5;

export interface DispatcherParts {
  readonly queue: QueueStore;
  readonly client: Client;
  readonly clock: Clock;
  readonly log: Log;
  /** Most calls to Temporal in flight. The dev server's SQLite has one connection: 8 there. */
  readonly inFlight: number;
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
  const { queue, clock, log } = parts;
  let stopped = false;
  let woken = false;
  let rouse: () => void = () => undefined;
  /** Failed rounds in a row. While Temporal is away one event at a time finds out whether it is back. */
  let failures = 0;
  const ended = loop();

  return {
    wake() {
      woken = true;
      if (failures === 0) rouse();
    },
    async stop() {
      stopped = true;
      rouse();
      await ended;
    },
  };

  async function loop(): Promise<void> {
    for (;;) {
      woken = false;
      const more = await round();
      if (stopped) return;
      if (!more && !(woken && failures === 0))
        await rest(failures === 0 ? POLL_MS : Math.min(500 * 2 ** failures, 5_000));
    }
  }

  /** True where there may be more to do at once. */
  async function round(): Promise<boolean> {
    try {
      const now = clock();
      const most = failures > 0 ? 1 : BATCH;
      const claims = await queue.claim(now, new Date(now.getTime() + LEASE_MS), most);
      if (claims.length === 0) return false;

      const away = await handAll(claims);
      failures = away ? failures + 1 : 0;
      return !away;
    } catch (error) {
      failures += 1;
      log.warn({ err: error }, 'dispatch: the queue cannot be read');
      return false;
    }
  }

  /** True where Temporal could not be reached. */
  async function handAll(claims: readonly Claim[]): Promise<boolean> {
    const done: Handed[] = [];
    const attempts = new Map(claims.map(({ ref, attempts: count }) => [ref.id, count]));
    let away: string | undefined;
    const late: string[] = [];

    await inParallel(handingsOf(claims), parts.inFlight, async (handing) => {
      const ids = handing.events.map(({ id }) => id);
      if (away || stopped) {
        late.push(...ids);
        return;
      }
      try {
        const runId = await handOver(parts.client, handing);
        done.push(...ids.map((eventId) => ({ eventId, workflowId: handing.workflowId, runId })));
      } catch (error) {
        const { final, reason } = refusalOf(error);
        if (!final) {
          away = reason;
          late.push(...ids);
          return;
        }
        await refused(ids, reason, attempts.get(ids[0]!) ?? 1);
      }
    });

    const now = clock();
    if (done.length > 0) await queue.handed(done, now);
    if (late.length > 0)
      await queue.postpone(
        late,
        new Date(now.getTime() + 500 + Math.random() * 500),
        away ?? 'stopping',
      );
    if (away)
      log.warn({ reason: away, waiting: late.length }, 'dispatch: Temporal cannot be reached');

    return away !== undefined;
  }

  async function refused(ids: readonly string[], reason: string, attempts: number): Promise<void> {
    if (attempts < PATIENCE) {
      const delay = Math.min(1_000 * 2 ** attempts, 60_000) * (0.5 + Math.random() / 2);
      await queue.postpone(ids, new Date(clock().getTime() + delay), reason);
      return;
    }
    log.error({ reason, events: ids.length }, 'dispatch: refused for good');
    await parts.onDead(ids, reason);
  }

  function rest(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      rouse = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** Events of one subject go together; the order of the claims is kept. */
function handingsOf(claims: readonly Claim[]): Handing[] {
  const byRun = new Map<
    string,
    { workflowId: string; route: Handing['route']; events: Claim['ref'][] }
  >();
  for (const { ref } of claims) {
    const route = routeOf(ref.kind);
    // A kind of a newer version: its lease ends, and a newer process takes it.
    if (!route) continue;
    const workflowId = workflowIdOf(ref, route);
    const together = route.mode === 'follow' ? workflowId : ref.id;
    const handing = byRun.get(together);
    if (handing) handing.events.push(ref);
    else byRun.set(together, { workflowId, route, events: [ref] });
  }

  return [...byRun.values()];
}
