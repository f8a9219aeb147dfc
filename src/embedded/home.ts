import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';

import type { Progress } from './files';
import { lockHome } from './lock';
import { endOrphans } from './orphans';
import { assertPortFree } from './ports';

export type HomeOptions = {
  readonly home: string;
  /** What is going to be opened, by the variable that sets it: `{ TEMPORAL_PORT: 7233 }`. */
  readonly ports: Readonly<Record<string, number>>;
  readonly progress: Progress;
};

/**
 * What has to be settled before any server starts, in the one order that works: the lock, then what a
 * killed run left behind (it holds our ports), then the ports.
 * @throws when another process uses the home, or a port is taken
 */
export async function openHome(options: HomeOptions): Promise<{ release: () => Promise<void> }> {
  const home = resolve(options.home);
  // Others may pass through, not look: PostgreSQL's user has to, where we are root. Secrets are files of mode 600.
  await mkdir(home, { recursive: true, mode: 0o711 });
  const lock = await lockHome(home);
  try {
    await endOrphans(home, options.progress);
    for (const [variable, port] of Object.entries(options.ports)) {
      await assertPortFree(port, variable);
    }
    return lock;
  } catch (error) {
    await lock.release();
    throw error;
  }
}
