import type { EventRef } from '../domain/events';
import type { Transaction } from './pool';

/** A campaign, ad set or ad as Graph tells it; budgets in minor units of the account's currency. */
export interface AdObjectRow {
  readonly id: string;
  readonly type: string;
  readonly name: string | null;
  readonly status: string | null;
  readonly effectiveStatus: string | null;
  readonly dailyBudget: number | null;
  readonly lifetimeBudget: number | null;
  readonly bidStrategy: string | null;
  /** Before it was asked for. */
  readonly readAt: Date;
}

export type AdObjectStore = ReturnType<typeof createAdObjectStore>;

export const createAdObjectStore = () => ({
  /**
   * Writes the object as it is, and the change with the object as it was before. Of two readings that
   * overtake each other the later one stays.
   */
  async change(tx: Transaction, event: EventRef, now: AdObjectRow): Promise<void> {
    await tx.query(
      `with was as (
         select jsonb_build_object('status', status, 'effectiveStatus', effective_status, 'dailyBudget', daily_budget_minor,
           'lifetimeBudget', lifetime_budget_minor, 'bidStrategy', bid_strategy) as row
         from ad_objects where asset_id = $2 and object_id = $3 for update
       ), written as (
         insert into ad_objects (asset_id, object_type, object_id, name, status, effective_status, daily_budget_minor,
           lifetime_budget_minor, bid_strategy, read_at)
         values ($2, $4, $3, $8, $9, $10, $11, $12, $13, $14)
         on conflict (asset_id, object_id) do update set object_type = excluded.object_type, name = excluded.name,
           status = excluded.status, effective_status = excluded.effective_status,
           daily_budget_minor = excluded.daily_budget_minor, lifetime_budget_minor = excluded.lifetime_budget_minor,
           bid_strategy = excluded.bid_strategy, read_at = excluded.read_at
         where ad_objects.read_at <= excluded.read_at
       )
       insert into ad_changes (event_id, asset_id, kind, object_type, object_id, facts, at, before, after)
       values ($1, $2, $5, $4, $3, $6, $7, (select row from was), $15)
       on conflict (event_id) do nothing`,
      [
        event.id,
        event.asset,
        now.id,
        now.type,
        event.kind,
        JSON.stringify(event.data),
        event.occurredAt,
        now.name,
        now.status,
        now.effectiveStatus,
        now.dailyBudget,
        now.lifetimeBudget,
        now.bidStrategy,
        now.readAt,
        JSON.stringify({
          status: now.status,
          effectiveStatus: now.effectiveStatus,
          dailyBudget: now.dailyBudget,
          lifetimeBudget: now.lifetimeBudget,
          bidStrategy: now.bidStrategy,
        }),
      ],
    );
  },
});
