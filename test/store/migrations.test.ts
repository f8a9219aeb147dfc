import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

import { migrationNames, missingMigrations } from '../../src/store/migrate';
import { createPool } from '../../src/store/pool';
import type { Pool } from '../../src/store/pool';
import { createStoreWorld } from '../helpers/stores';
import type { StoreWorld } from '../helpers/stores';

const run = promisify(execFile);

/** In a process of its own, as the CLI does it: node-pg-migrate is ESM only, which fails in jest's module system. */
async function migrate(url: string): Promise<string[]> {
  const cli = resolve('dist/src/cli/index.js');
  const env = { PATH: process.env.PATH, DATABASE_URL: url };
  const { stdout } = await run(process.execPath, [cli, 'migrate', '--json'], { env });

  return (JSON.parse(stdout) as { applied: string[] }).applied;
}

describe('migrations', () => {
  let world: StoreWorld;
  let empty: Pool;
  let url: string;
  beforeAll(async () => {
    world = await createStoreWorld();
    url = `${world.url}_empty`;
    await world.db.query(`create database ${url.split('/').pop()}`);
    empty = createPool({ url, size: 2, waitMs: 5_000, statementMs: 10_000, name: 'test' });
  });
  afterAll(async () => {
    await empty.stop();
    await world.db.query(`drop database ${url.split('/').pop()} with (force)`);
    await world.drop();
  });

  it('are all there in a database that was migrated, and change nothing the second time', async () => {
    expect(await missingMigrations(world.db)).toEqual([]);

    expect(await migrate(world.url)).toEqual([]);
  });

  it('are made by one of two processes that begin at once, while the other waits', async () => {
    const applied = await Promise.all([migrate(url), migrate(url)]);

    expect(applied.toSorted((a, b) => a.length - b.length)).toEqual([[], migrationNames]);
    expect(await missingMigrations(empty)).toEqual([]);
  });

  it('are named where the database lacks them', async () => {
    const last = migrationNames.at(-1)!;
    await world.db.query('delete from migrations where name = $1', [last]);

    expect(await missingMigrations(world.db)).toEqual([last]);
  });

  it('hang only those tables on a contact that erasing somebody knows of', async () => {
    const { rows } = await world.db.query<{ name: string }>(
      `select table_name as name from information_schema.columns
       where table_schema = 'public' and column_name = 'contact_id' order by name`,
    );

    // A table that comes to hang on a person must be named in `erase`, or go with the contact.
    expect(rows.map(({ name }) => name)).toEqual(['contact_identities', 'conversations', 'leads']);
  });
});
