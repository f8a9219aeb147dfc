import { z } from 'zod';

import type { CommentDetail } from '../../domain/details';
import type { WebhookEvent } from '../../domain/events';
import { field } from '../define';
import { MaybeId } from '../maybe';
import { present } from '../present';

const Mention = z.object({ media_id: MaybeId, comment_id: MaybeId });

/**
 * The account is @mentioned in a comment, or in a caption where no comment is named. A caption can be edited
 * to name it once more, so there the entry's time belongs to the key.
 */
export const mentions = field(Mention, (mention, source): WebhookEvent<'mention.made'>[] => {
  const { media_id: mediaId, comment_id: commentId } = mention;

  return [
    {
      kind: 'mention.made',
      key: [mediaId ?? source.hash(), commentId ?? `caption ${source.entryTime ?? 0}`],
      asset: source.asset,
      occurredAt: source.sentAt,
      data: {
        item: commentId === undefined ? 'caption' : 'comment',
        verb: 'add',
        commentId: commentId ?? null,
        mediaId: mediaId ?? null,
      },
      detail: present({ commentId, mediaId, verb: 'add' } satisfies CommentDetail),
    },
  ];
});
