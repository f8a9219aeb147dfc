import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Clock } from '../domain/clock';
import { boundedId, dedupeKey, keyedHash, uuidv7 } from '../domain/ids';
import { priorityOf } from '../domain/priority';
import type { ReadDelivery, ReadEvent } from '../meta/read';
import type { EventRow, InboxStore } from '../store/inbox';

export interface InboxParts {
  readonly store: InboxStore;
  /** `TETRIX_ID_KEY`. */
  readonly idKey: string;
  readonly clock: Clock;
  /** Called after each commit that brought something new. */
  readonly wake: () => void;
}

/** A signed body, what was read from it, and who signed it. */
export interface Delivery {
  readonly raw: Buffer;
  readonly headers: Readonly<Record<string, string>>;
  readonly app: string;
  readonly read: ReadDelivery;
  /** Keep the raw body beside the events; it is always kept where it could not be read whole. */
  readonly keepRaw: boolean;
}

export interface Accepted {
  readonly deliveryId: string;
  readonly items: number;
  readonly fresh: number;
  readonly duplicate: number;
  readonly unrecognised: number;
}

export type Inbox = ReturnType<typeof createInbox>;

/** Rows of one statement. Meta batches up to 1000 changes (META 1.3). */
const MOST_ROWS = 5_000;
/** A search attribute of Temporal's SQL visibility holds 255 characters. */
const LONGEST_NAME = 200;
const RETRYABLE = new Set(['40P01', '40001']);

/** The one way in: what it returns for is committed, and will have its run. */
export const createInbox = ({ store, idKey, clock, wake }: InboxParts) => ({
  /** Commits a delivery and its events. Throws where that was not possible; nothing is stored then. */
  async accept(delivery: Delivery): Promise<Accepted> {
    const now = clock();
    const { read, raw } = delivery;
    const id = uuidv7(now);
    const bodyHash = createHash('sha256').update(raw).digest();
    const rows = read.dead
      ? [deadRow(read.dead, bodyHash.toString('hex'), now)]
      : read.events.map((event) => eventRow(event, now, idKey));
    const unrecognised = rows.filter(({ kind }) => kind === 'unrecognised').length;
    const row = {
      id,
      bodyHash,
      bytes: raw.length,
      headers: delivery.headers,
      appId: delivery.app,
      object: read.object,
      items: read.items,
      receivedAt: now.toISOString(),
      raw: read.dead || delivery.keepRaw ? raw : null,
      deadReason: read.dead ?? null,
    };

    let fresh = 0;
    // One statement for anything that Meta sends; what is far larger goes in parts, which its keys make safe.
    for (let start = 0; start === 0 || start < rows.length; start += MOST_ROWS) {
      const part = rows.slice(start, start + MOST_ROWS);
      fresh += await withRetry(() => store.accept(row, part));
    }
    if (fresh > 0) wake();

    return {
      deliveryId: id,
      items: read.items,
      fresh,
      duplicate: rows.length - fresh,
      unrecognised,
    };
  },
});

/** One event as the inbox stores it, with its identity for ever. */
export function eventRow(
  { object, field, item, event, payload }: ReadEvent,
  now: Date,
  idKey: string,
): EventRow {
  const { kind, key, asset, subject, occurredAt, data, detail } = event;

  return {
    id: uuidv7(now),
    key: dedupeKey({ object, kind, asset, key }),
    item,
    object: boundedId(object, LONGEST_NAME),
    field: boundedId(field, LONGEST_NAME),
    kind,
    asset: boundedId(asset, LONGEST_NAME),
    subject: subject === undefined ? null : keyedHash(idKey, subject),
    at: occurredAt,
    data,
    detail: detail ?? null,
    payload: payload ?? null,
    priority: priorityOf(kind),
    status: 'pending',
  };
}

/** Stands for a body that cannot be read at all: signed, so kept (raw, in its delivery), but without a run. */
function deadRow(reason: string, bodyHash: string, now: Date): EventRow {
  const event = {
    kind: 'unrecognised' as const,
    key: [bodyHash],
    asset: '',
    occurredAt: now.toISOString(),
    data: { shape: 'body', reason },
  };

  return {
    ...eventRow({ object: 'unknown', field: 'body', item: 0, event, payload: null }, now, ''),
    status: 'dead',
  };
}

/** A deadlock or a serialisation failure is nobody's fault and gone the next time. */
async function withRetry<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const { code } = error as { code?: string };
      if (attempt === 3 || !code || !RETRYABLE.has(code)) throw error;
      await sleep(attempt * 10 * Math.random());
    }
  }
}
