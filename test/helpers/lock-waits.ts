import { setTimeout as sleep } from 'node:timers/promises';

import type { Pool } from '../../src/store/pool';
import { numberOf } from './stores';

/** Resolves once somebody in this database waits for a lock: what a race needs to be no matter of luck. */
export async function untilSomebodyWaits(db: Pool): Promise<void> {
  for (let look = 0; look < 200; look += 1) {
    const waiting = await numberOf(
      db,
      `select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if (waiting > 0) return;
    await sleep(25);
  }
  throw new Error('nobody waits for a lock');
}
