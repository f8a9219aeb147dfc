import { Client } from 'pg';

/** Holds up every write to a table, in the middle of whatever transaction it is in, until released. */
export async function holdUp(url: string, table: string): Promise<() => Promise<void>> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query('begin');
  await client.query(`lock table ${table} in exclusive mode`);

  return () => client.end();
}
