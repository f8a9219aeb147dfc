import type { CommentDetail } from '../../domain/details';
import type { WebhookEvent } from '../../domain/events';
import { field } from '../define';
import { present } from '../present';
import {
  Activity,
  activityKey,
  actorOf,
  actorSubject,
  happenedAt,
  pageOwnedId,
  verbOf,
} from './activity';

/**
 * The page is named in a post, a comment or (undocumented `message_mention`) a message. The post is mostly
 * another's: `<its owner>_<post>`, so the whole id stays in the detail.
 */
export const mention = field(
  Activity.default(Activity.parse({})),
  (activity, source): WebhookEvent<'mention.made'>[] => {
    const { comment_id: commentId, post_id: postId, parent_id: parentId } = activity;
    const verb = verbOf(activity);

    return [
      {
        kind: 'mention.made',
        key: activityKey(activity, commentId ?? postId ?? source.hash(), source),
        asset: source.asset,
        occurredAt: happenedAt(activity, source),
        ...actorSubject(activity, source),
        data: {
          item: activity.item ?? null,
          verb,
          commentId: commentId ?? null,
          postId: pageOwnedId(postId, source),
        },
        detail: present({
          commentId,
          postId,
          parentId,
          verb,
          ...actorOf(activity),
          text: activity.message,
          permalink: activity.permalink_url,
        } satisfies CommentDetail),
      },
    ];
  },
);
