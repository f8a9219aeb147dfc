import type { Clock } from '../domain/clock';
import type { Pool } from './pool';

export interface ParkedRun {
  readonly workflowId: string;
  readonly runId: string;
  readonly workflow: string;
  readonly eventId: string | null;
  readonly asset: string;
  readonly step: string;
  readonly reason: string;
}

export type ParkingStore = ReturnType<typeof createParkingStore>;

export const createParkingStore = (db: Pool, clock: Clock) => ({
  /**
   * Notes that a run waits. Returns the asset's credential version, and when it last changed (ms since the
   * epoch): a token that came between the failure and this row must not be missed.
   */
  async park(run: ParkedRun): Promise<{ version: number; changedAt: number | null }> {
    const { rows } = await db.query<{ version: number; changed: Date | null }>(
      `with asset as (
         select coalesce(max(credential_version), 0) as version, max(credential_changed_at) as changed from assets where id = $5
       ), event as (
         update events set status = 'parked', error = $7 where id = $3 and status <> 'parked'
       ), row as (
         insert into parked_runs (workflow_id, run_id, event_id, workflow, asset_id, step, reason, credential_version, parked_at)
         select $1, $2, $3, $4, $5, $6, $7, version, $8 from asset
         on conflict (workflow_id) do update set run_id = excluded.run_id, step = excluded.step, reason = excluded.reason,
           credential_version = excluded.credential_version
       )
       select version, changed from asset`,
      [
        run.workflowId,
        run.runId,
        run.eventId,
        run.workflow,
        run.asset,
        run.step,
        run.reason,
        clock(),
      ],
    );
    const { version, changed } = rows[0]!;

    return { version, changedAt: changed?.getTime() ?? null };
  },

  /** The run goes on (or ends, where it was discarded). */
  async unpark(run: {
    workflowId: string;
    eventId: string | null;
    discarded: string | null;
  }): Promise<void> {
    await db.query(
      `with gone as (delete from parked_runs where workflow_id = $1)
       update events set error = $3::text, status = case
         when $3::text is not null then 'ignored'
         when exists (select from effects where scope = $2::uuid::text) then 'done'
         else 'dispatched' end
       where id = $2::uuid and (status = 'parked' or ($3::text is not null and status in ('pending', 'dispatched')))`,
      [run.workflowId, run.eventId, run.discarded],
    );
  },

  /** Runs parked before their asset got a newer token. */
  async wakeable(most: number): Promise<{ workflowId: string; runId: string }[]> {
    const { rows } = await db.query<{ workflowId: string; runId: string }>(
      `select p.workflow_id as "workflowId", p.run_id as "runId" from parked_runs p join assets a on a.id = p.asset_id
       where a.credential_version > p.credential_version order by p.parked_at limit $1`,
      [most],
    );

    return rows;
  },

  /** Runs that nobody has looked at since `before`; they count as looked at now. */
  async lookAt(
    before: Date,
    now: Date,
    most: number,
  ): Promise<{ workflowId: string; runId: string; eventId: string | null }[]> {
    const { rows } = await db.query<{ workflowId: string; runId: string; eventId: string | null }>(
      `update parked_runs set looked_at = $2 where workflow_id in (
         select workflow_id from parked_runs where coalesce(looked_at, parked_at) < $1
         order by parked_at limit $3 for update skip locked)
       returning workflow_id as "workflowId", run_id as "runId", event_id as "eventId"`,
      [before, now, most],
    );

    return rows;
  },

  /** Longest waiting first. */
  async list(limit: number): Promise<(ParkedRun & { parkedAt: Date })[]> {
    const { rows } = await db.query<ParkedRun & { parkedAt: Date }>(
      `select workflow_id as "workflowId", run_id as "runId", workflow, event_id as "eventId", asset_id as asset, step, reason,
         parked_at as "parkedAt" from parked_runs order by parked_at limit $1`,
      [limit],
    );

    return rows;
  },
});
