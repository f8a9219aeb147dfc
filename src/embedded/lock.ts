import { link, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { besides, writeWhole } from './files';
import { isRunning, type ProcessRef, self } from './processes';

const FREE: ProcessRef = { pid: 0, started: 'released' };

/**
 * Makes this process the only user of a home, until `release` or its death.
 * @throws when another process holds the home; the message names it
 */
export async function lockHome(home: string): Promise<{ release: () => Promise<void> }> {
  const folder = join(home, 'run');
  await mkdir(folder, { recursive: true });

  for (;;) {
    const newest = Math.max(0, ...(await generations(folder)));
    await refuseIfHeld(home, lockFile(folder, newest));
    const mine = newest + 1;
    if (await claim(lockFile(folder, mine))) {
      const others = (await generations(folder)).filter((generation) => generation !== mine);
      if (others.every((generation) => generation < mine)) {
        for (const old of others) await rm(lockFile(folder, old), { force: true });
        return { release: () => writeWhole(lockFile(folder, mine), JSON.stringify(FREE)) };
      }
      await rm(lockFile(folder, mine), { force: true }); // we looked too long ago: look again
    }
  }
}

/**
 * Locks are numbered and the highest counts. A stale one is not removed but outnumbered, which only
 * one process can do; removing it would, now and then, remove the lock of one who was faster.
 */
const lockFile = (folder: string, generation: number): string =>
  join(folder, `lock-${generation}.json`);

async function generations(folder: string): Promise<number[]> {
  const names = await readdir(folder);
  return names.flatMap((name) => /^lock-(\d+)\.json$/.exec(name)?.slice(1).map(Number) ?? []);
}

/** Link, not write: the file appears with its content or not at all. */
async function claim(path: string): Promise<boolean> {
  const draft = besides(path);
  await writeFile(draft, JSON.stringify(self()), { mode: 0o600 });
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

async function refuseIfHeld(home: string, path: string): Promise<void> {
  const holder = await readFile(path, 'utf8').then(parse, () => undefined);
  if (!holder || !isRunning(holder)) return;
  throw new Error(
    `${home} is in use by process ${holder.pid}. ` +
      'Stop that process first, or set TETRIX_HOME to another folder.',
  );
}

function parse(text: string): ProcessRef | undefined {
  try {
    return JSON.parse(text) as ProcessRef;
  } catch {
    return undefined;
  }
}
