import { z } from 'zod';

import type { Attachment } from '../../domain/details';
import { MaybeId, MaybeNumber, MaybeText } from '../maybe';
import { present } from '../present';
import { maybe } from './thread';

const Payload = z.object({
  url: MaybeText,
  title: MaybeText,
  coordinates: maybe(z.object({ lat: MaybeNumber, long: MaybeNumber })),
  ig_post_media_id: MaybeId,
  reel_video_id: MaybeId,
  story_media_id: MaybeId,
});

/** An attachment as Meta sends it; a fallback has a title and an address beside its payload. */
export const WireAttachment = z
  .object({
    type: z
      .string()
      .regex(/^[\w.-]{1,64}$/)
      .catch('unknown'),
    url: MaybeText,
    title: MaybeText,
    payload: maybe(Payload),
  })
  .catch({ type: 'unknown', url: undefined, title: undefined, payload: undefined });
export type WireAttachment = z.output<typeof WireAttachment>;

/** The story that a message answers, or in which the business is named. */
export const WireStory = z.object({ id: MaybeId, url: MaybeText });

/** An attachment as it is stored. Addresses expire within minutes or days, so the file is fetched early. */
export function attachmentOf({ type, url, title, payload }: WireAttachment): Attachment {
  return present({
    type,
    mediaId: mediaIdOf(payload),
    url: payload?.url ?? url,
    title: payload?.title ?? title,
    latitude: payload?.coordinates?.lat,
    longitude: payload?.coordinates?.long,
  });
}

/** The id of the post, reel or story that is shared or meant; the business's or a stranger's. */
export function mediaIdOf(payload: WireAttachment['payload']): string | undefined {
  return payload?.story_media_id ?? payload?.ig_post_media_id ?? payload?.reel_video_id;
}
