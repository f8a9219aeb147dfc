import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import type { Pool } from './pool';
import { projectRoot } from './project-root';

const dir = join(projectRoot, 'src/store/migrations');

/** The migrations that this version of Tetrix needs, by name, in order. */
export const migrationNames: readonly string[] = readdirSync(dir)
  .filter((file) => file.endsWith('.sql'))
  .sort()
  .map((file) => file.replace(/\.sql$/, ''));

/**
 * Brings the database to the newest schema; does nothing where it is. Several processes may call it at
 * once: an advisory lock lets one work and the others wait. Needs a direct connection (no PgBouncer in
 * transaction mode). Throws what PostgreSQL refuses.
 */
export async function migrate(url: string, log: (line: string) => void): Promise<string[]> {
  // ESM only, so it is loaded when it is needed.
  const { runner } = await import('node-pg-migrate');
  const done = await runner({
    databaseUrl: url,
    dir,
    direction: 'up',
    migrationsTable: 'migrations',
    advisoryLockMode: 'wait',
    log,
    verbose: false,
  });

  return done.map(({ name }) => name);
}

/** The migrations that the database still lacks. */
export async function missingMigrations(db: Pool): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>('select name from migrations');
  const applied = new Set(rows.map(({ name }) => name));

  return migrationNames.filter((name) => !applied.has(name));
}
