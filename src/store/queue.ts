import type { EventRef } from '../domain/events';
import type { Pool } from './pool';

/** An event to be handed to Temporal, leased to the process that claimed it. */
export interface Claim {
  readonly ref: EventRef;
  readonly attempts: number;
}

export interface Handed {
  readonly eventId: string;
  readonly workflowId: string;
  readonly runId: string;
}

/** A run that was started or signalled long ago; `runId` is `''` where it was there before. */
export interface Silent {
  readonly ref: EventRef;
  readonly workflowId: string;
  readonly runId: string;
}

interface ClaimRow {
  id: string;
  object: string;
  field: string;
  kind: EventRef['kind'];
  asset_id: string;
  subject_hash: string | null;
  occurred_at: Date;
  generation: number;
  data: EventRef['data'];
  attempts: number;
}

export type QueueStore = ReturnType<typeof createQueueStore>;

export const createQueueStore = (db: Pool) => ({
  /** Leases the most urgent rows that are due until `leaseUntil`. Others skip them; nobody waits. */
  async claim(now: Date, leaseUntil: Date, most: number): Promise<Claim[]> {
    const { rows } = await db.query<ClaimRow>(
      `with due as (
         select event_id from dispatch_queue
         where next_at <= $1 and (leased_until is null or leased_until < $1)
         order by priority, next_at limit $3 for update skip locked
       ), leased as (
         update dispatch_queue q set leased_until = $2, attempts = q.attempts + 1
         from due where q.event_id = due.event_id returning q.event_id, q.attempts, q.priority
       )
       select e.id, e.object, e.field, e.kind, e.asset_id, e.subject_hash, e.occurred_at, e.generation, e.data, l.attempts
       from leased l join events e on e.id = l.event_id order by l.priority, e.id`,
      [now, leaseUntil, most],
    );

    return rows.map((row) => ({ attempts: row.attempts, ref: refOf(row) }));
  },

  /** Temporal has them: out of the queue, and `dispatched` unless a run was quicker to say `done`. */
  async handed(done: readonly Handed[], now: Date): Promise<void> {
    await db.query(
      `with handed as (
         select * from json_to_recordset($1::json) as x("eventId" uuid, "workflowId" text, "runId" text)
       ), gone as (
         delete from dispatch_queue where event_id in (select "eventId" from handed)
       )
       update events e set workflow_id = h."workflowId", run_id = h."runId", dispatched_at = $2,
         status = case when e.status = 'pending' then 'dispatched' else e.status end
       from handed h where e.id = h."eventId"`,
      [JSON.stringify(done), now],
    );
  },

  /** The hand-over failed; again at `nextAt`. `error` names a class, never what was in the event. */
  async postpone(eventIds: readonly string[], nextAt: Date, error: string): Promise<void> {
    await db.query(
      `update dispatch_queue set leased_until = null, next_at = $2, error = $3 where event_id = any($1::uuid[])`,
      [eventIds, nextAt, error],
    );
  },

  /** Temporal refused this very event, while it takes others. Returns how often it has by now. */
  async refuse(eventId: string, nextAt: Date, error: string): Promise<number> {
    const { rows } = await db.query<{ refusals: number }>(
      `update dispatch_queue set leased_until = null, next_at = $2, error = $3, refusals = refusals + 1
       where event_id = $1 returning refusals`,
      [eventId, nextAt, error],
    );

    return rows[0]?.refusals ?? 0;
  },

  /**
   * Never to be handed over. Stored still, shown by `tetrix events --status dead`. One whose run was done
   * (or parked) while somebody decided this is left alone.
   */
  async bury(eventIds: readonly string[], reason: string): Promise<void> {
    await db.query(
      `with gone as (delete from dispatch_queue where event_id = any($1::uuid[]))
       update events set status = 'dead', error = $2
       where id = any($1::uuid[]) and status in ('pending', 'dispatched')`,
      [eventIds, reason],
    );
  },

  /** Events that Temporal took before `before` and that nothing has come of yet. */
  async silent(before: Date, most: number): Promise<Silent[]> {
    const { rows } = await db.query<ClaimRow & { workflow_id: string; run_id: string }>(
      `select id, object, field, kind, asset_id, subject_hash, occurred_at, generation, data, workflow_id, run_id
       from events where status = 'dispatched' and dispatched_at < $1 order by dispatched_at limit $2`,
      [before, most],
    );

    return rows.map((row) => ({
      ref: refOf(row),
      workflowId: row.workflow_id,
      runId: row.run_id,
    }));
  },

  /** Looked at just now: the sweeper leaves them alone until the same time has passed again. */
  async touch(eventIds: readonly string[], now: Date): Promise<void> {
    await db.query(
      `update events set dispatched_at = $2 where id = any($1::uuid[]) and status = 'dispatched'`,
      [eventIds, now],
    );
  },

  /**
   * Back into the queue, to be handed over again; not where an effect came of it meanwhile, nor a body that
   * could not be read. Returns how many went.
   */
  async requeue(events: readonly { id: string; priority: number }[], now: Date): Promise<number> {
    const { rowCount } = await db.query(
      `with wanted as (
         select * from json_to_recordset($1::json) as x(id uuid, priority smallint)
       ), again as (
         update events e set status = 'pending', error = null from wanted w
         where e.id = w.id and e.status in ('dispatched', 'parked', 'dead') and e.field <> 'body' returning e.id, w.priority
       )
       insert into dispatch_queue (event_id, priority, next_at, enqueued_at)
       select id, priority, $2, $2 from again on conflict (event_id) do nothing`,
      [JSON.stringify(events), now],
    );

    return rowCount ?? 0;
  },

  /** How much waits, and since when the oldest does. */
  async depth(): Promise<{ waiting: number; oldest: Date | null }> {
    const { rows } = await db.query<{ waiting: number; oldest: Date | null }>(
      `select count(*) as waiting, min(enqueued_at) as oldest from dispatch_queue`,
    );

    return rows[0]!;
  },
});

function refOf(row: ClaimRow): EventRef {
  return {
    id: row.id,
    object: row.object,
    field: row.field,
    kind: row.kind,
    asset: row.asset_id,
    subject: row.subject_hash,
    occurredAt: row.occurred_at.toISOString(),
    generation: row.generation,
    data: row.data,
  };
}
