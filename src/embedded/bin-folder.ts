import { chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { noteChecksum, sha256Of } from './checksums';
import { removeLeftovers } from './leftovers';

const binFolder = (home: string): string => join(home, 'bin');

/** Where an executable of that version stands once it is fetched. */
export const binPath = (home: string, name: string, version: string): string =>
  join(binFolder(home), `${name}-${version}`);

/**
 * Lets `make` put an executable into a folder of its own and moves it to `target` in one step,
 * so that two processes may do the same at once and a killed one leaves no half file there.
 */
export async function installInto(
  home: string,
  target: string,
  make: (draft: string) => Promise<void>,
): Promise<void> {
  await mkdir(binFolder(home), { recursive: true });
  await removeLeftovers(binFolder(home), /^\.fetch-/);
  const folder = await mkdtemp(join(binFolder(home), '.fetch-'));
  try {
    const draft = join(folder, basename(target));
    await make(draft);
    await chmod(draft, 0o755);
    await noteChecksum(target, await sha256Of(draft));
    await rename(draft, target);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
