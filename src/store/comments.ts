import type { CommentDetail } from '../domain/details';
import type { EventRef } from '../domain/events';
import type { Transaction } from './pool';

const REMOVED = new Set(['remove', 'delete', 'deleted']);

/**
 * Merges one happening into a comment's row. Every part keeps the time that it was said at, so any order
 * and any repetition of adds, edits, hides and removals ends in the same row; removal is final.
 */
export async function saveComment(
  tx: Transaction,
  event: EventRef,
  comment: CommentDetail,
): Promise<void> {
  const { verb, commentId = event.id } = comment;
  const at = event.occurredAt;
  const hidden = verb === 'hide' ? true : verb === 'unhide' ? false : null;
  const removedAt = REMOVED.has(verb) ? at : null;
  const text = removedAt || hidden !== null ? null : (comment.text ?? null);

  await tx.query(
    `insert into comments as c (asset_id, comment_id, post_id, parent_id, root_id, from_id, from_name, text, text_at,
       permalink, hidden, hidden_at, removed_at, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, coalesce($11, false), $12, $13, $14)
     on conflict (asset_id, comment_id) do update set
       post_id = coalesce(c.post_id, excluded.post_id),
       parent_id = coalesce(c.parent_id, excluded.parent_id),
       root_id = case when coalesce(c.parent_id, excluded.parent_id) = coalesce(c.post_id, excluded.post_id)
                       then c.comment_id else coalesce(c.parent_id, excluded.parent_id, c.root_id) end,
       from_id = coalesce(c.from_id, excluded.from_id),
       from_name = case when coalesce(c.removed_at, excluded.removed_at) is null then greatest(c.from_name, excluded.from_name) end,
       text = case when coalesce(c.removed_at, excluded.removed_at) is not null then null
                   when (coalesce(excluded.text_at, '-infinity'), coalesce(excluded.text, ''))
                      > (coalesce(c.text_at, '-infinity'), coalesce(c.text, '')) then excluded.text
                   else c.text end,
       text_at = greatest(c.text_at, excluded.text_at),
       permalink = coalesce(c.permalink, excluded.permalink),
       hidden = case when coalesce(excluded.hidden_at, '-infinity') > coalesce(c.hidden_at, '-infinity') then excluded.hidden
                     when excluded.hidden_at = c.hidden_at then c.hidden or excluded.hidden
                     else c.hidden end,
       hidden_at = greatest(c.hidden_at, excluded.hidden_at),
       removed_at = least(c.removed_at, excluded.removed_at),
       created_at = least(c.created_at, excluded.created_at)`,
    [
      event.asset,
      commentId,
      comment.postId ?? null,
      comment.parentId ?? null,
      rootOf({ ...comment, commentId }),
      comment.fromId ?? null,
      removedAt ? null : (comment.fromName ?? null),
      text,
      text === null ? null : at,
      comment.permalink ?? null,
      hidden,
      hidden === null ? null : at,
      removedAt,
      verb === 'add' ? at : null,
    ],
  );
}

/** The comment that a thread hangs on: a reply's parent, or the comment itself. */
function rootOf({ commentId, parentId, postId }: CommentDetail): string | null {
  return parentId && parentId !== postId ? parentId : (commentId ?? null);
}
