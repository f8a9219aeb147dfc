import { z } from 'zod';

import type { WebhookEvent } from '../../domain/events';
import { fallbackKey, type Source } from '../define';
import { each } from '../each';
import { MaybeId, MaybeText, MaybeTime } from '../maybe';

const Person = z.object({ id: MaybeId, name: MaybeText }).partial().catch({});
const Comment = z.object({
  id: MaybeId,
  from: Person.optional(),
  message: MaybeText,
  created_time: MaybeTime,
  parent: z.object({ id: MaybeId }).partial().catch({}).optional(),
});

/**
 * A comment in the Comments plugin of a website. Meta sends it once, when it is made; a reply brings its
 * parent whole.
 */
export const pluginComment = each(Comment, (comment, source) => changed(comment, source));

function changed(
  comment: z.output<typeof Comment>,
  source: Source,
): WebhookEvent<'comment.changed'> {
  const { id, from, message, created_time: createdAt, parent } = comment;
  const root = parent?.id ?? id;

  return {
    kind: 'comment.changed',
    key:
      id === undefined || createdAt === undefined
        ? fallbackKey(source)
        : [id, from?.id ?? '', 'add', createdAt],
    asset: source.asset,
    occurredAt: createdAt ?? source.sentAt,
    data: {
      item: 'comment',
      verb: 'add',
      commentId: id ?? null,
      parentId: parent?.id ?? null,
      postId: null,
    },
    ...(root === undefined ? {} : { subject: root }),
    detail: {
      verb: 'add',
      ...(id === undefined ? {} : { commentId: id }),
      ...(parent?.id === undefined ? {} : { parentId: parent.id }),
      ...(from?.id === undefined ? {} : { fromId: from.id }),
      ...(from?.name === undefined ? {} : { fromName: from.name }),
      ...(message === undefined ? {} : { text: message }),
    },
  };
}
