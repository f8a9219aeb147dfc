import { z } from 'zod';

import type { WebhookEvent } from '../../domain/events';
import { field, type FieldReader } from '../define';
import { MaybeId, MaybeWord } from '../maybe';
import { noted } from '../noted';

const LiveVideo = z.object({ id: MaybeId, status: MaybeWord }).default({});

/** A live video began, ended (`live_stopped`) or became a recording (`vod`); only its id and status come. */
export const liveVideos = field(
  LiveVideo,
  (video, source): WebhookEvent<'live_video.changed'>[] => [
    {
      kind: 'live_video.changed',
      key: [source.field, video.id ?? '', video.status ?? '', source.entryTime ?? 0, source.hash()],
      asset: source.asset,
      occurredAt: source.sentAt,
      ...(video.id === undefined ? {} : { subject: video.id }),
      data: { videoId: video.id ?? null, status: video.status ?? null },
    },
  ],
);

/** Matches and references of Rights Manager. No payload is documented (META 3, 12); ids and words are taken. */
export const videoCopyright: FieldReader = noted('video_copyright.changed', {
  subject: (_, value) => Named.parse(value).video_id,
});

const Named = z.object({ video_id: MaybeId }).catch({ video_id: undefined });
