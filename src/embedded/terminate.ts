import { setTimeout as sleep } from 'node:timers/promises';

import { descendantsOf, isRunning, type ProcessRef } from './processes';

/** How a process wants to be ended: a signal that it obeys in time, or SIGKILL after `within` ms. */
export type Manner = { readonly signal: NodeJS.Signals; readonly within: number };

const KILL_WITHIN = 2_000;

/**
 * Ends a process that leads a group of its own: politely, then the whole group by force.
 * @throws when it belongs to another user, or outlives SIGKILL
 */
export async function terminate(target: ProcessRef, { signal, within }: Manner): Promise<void> {
  if (!isRunning(target)) return;
  send(target.pid, signal);
  if (await gone(target, within)) return;

  const below = descendantsOf(target.pid);
  send(-target.pid, 'SIGKILL');
  for (const pid of below) send(pid, 'SIGKILL');
  if (await gone(target, KILL_WITHIN)) return;
  throw new Error(`Process ${target.pid} does not end, not even by SIGKILL.`);
}

async function gone(target: ProcessRef, within: number): Promise<boolean> {
  const step = process.platform === 'linux' ? 20 : 200; // elsewhere every look starts a `ps`
  for (const end = Date.now() + within; Date.now() < end; await sleep(step)) {
    if (!isRunning(target)) return true;
  }
  return !isRunning(target);
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ESRCH') return;
    if (code !== 'EPERM') throw error;
    throw new Error(`Process ${Math.abs(pid)} belongs to another user. End it as that user.`, {
      cause: error,
    });
  }
}
