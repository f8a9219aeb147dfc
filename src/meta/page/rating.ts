import type { WebhookEvent } from '../../domain/events';
import { field } from '../define';
import { MaybeText, MaybeWord } from '../maybe';
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

const Rating = Activity.extend({
  recommendation_type: MaybeWord,
  review_text: MaybeText.nullable(),
});

/** A recommendation of the page, or a comment or reaction on one. Meta stopped sending these on 2025-09-09. */
export const ratings = field(
  Rating.default(Rating.parse({})),
  (rating, source): WebhookEvent<'rating.changed'>[] => {
    const { comment_id: commentId, open_graph_story_id: storyId, post_id: postId } = rating;
    const id = commentId ?? storyId ?? postId ?? source.hash();

    return [
      {
        kind: 'rating.changed',
        key: [...activityKey(rating, id, source), rating.reaction_type ?? ''],
        asset: source.asset,
        occurredAt: happenedAt(rating, source),
        ...actorSubject(rating, source),
        data: {
          item: rating.item ?? null,
          verb: verbOf(rating),
          rating: rating.rating ?? null,
          recommendation: rating.recommendation_type ?? null,
          reaction: rating.reaction_type ?? null,
          storyId: storyId ?? null,
          commentId: pageOwnedId(commentId, source),
        },
        detail: present({
          ...actorOf(rating),
          postId,
          commentId,
          text: rating.review_text ?? rating.message,
        }),
      },
    ];
  },
);
