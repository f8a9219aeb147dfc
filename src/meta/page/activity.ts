import { z } from 'zod';

import type { Source } from '../define';
import { maybe } from '../messaging/thread';
import { MaybeId, MaybeNumber, MaybeText, MaybeTime, MaybeWord } from '../maybe';

const From = maybe(z.object({ id: MaybeId, name: MaybeText }));

/** What `feed`, `group_feed`, `mention` and `ratings` have in common: who did what to which object, and when. */
export const Activity = z.object({
  item: MaybeWord,
  verb: MaybeWord,
  from: From,
  sender_id: MaybeId,
  sender_name: MaybeText,
  user_id: MaybeId,
  reviewer_id: MaybeId,
  reviewer_name: MaybeText,
  created_time: MaybeTime,
  post_id: MaybeId,
  comment_id: MaybeId,
  parent_id: MaybeId,
  open_graph_story_id: MaybeId,
  message: MaybeText,
  permalink_url: MaybeText,
  reaction_type: MaybeWord,
  rating: MaybeNumber,
});
export type Activity = z.output<typeof Activity>;

/** Both spellings occur, `edit` with posts and reactions, `edited` with the rest (META 3). */
export function verbOf({ verb }: Pick<Activity, 'verb'>): string {
  return verb === 'edit' ? 'edited' : (verb ?? 'add');
}

/** Who acted: under `from` since v2.11, under `sender_id` before, under `user_id` for a like of the page. */
export function actorOf(activity: Activity) {
  const { from, sender_id, sender_name, user_id, reviewer_id, reviewer_name } = activity;

  return {
    fromId: from?.id ?? reviewer_id ?? sender_id ?? user_id,
    fromName: from?.name ?? reviewer_name ?? sender_name,
  };
}

/**
 * The key of one activity. `created_time` is that of the act for `add` and `remove`; with every other verb
 * it is the object's, so that hide, unhide, hide would be one: the entry's time and a hash tell them apart.
 */
export function activityKey(activity: Activity, id: string, source: Source): (string | number)[] {
  const verb = verbOf(activity);
  const single = verb === 'add' || verb === 'remove';
  const timed = single && activity.created_time !== undefined;

  return [
    source.field,
    activity.item ?? '',
    id,
    actorOf(activity).fromId ?? '',
    verb,
    ...(timed ? [activity.created_time!] : [source.entryTime ?? 0, source.hash()]),
  ];
}

/** When it happened: the time of the act where the verb gives it, else when Meta told us. */
export function happenedAt(activity: Activity, source: Source): string {
  const own = verbOf(activity) === 'add' || verbOf(activity) === 'remove';

  return (own ? activity.created_time : undefined) ?? source.sentAt;
}

/** The person, as the subject of a run of its own; nothing where the page itself acted. */
export function actorSubject(activity: Activity, source: Source): { subject?: string } {
  const { fromId } = actorOf(activity);

  return fromId === undefined || fromId === source.asset ? {} : { subject: `psid:${fromId}` };
}

/**
 * The id of a comment as a fact. It is `<post>_<comment>`; where a person's id is the first half, only the
 * second goes on, and the whole stays in the detail.
 */
export function publicId(
  id: string | undefined,
  activity: Activity,
  source: Source,
): string | null {
  if (id === undefined) return null;
  const [owner = '', ...rest] = id.split('_');
  const { from, sender_id, user_id, reviewer_id } = activity;
  const persons = [from?.id, sender_id, user_id, reviewer_id];
  const hidden = owner !== source.asset && persons.includes(owner);

  return hidden && rest.length > 0 ? rest.join('_') : id;
}

/** The id of a post as a fact: `<owner>_<post>` whole where the page owns it, for any other owner may be a person. */
export function pageOwnedId(id: string | undefined, source: Source): string | null {
  if (id === undefined) return null;
  const place = id.indexOf('_');

  return place === -1 || id.slice(0, place) === source.asset ? id : id.slice(place + 1);
}
