import type { Clock } from '../domain/clock';
import type { EventRef } from '../domain/events';
import type { Pool, Transaction } from './pool';

export interface Drift {
  readonly object: string;
  readonly field: string;
  readonly reason: string;
  readonly seen: number;
  readonly lastSeenAt: Date;
}

export type DriftStore = ReturnType<typeof createDriftStore>;

export const createDriftStore = (db: Pool, clock: Clock) => ({
  /** Counts an item that nothing reads. True the first time that its object, field and reason are seen. */
  async count(tx: Transaction, event: EventRef<'unrecognised'>, sample: unknown): Promise<boolean> {
    const { reason } = event.data;
    const { rowCount } = await tx.query(
      `insert into unrecognised_items (event_id, object, field, asset_id, reason, at)
       values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
      [event.id, event.object, event.field, event.asset, reason, event.occurredAt],
    );
    // A replay of what was counted.
    if (rowCount === 0) return false;

    const { rows } = await tx.query<{ seen: number }>(
      `insert into field_drift as d (object, field, reason, seen, first_seen_at, last_seen_at, sample)
       values ($1, $2, $3, 1, $4, $4, $5)
       on conflict (object, field, reason) do update set seen = d.seen + 1, last_seen_at = excluded.last_seen_at
       returning seen`,
      [event.object, event.field, reason, clock(), JSON.stringify(sample)],
    );

    return rows[0]!.seen === 1;
  },

  async list(): Promise<Drift[]> {
    const { rows } = await db.query<Drift>(
      `select object, field, reason, seen, last_seen_at as "lastSeenAt" from field_drift order by seen desc, object, field limit 200`,
    );

    return rows;
  },
});
