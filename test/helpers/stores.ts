import { createHash } from 'node:crypto';

import type { AnyWebhookEvent, EventRef } from '../../src/domain/events';
import { uuidv7 } from '../../src/domain/ids';
import { eventRow } from '../../src/inbox/accept';
import { createStores } from '../../src/parts';
import type { Stores } from '../../src/parts';
import type { DeliveryRow, EventRow } from '../../src/store/inbox';
import type { Pool } from '../../src/store/pool';
import { freshDatabase } from './database';
import type { TestDatabase } from './database';

// Nothing in a store test waits by itself; a busy machine may be slow all the same.
jest.setTimeout(60_000);

export const STORE_ID_KEY = 'store-id-key-store-id-key-store-id-key';
export const SEAL_KEYS = new Map([['k1', Buffer.alloc(32, 1)]]);
export const ASSET = '1001';

/** A database of one's own, its stores, and the time that they take. */
export interface StoreWorld extends TestDatabase {
  readonly stores: Stores;
  readonly time: { now: Date };
}

export async function createStoreWorld(): Promise<StoreWorld> {
  const database = await freshDatabase();
  // Nobody pulls the plug here, and thousands of small commits need not wait for the disk.
  await database.db.query('set synchronous_commit = off');
  await database.db.query(
    `do $$ begin execute format('alter database %I set synchronous_commit = off', current_database()); end $$`,
  );
  const time = { now: new Date('2026-03-02T12:00:00.000Z') };

  return { ...database, time, stores: storesOver(database.db, time) };
}

export function storesOver(db: Pool, time: { now: Date }): Stores {
  return createStores(db, { idKey: STORE_ID_KEY, sealKeys: SEAL_KEYS }, () => time.now);
}

/** Something that happened at Meta; `key` tells it from every other. */
export function happening(key: string | number, more: Partial<AnyWebhookEvent> = {}) {
  return {
    kind: 'post.changed',
    key: [key],
    asset: ASSET,
    occurredAt: '2026-03-02T11:59:00.000Z',
    data: {},
    ...more,
  } as AnyWebhookEvent;
}

/** The rows of some events, as accept makes them. */
export function rowsOf(events: readonly AnyWebhookEvent[], now: Date): EventRow[] {
  return events.map((event, item) =>
    eventRow({ object: 'page', field: 'feed', item, event, payload: { item } }, now, STORE_ID_KEY),
  );
}

export function deliveryRow(now: Date, more: Partial<DeliveryRow> = {}): DeliveryRow {
  const id = uuidv7(now);

  return {
    id,
    bodyHash: createHash('sha256').update(id).digest(),
    bytes: 100,
    headers: {},
    appId: 'app',
    object: 'page',
    items: 1,
    receivedAt: now.toISOString(),
    raw: null,
    deadReason: null,
    ...more,
  };
}

/** Accepts some events as one delivery; what a workflow would be given of each. */
export async function accepted(
  { stores, time }: Pick<StoreWorld, 'stores' | 'time'>,
  events: readonly AnyWebhookEvent[],
): Promise<EventRef[]> {
  const rows = rowsOf(events, time.now);
  await stores.inboxRows.accept(deliveryRow(time.now), rows);

  return rows.map(({ id, object, field, kind, asset, subject, at, data }) => ({
    ...({ id, object, field, kind, asset, subject, generation: 0, data } as EventRef),
    occurredAt: at,
  }));
}

/** The one number that a statement gives. */
export async function numberOf(db: Pool, text: string, values: unknown[] = []): Promise<number> {
  const { rows } = await db.query<{ number: number }>(`select (${text})::int as number`, values);

  return rows[0]!.number;
}

/** How many rows a table has. */
export function countOf(db: Pool, table: string): Promise<number> {
  return numberOf(db, `select count(*) from ${table}`);
}
