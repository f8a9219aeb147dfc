import type { Pool } from '../../src/store/pool';
import { eventually } from './tetrix';
import type { World } from './tetrix';

/** How many events stand in each status. */
export async function statuses(db: Pool): Promise<Record<string, number>> {
  const { rows } = await db.query<{ status: string; events: number }>(
    'select status, count(*) as events from events group by status',
  );

  return Object.fromEntries(rows.map(({ status, events }) => [status, events]));
}

/** Waits until no event is under way any more; how they stand then. Throws, with how they stand, after `ms`. */
export function drained(db: Pool, ms: number): Promise<Record<string, number>> {
  return eventually(async () => {
    const found = await statuses(db);
    if (found.pending || found.dispatched) throw new Error(`under way: ${JSON.stringify(found)}`);

    return found;
  }, ms);
}

/** The one number that a query answers. */
export async function count(db: Pool, from: string, values: readonly unknown[] = []) {
  const { rows } = await db.query<{ count: number }>(
    `select count(*) as count from ${from}`,
    values,
  );

  return rows[0]!.count;
}

/** How many runs events have had; the daily ones of a schedule are nobody's. */
export async function runsOf({ client }: World): Promise<number> {
  return (await client.workflow.count(`WorkflowType != 'catalogReconcile'`)).count;
}
