import type { Pool } from './pool';

export interface DeliveryRow {
  readonly id: string;
  readonly bodyHash: Buffer;
  readonly bytes: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly appId: string;
  readonly object: string;
  readonly items: number;
  readonly receivedAt: string;
  readonly raw: Buffer | null;
  readonly deadReason: string | null;
}

/** One event to be accepted; the member names are those of the SQL below. */
export interface EventRow {
  readonly id: string;
  /** 32 hex digits. */
  readonly key: string;
  readonly item: number;
  readonly object: string;
  readonly field: string;
  readonly kind: string;
  readonly asset: string;
  readonly subject: string | null;
  readonly at: string;
  readonly data: unknown;
  readonly detail: unknown;
  readonly payload: unknown;
  readonly priority: number;
  /** A `dead` one is kept and shown, but has no run. */
  readonly status: 'pending' | 'dead';
}

export type InboxStore = ReturnType<typeof createInboxStore>;

export const createInboxStore = (db: Pool) => ({
  /**
   * Keys, events, queue and delivery in one statement, so in one transaction and one round trip. Keys go
   * in sorted: two re-batched copies of one delivery would deadlock otherwise. A key that is there
   * already, or being committed by somebody else, is a duplicate and leaves nothing behind.
   * Returns how many of `rows` were new.
   */
  async accept(delivery: DeliveryRow, rows: readonly EventRow[]): Promise<number> {
    const { rows: counted } = await db.query<{ fresh: number }>(
      `with sent as (
         select * from json_to_recordset($1::json) as x(
           id uuid, key text, item int, object text, field text, kind text, asset text, subject text,
           at timestamptz, data jsonb, detail jsonb, payload json, priority smallint, status text)
       ), keys as (
         insert into event_keys (dedupe_key, event_id, seen_at)
         select decode(key, 'hex'), id, $9 from sent order by key
         on conflict (dedupe_key) do nothing
         returning event_id
       ), fresh as (
         select sent.* from sent join keys on keys.event_id = sent.id
       ), stored as (
         insert into events (id, dedupe_key, delivery_id, item, object, field, kind, asset_id, subject_hash,
                             occurred_at, received_at, data, detail, payload, status)
         select id, decode(key, 'hex'), $2, item, object, field, kind, asset, subject, at, $9, data, detail, payload, status
         from fresh
       ), queued as (
         insert into dispatch_queue (event_id, priority, next_at, enqueued_at)
         select id, priority, $9, $9 from fresh where status = 'pending'
       ), kept as (
         insert into deliveries (id, body_hash, bytes, headers, app_id, object, items, received_at, raw, dead_reason)
         values ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (id) do nothing
       )
       select count(*) as fresh from fresh`,
      [
        JSON.stringify(rows),
        delivery.id,
        delivery.bodyHash,
        delivery.bytes,
        JSON.stringify(delivery.headers),
        delivery.appId,
        delivery.object,
        delivery.items,
        delivery.receivedAt,
        delivery.raw,
        delivery.deadReason,
      ],
    );

    return counted[0]!.fresh;
  },
});
