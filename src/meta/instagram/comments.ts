import { z } from 'zod';

import type { CommentDetail } from '../../domain/details';
import type { WebhookEvent } from '../../domain/events';
import { field } from '../define';
import { hashValue } from '../hash-value';
import { MaybeId, MaybeText, MaybeTime, MaybeWord } from '../maybe';
import { maybe, MaybeFlag } from '../messaging/thread';
import { present } from '../present';

const Comment = z.object({
  id: MaybeId,
  comment_id: MaybeId,
  parent_id: MaybeId,
  verb: MaybeWord,
  text: MaybeText,
  hidden: MaybeFlag,
  created_time: MaybeTime,
  timestamp: MaybeTime,
  from: maybe(z.object({ id: MaybeId, username: MaybeText })),
  media_id: MaybeId,
  media: maybe(z.object({ id: MaybeId, media_product_type: MaybeWord, ad_id: MaybeId })),
});

/**
 * A comment under a post, reel, ad or live video. Instagram sends new ones only and names no verb, author or
 * media in its older versions. The text's hash keeps a changed comment apart, should Meta ever send one.
 */
export const comments = field(Comment, (comment, source): WebhookEvent<'comment.changed'>[] => {
  const { parent_id: parentId, from, media, text, verb = 'add' } = comment;
  const commentId = comment.id ?? comment.comment_id;
  const mediaId = media?.id ?? comment.media_id;
  const own = comment.created_time ?? comment.timestamp;
  const root = parentId ?? commentId;
  const again = verb === 'add' ? [hashValue(text ?? '')] : [source.entryTime ?? 0, source.hash()];

  return [
    {
      kind: 'comment.changed',
      key: [source.field, commentId ?? source.hash(), from?.id ?? '', verb, own ?? '', ...again],
      asset: source.asset,
      occurredAt: own ?? source.sentAt,
      ...(root === undefined ? {} : { subject: root }),
      data: {
        item: source.field === 'live_comments' ? 'live_comment' : 'comment',
        verb,
        commentId: commentId ?? null,
        parentId: parentId ?? null,
        mediaId: mediaId ?? null,
        mediaType: media?.media_product_type ?? null,
        adId: media?.ad_id ?? null,
        hidden: comment.hidden ?? null,
        byAccount: from?.id !== undefined && from.id === source.asset,
      },
      detail: present({
        commentId,
        parentId,
        mediaId,
        verb,
        fromId: from?.id,
        fromName: from?.username,
        text,
      } satisfies CommentDetail),
    },
  ];
});
