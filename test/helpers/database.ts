import { randomBytes } from 'node:crypto';

import { Client } from 'pg';

import { createPool } from '../../src/store/pool';
import type { Pool } from '../../src/store/pool';

export interface TestDatabase {
  readonly url: string;
  readonly db: Pool;
  drop(): Promise<void>;
}

/** A database of its own for one test file: a copy of the migrated template, on the real PostgreSQL. */
export async function freshDatabase(): Promise<TestDatabase> {
  const server = process.env.TEST_DATABASE_URL!;
  const name = `test_${randomBytes(6).toString('hex')}`;
  await administer(server, `create database ${name} template template_tetrix`);
  const url = server.replace(/[^/]*$/, name);
  const db = createPool({ url, size: 10, waitMs: 5_000, statementMs: 10_000, name: 'tetrix test' });

  return {
    url,
    db,
    async drop() {
      await db.stop();
      await administer(server, `drop database ${name} with (force)`);
    },
  };
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
