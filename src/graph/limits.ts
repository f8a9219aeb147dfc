import { setTimeout as sleepFor } from 'node:timers/promises';

import { GraphRateLimitError } from './errors';
import { type Headers, readUsage } from './usage';

/** Slows the calls for one asset down before Meta blocks it. */
export type Throttle = {
  /**
   * Waits for the asset's turn, at most a second: a sleeping activity holds a worker slot.
   *
   * @throws GraphRateLimitError when the turn is further away; it carries the wait.
   */
  pass(asset: string, signal?: AbortSignal): Promise<void>;
  /** Learns from the headers of an answer for the asset. */
  observe(asset: string, headers: Headers): void;
};

type Clock = {
  readonly now?: () => number;
  readonly sleep?: (ms: number, signal?: AbortSignal) => Promise<unknown>;
};

/** Times in milliseconds: of the next call, between calls, and of the end of Meta's block. */
type Turn = { at: number; readonly gap: number; readonly blockedUntil: number };

const SLOW_FROM_PERCENT = 95;
const LONGEST_SLEEP_MS = 1000;
const GAP_PER_PERCENT_MS = 200;

/** One throttle serves a process; other processes learn the same from the headers of their own answers. */
export function createThrottle({ now = Date.now, sleep = pause }: Clock = {}): Throttle {
  const turns = new Map<string, Turn>();

  return {
    async pass(asset, signal) {
      const turn = turns.get(asset);
      if (!turn) return;

      const wait = Math.max(turn.at - now(), 0);
      if (wait > LONGEST_SLEEP_MS) {
        throw new GraphRateLimitError({ type: 'throttled', retryAfterMs: wait });
      }
      // Taken before sleeping, so that calls at the same moment queue up one gap apart.
      turn.at = now() + wait + turn.gap;
      if (wait > 0) await sleep(wait, signal);
    },

    observe(asset, headers) {
      const { percent, blockedMs } = readUsage(headers);
      const gap = gapAt(percent);
      const time = now();
      // A block lasts as long as Meta said: answers still under way when it fell know nothing of it.
      const blockedUntil = Math.max(time + blockedMs, turns.get(asset)?.blockedUntil ?? 0);
      if (gap === 0 && blockedUntil <= time) {
        turns.delete(asset);
        return;
      }
      turns.set(asset, { at: Math.max(time + gap, blockedUntil), gap, blockedUntil });
    },
  };
}

/** 200 ms between calls at 95 %, a second from 99 % on. */
function gapAt(percent: number): number {
  if (percent < SLOW_FROM_PERCENT) return 0;
  const points = percent - SLOW_FROM_PERCENT + 1;
  return Math.min(points * GAP_PER_PERCENT_MS, LONGEST_SLEEP_MS);
}

async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  try {
    await sleepFor(ms, undefined, { signal });
  } catch (error) {
    signal?.throwIfAborted(); // the caller's own reason, not Node's AbortError
    throw error;
  }
}
