import type { Pool } from '../../src/store/pool';
import { count } from './progress';
import type { Outcome } from './traffic';

/** What some traffic came to. */
export async function outcomeOf(db: Pool): Promise<Outcome & { seen: number; effects: number }> {
  const { rows } = await db.query<{ seen: number }>(
    `select coalesce(sum(seen), 0)::int as seen from field_drift`,
  );

  return {
    events: await count(db, `events where status = 'done'`),
    messages: await count(db, 'messages'),
    audited: await count(db, 'audit_log'),
    comments: await count(db, 'comments'),
    unread: await count(db, 'unrecognised_items'),
    seen: rows[0]!.seen,
    effects: await count(db, `effects where step not like 'notice:%'`),
  };
}

/** What it must have come to: every event done, and its effects had once. */
export const once = (outcome: Outcome) => ({
  ...outcome,
  seen: outcome.unread,
  effects: outcome.events,
});
