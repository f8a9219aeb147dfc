import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';

import type { User } from './child';
import { type Progress, reason, writeWhole } from './files';
import { addLinks, copyNative, copyOf, findNative, probeNative } from './postgres-native';
import { postgresUser } from './postgres-user';

export type Place = {
  readonly native: string;
  readonly major: number;
  /** May not be there yet. */
  readonly data: string;
  readonly user?: User;
};

/** Which programs to run, as whom, on which data folder. Moves what the user could not reach. */
export async function choosePlace(home: string, progress: Progress): Promise<Place> {
  const base = await chooseBase(home, progress);
  const data = join(base, 'data');
  const user = postgresUser(data);
  const found = findNative();

  const whyNot = await addLinks(found).catch(reason);
  const { major, problem } = probeNative(found, user);
  if (!whyNot && major) return { native: found, major, data, user };

  if (!existsSync(copyOf(found, base))) {
    progress(
      `Copying PostgreSQL to ${base}, since it cannot run from its package (${whyNot ?? problem})`,
    );
  }
  const native = await copyNative(found, base);
  const copy = probeNative(native, user);
  if (copy.major) return { native, major: copy.major, data, user };
  throw new Error(
    `PostgreSQL does not run on this machine: ${copy.problem}. Set DATABASE_URL to one that does.`,
  );
}

/**
 * The folder around the data: `<home>/postgres`, or one under /var/lib where we are root and the
 * home lies where PostgreSQL's user may not go. The home remembers the latter in a file.
 */
async function chooseBase(home: string, progress: Progress): Promise<string> {
  const inside = join(home, 'postgres');
  await mkdir(inside, { recursive: true, mode: 0o755 });
  const note = join(inside, 'location');
  const noted = await readFile(note, 'utf8').catch(() => '');
  if (noted) return noted.trim();

  const user = postgresUser(join(inside, 'data'));
  if (!user || canEnter(inside, user)) return inside;
  if (existsSync(join(inside, 'data'))) {
    throw new Error(
      `The user with id ${user.uid}, whose data is in ${inside}, can no longer get there. ` +
        'Give others permission to enter the folders above it (chmod o+x).',
    );
  }

  const outside = join(
    '/var/lib/tetrix',
    createHash('sha256').update(home).digest('hex').slice(0, 12),
  );
  await putAside(join(outside, 'data'), progress);
  await mkdir(outside, { recursive: true, mode: 0o755 });
  await writeWhole(note, `${outside}\n`);
  progress(
    `PostgreSQL may not run as root, and its user cannot enter ${home}: its data is in ${outside}`,
  );
  return outside;
}

/** Data of an earlier home of the same name, since deleted: its password is lost, and it is not ours to delete. */
async function putAside(data: string, progress: Progress): Promise<void> {
  if (!existsSync(data)) return;
  const aside = `${data}-until-${new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14)}`;
  await rename(data, aside);
  progress(`The data of an earlier ${data} was put aside as ${aside}`);
}

/** Asks the system, which knows of access lists and mount options, instead of working it out from modes. */
function canEnter(folder: string, user: User): boolean {
  const args = ['-c', 'cd "$1"', 'sh', folder];
  return spawnSync('/bin/sh', args, { ...user, cwd: '/', stdio: 'ignore' }).status === 0;
}
