import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { commandOf, processesIn, startOf } from './processes';
import { type Manner, terminate } from './terminate';

/** PostgreSQL rolls back what is under way and writes a checkpoint. */
export const FAST_SHUTDOWN: Manner = { signal: 'SIGINT', within: 4_000 };
const BACKEND: Manner = { signal: 'SIGQUIT', within: 1_000 };

/** `postmaster.pid`: line 1 is the process, line 8 its state. It is what `pg_ctl --wait` looks at. */
async function readPidFile(data: string): Promise<{ pid: number; state: string } | undefined> {
  const text = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n');
  return text ? { pid: Number(lines[0]), state: lines[7]?.trim() ?? '' } : undefined;
}

/** Whether the server that this process is takes connections. */
export async function isReady(data: string, pid: number): Promise<boolean> {
  const file = await readPidFile(data);
  return file?.pid === pid && file.state === 'ready';
}

/**
 * Sees to a server that died or was forgotten without our record of it. PostgreSQL itself copes with
 * a pid that is gone, but refuses to start when a stranger has it by now, or while a backend of the
 * dead server still computes: an endless query goes on for ever.
 */
export async function clearStaleServer(data: string): Promise<void> {
  const file = await readPidFile(data);
  if (!file) return;

  const started = startOf(file.pid);
  const ours = commandOf(file.pid)?.includes(data);
  if (started && ours) await terminate({ pid: file.pid, started }, FAST_SHUTDOWN);
  if (started && !ours) await rm(join(data, 'postmaster.pid'));

  for (const pid of processesIn(data)) {
    const life = { pid, started: startOf(pid) ?? '' };
    if (commandOf(pid)?.startsWith('postgres: ')) await terminate(life, BACKEND);
  }
}
