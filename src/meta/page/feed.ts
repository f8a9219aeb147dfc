import { z } from 'zod';

import type { WebhookEvent } from '../../domain/events';
import { field, type FieldReader } from '../define';
import { hashValue } from '../hash-value';
import { maybe, MaybeFlag } from '../messaging/thread';
import { MaybeId, MaybeNumber, MaybeText } from '../maybe';
import { noted } from '../noted';
import { present } from '../present';
import {
  Activity,
  activityKey,
  actorOf,
  actorSubject,
  happenedAt,
  pageOwnedId,
  publicId,
  verbOf,
} from './activity';
import { commentChanged } from './comment';

const Post = Activity.extend({
  photo_id: MaybeId,
  video_id: MaybeId,
  album_id: MaybeId,
  event_id: MaybeId,
  share_id: MaybeId,
  note_id: MaybeId,
  link: MaybeText,
  photo: MaybeText,
  video: MaybeText,
  photos: maybe(z.array(z.string())),
  photo_ids: maybe(z.array(z.unknown())),
  published: MaybeNumber,
  is_hidden: MaybeFlag,
  video_flag_reason: MaybeNumber,
  story: MaybeText,
});
type Post = z.output<typeof Post>;

const whole = field(Post, (post, source): WebhookEvent[] => {
  const item = itemOf(post);
  if (item === 'comment') return [commentChanged({ ...post, item }, source)];
  if (item === 'like' || item === 'reaction') return [reactionChanged({ ...post, item }, source)];

  return [postChanged({ ...post, item }, source)];
});

const bare = noted('post.changed');

/** Everything that happens on the page's wall. Without a value (Include Values off) only that it did is known. */
export const feed: FieldReader = {
  read: (value, source) => (value === undefined ? bare : whole).read(value, source),
};

/**
 * `feed` under a name of users' documents, which says the item that the value may lack: the same events under
 * the same keys as a `feed` change with that item.
 */
export function feedOf(item: string): FieldReader {
  return {
    read(value, source) {
      const named =
        typeof value === 'object' && value !== null && !('item' in value)
          ? { item, ...value }
          : value;

      return feed.read(named, {
        ...source,
        field: 'feed',
        hash: () => hashValue(named ?? { item }),
      });
    },
  };
}

function itemOf({ item, reaction_type, comment_id }: Post): string {
  return item ?? (reaction_type ? 'reaction' : comment_id ? 'comment' : 'post');
}

type Source = Parameters<typeof commentChanged>[1];

/** A like or reaction on a post or comment; a like without either is of the page itself. */
function reactionChanged(post: Post, source: Source): WebhookEvent<'reaction.changed'> {
  const { comment_id: commentId, post_id: postId, parent_id: parentId, reaction_type } = post;
  const type = reaction_type ?? 'like';

  return {
    kind: 'reaction.changed',
    key: [...activityKey(post, commentId ?? postId ?? 'page', source), type],
    asset: source.asset,
    occurredAt: happenedAt(post, source),
    ...actorSubject(post, source),
    data: {
      item: post.item ?? null,
      verb: verbOf(post),
      reaction: type,
      target: commentId === undefined ? (postId === undefined ? 'page' : 'post') : 'comment',
      postId: pageOwnedId(postId, source),
      commentId: publicId(commentId, post, source),
    },
    detail: present({ ...actorOf(post), postId, commentId, parentId }),
  };
}

function postChanged(post: Post, source: Source): WebhookEvent<'post.changed'> {
  const { photo_id, video_id, album_id, event_id, share_id, note_id, post_id: postId } = post;
  const id = postId ?? video_id ?? photo_id ?? album_id ?? event_id ?? share_id ?? note_id;

  return {
    kind: 'post.changed',
    key: activityKey(post, id ?? source.hash(), source),
    asset: source.asset,
    occurredAt: happenedAt(post, source),
    ...actorSubject(post, source),
    data: {
      item: post.item ?? null,
      verb: verbOf(post),
      postId: pageOwnedId(postId, source),
      photoId: photo_id ?? null,
      videoId: video_id ?? null,
      albumId: album_id ?? null,
      eventId: event_id ?? null,
      shareId: share_id ?? null,
      published: post.published === undefined ? null : post.published !== 0,
      hidden: post.is_hidden ?? null,
      flagReason: post.video_flag_reason ?? null,
    },
    detail: present({
      ...actorOf(post),
      postId,
      text: post.message ?? post.story,
      link: post.link,
      photos: post.photos,
      permalink: post.permalink_url,
    }),
  };
}
