import type { CommentDetail, PermissionDetail, ProfileDetail } from '../domain/details';
import type { EventKind, EventRef } from '../domain/events';
import { keyedHash } from '../domain/ids';
import { tablesOf } from '../domain/tables';
import { saveComment } from './comments';
import type { Transaction } from './pool';

export interface Row {
  readonly event: EventRef;
  readonly detail: Readonly<Record<string, unknown>>;
}

type Write = (tx: Transaction, row: Row) => Promise<unknown>;

export type RowStore = ReturnType<typeof createRowStore>;

/** The domain rows of the families whose whole work, for now, is to write one. */
export const createRowStore = (idKey: string) => ({
  /** Writes the row of one event into the table of its kind. */
  async write(tx: Transaction, row: Row): Promise<void> {
    await writerOf(row.event.kind, idKey)(tx, row);
  },
});

function writerOf(kind: EventKind, idKey: string): Write {
  const writers: Readonly<Record<string, Write>> = {
    comments: (tx, { event, detail }) => saveComment(tx, event, detail as unknown as CommentDetail),
    mentions: writeMention,
    page_activities: writeActivity,
    media_insights: writeInsights,
    catalog_batches: writeCatalog,
    ad_changes: writeAd,
    permission_grants: (tx, row) => writePermission(tx, row, idKey),
    profile_changes: writeProfile,
    account_migrations: writeMigration,
  };

  return writers[tablesOf(kind)[0]!] ?? writeAssetChange;
}

function writeMention(tx: Transaction, { event, detail }: Row): Promise<unknown> {
  const { mediaId, commentId, postId, fromId, fromName, text } = detail as Partial<CommentDetail>;

  return tx.query(
    `insert into mentions (event_id, asset_id, media_id, comment_id, post_id, from_id, from_name, text, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
    [
      event.id,
      event.asset,
      mediaId ?? null,
      commentId ?? null,
      postId ?? null,
      fromId ?? null,
      fromName ?? null,
      text ?? null,
      event.occurredAt,
    ],
  );
}

function writeActivity(tx: Transaction, { event, detail }: Row): Promise<unknown> {
  const { item, verb, objectId, postId } = event.data as Record<string, unknown>;

  return tx.query(
    `insert into page_activities (event_id, asset_id, kind, field, item, verb, object_id, detail, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
    [
      event.id,
      event.asset,
      event.kind,
      event.field,
      item ?? null,
      verb ?? null,
      objectId ?? postId ?? null,
      JSON.stringify(detail),
      event.occurredAt,
    ],
  );
}

function writeInsights(tx: Transaction, { event }: Row): Promise<unknown> {
  const { mediaId } = event.data as Record<string, unknown>;

  return tx.query(
    `insert into media_insights (event_id, asset_id, media_id, facts, at) values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [event.id, event.asset, mediaId ?? null, JSON.stringify(event.data), event.occurredAt],
  );
}

function writeCatalog(tx: Transaction, { event }: Row): Promise<unknown> {
  const { handle, status } = event.data as Record<string, unknown>;

  return tx.query(
    `insert into catalog_batches (event_id, asset_id, kind, handle, status, facts, at)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [
      event.id,
      event.asset,
      event.kind,
      handle ?? null,
      status ?? null,
      JSON.stringify(event.data),
      event.occurredAt,
    ],
  );
}

function writeAd(tx: Transaction, { event, detail }: Row): Promise<unknown> {
  const { objectType, objectId } = event.data as Record<string, unknown>;

  return tx.query(
    `insert into ad_changes (event_id, asset_id, kind, object_type, object_id, facts, detail, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
    [
      event.id,
      event.asset,
      event.kind,
      objectType ?? null,
      objectId ?? null,
      JSON.stringify(event.data),
      JSON.stringify(detail),
      event.occurredAt,
    ],
  );
}

/** The latest word counts; at the same time a revocation does. */
function writePermission(tx: Transaction, { event, detail }: Row, idKey: string): Promise<unknown> {
  const { userId, permission, targetIds } = detail as unknown as PermissionDetail;

  return tx.query(
    `insert into permission_grants as g (asset_id, user_hash, permission, granted, target_ids, at)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (asset_id, user_hash, permission) do update set
       granted = excluded.granted, target_ids = excluded.target_ids, at = excluded.at
     where (excluded.at, not excluded.granted, coalesce(excluded.target_ids, '{}'))
         > (g.at, not g.granted, coalesce(g.target_ids, '{}'))`,
    [
      event.asset,
      keyedHash(idKey, `asid:${userId}`),
      permission,
      event.kind === 'permission.granted',
      targetIds ?? null,
      event.occurredAt,
    ],
  );
}

/** Every change is kept; the profile holds the latest of each field. */
function writeProfile(tx: Transaction, { event, detail }: Row): Promise<unknown> {
  const { userId, field, verb, value } = detail as unknown as ProfileDetail;

  return tx.query(
    `with logged as (
       insert into profile_changes (event_id, asset_id, user_id, field, verb, value, at)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing
     )
     insert into user_profiles as p (asset_id, user_id, field, value, at) values ($2, $3, $4, $6, $7)
     on conflict (asset_id, user_id, field) do update set value = excluded.value, at = excluded.at
     where (excluded.at, coalesce(excluded.value::text, '')) > (p.at, coalesce(p.value::text, ''))`,
    [
      event.id,
      event.asset,
      userId,
      field,
      verb ?? null,
      value === undefined ? null : JSON.stringify(value),
      event.occurredAt,
    ],
  );
}

function writeMigration(tx: Transaction, { event, detail }: Row): Promise<unknown> {
  return tx.query(
    `insert into account_migrations (event_id, asset_id, facts, detail, at) values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [event.id, event.asset, JSON.stringify(event.data), JSON.stringify(detail), event.occurredAt],
  );
}

function writeAssetChange(tx: Transaction, { event, detail }: Row): Promise<unknown> {
  return tx.query(
    `insert into asset_changes (event_id, asset_id, object, kind, field, facts, detail, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
    [
      event.id,
      event.asset,
      event.object,
      event.kind,
      event.field,
      JSON.stringify(event.data),
      JSON.stringify(detail),
      event.occurredAt,
    ],
  );
}
