import type { EventKind } from '../domain/events';
import type { Detail } from '../domain/details';
import { EventErased, EventMissing } from '../domain/failures';
import { uuidTime } from '../domain/ids';
import type { Pool, Queryable } from './pool';

export interface EventSummary {
  readonly id: string;
  readonly object: string;
  readonly field: string;
  readonly kind: EventKind;
  readonly asset: string;
  readonly subject: string | null;
  readonly status: string;
  readonly workflowId: string | null;
  readonly runId: string | null;
  readonly error: string | null;
  readonly occurredAt: Date;
  readonly receivedAt: Date;
}

export interface EventFilter {
  readonly status?: string;
  readonly object?: string;
  readonly kind?: string;
  readonly asset?: string;
  readonly limit: number;
}

const SUMMARY = `id, object, field, kind, asset_id as asset, subject_hash as subject, status,
  workflow_id as "workflowId", run_id as "runId", error, occurred_at as "occurredAt", received_at as "receivedAt"`;

export type EventStore = ReturnType<typeof createEventStore>;

export const createEventStore = (db: Pool) => ({
  /** The personal part of an event. Throws EventErased where it has none, EventMissing where there is no such event. */
  async detail<K extends EventKind>(
    event: { id: string; kind: K },
    tx: Queryable = db,
  ): Promise<Detail<K>> {
    const { rows } = await tx.query<{ detail: Detail<K> | null }>(
      'select detail from events where id = $1',
      [event.id],
    );
    if (!rows[0]) throw new EventMissing('there is no such event');
    if (!rows[0].detail) throw new EventErased('nothing personal is left of this event');

    return rows[0].detail;
  },

  /** Newest first. */
  async list({ limit, ...filter }: EventFilter): Promise<EventSummary[]> {
    const { rows } = await db.query<EventSummary>(
      `select ${SUMMARY} from events
       where ($1::text is null or status = $1) and ($2::text is null or object = $2)
         and ($3::text is null or kind = $3) and ($4::text is null or asset_id = $4)
       order by id desc limit $5`,
      [
        filter.status ?? null,
        filter.object ?? null,
        filter.kind ?? null,
        filter.asset ?? null,
        limit,
      ],
    );

    return rows;
  },

  /** One event with everything that is stored of it; undefined where there is none. */
  async find(id: string): Promise<StoredEvent | undefined> {
    const { rows } = await db.query<StoredEvent>(
      `select ${SUMMARY}, delivery_id as "deliveryId", item, encode(dedupe_key, 'hex') as "dedupeKey", generation,
         data, detail, payload, dispatched_at as "dispatchedAt" from events where id = $1`,
      [id],
    );

    return rows[0];
  },

  /** The events of one delivery. Their ids were made in the same few ms, which spares an index. */
  async ofDelivery(deliveryId: string): Promise<EventSummary[]> {
    const [from, to] = aroundMs(uuidTime(deliveryId));
    const { rows } = await db.query<EventSummary>(
      `select ${SUMMARY} from events where id >= $1 and id < $2 and delivery_id = $3 order by id`,
      [from, to, deliveryId],
    );

    return rows;
  },

  async delivery(id: string): Promise<Record<string, unknown> | undefined> {
    const { rows } = await db.query<Record<string, unknown>>(
      `select id, encode(body_hash, 'hex') as "bodyHash", bytes, headers, app_id as "appId", object, items,
         received_at as "receivedAt", raw is not null as "rawKept", dead_reason as "deadReason"
       from deliveries where id = $1`,
      [id],
    );

    return rows[0];
  },

  async effects(
    scope: string,
  ): Promise<{ step: string; generation: number; result: unknown; at: Date }[]> {
    const { rows } = await db.query<{
      step: string;
      generation: number;
      result: unknown;
      at: Date;
    }>('select step, generation, result, at from effects where scope = $1 order by at', [scope]);

    return rows;
  },

  /** How many events stand in each status, of those received since. */
  async countByStatus(since: Date): Promise<Record<string, number>> {
    const { rows } = await db.query<{ status: string; count: number }>(
      `select status, count(*) as count from events where id >= tetrix_uuid_floor($1) group by status`,
      [since],
    );

    return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
  },
});

export interface StoredEvent extends EventSummary {
  readonly deliveryId: string;
  readonly item: number;
  readonly dedupeKey: string;
  readonly generation: number;
  readonly data: Record<string, unknown>;
  readonly detail: unknown;
  readonly payload: unknown;
  readonly dispatchedAt: Date | null;
}

/** The UUIDv7 range of one ms and the next: a counter may have run over. */
function aroundMs(ms: number): [string, string] {
  const floor = (at: number) => {
    const hex = at.toString(16).padStart(12, '0');
    return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
  };

  return [floor(ms), floor(ms + 2)];
}
