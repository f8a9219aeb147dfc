import type { Attachment, CommentDetail } from '../../domain/details';
import type { WebhookEvent } from '../../domain/events';
import type { Source } from '../define';
import { present } from '../present';
import {
  type Activity,
  activityKey,
  actorOf,
  happenedAt,
  pageOwnedId,
  publicId,
  verbOf,
} from './activity';

type Comment = Activity & {
  readonly photo?: string | undefined;
  readonly video?: string | undefined;
};

/** A comment on a post of the page or of a group it is in. A reply's parent is a comment, else it is the post. */
export function commentChanged(comment: Comment, source: Source): WebhookEvent<'comment.changed'> {
  const { comment_id: commentId, post_id: postId, parent_id: parentId } = comment;
  const root = parentId !== undefined && parentId !== postId ? parentId : commentId;
  const verb = verbOf(comment);
  const attachments = attachmentsOf(comment);

  return {
    kind: 'comment.changed',
    key: activityKey(comment, commentId ?? source.hash(), source),
    asset: source.asset,
    occurredAt: happenedAt(comment, source),
    ...(root === undefined ? {} : { subject: root }),
    data: {
      item: 'comment',
      verb,
      commentId: publicId(commentId, comment, source),
      parentId:
        parentId === postId ? pageOwnedId(parentId, source) : publicId(parentId, comment, source),
      postId: pageOwnedId(postId, source),
      byPage: actorOf(comment).fromId === source.asset,
    },
    detail: present({
      commentId,
      postId,
      parentId,
      verb,
      ...actorOf(comment),
      text: comment.message,
      permalink: comment.permalink_url,
      attachments: attachments.length > 0 ? attachments : undefined,
    } satisfies CommentDetail),
  };
}

function attachmentsOf({ photo, video }: Comment): Attachment[] {
  return [
    ...(photo === undefined ? [] : [{ type: 'image', url: photo }]),
    ...(video === undefined ? [] : [{ type: 'video', url: video }]),
  ];
}
