import { z } from 'zod';

import type { Fact, WebhookEvent } from '../../domain/events';
import { field } from '../define';
import { MaybeId } from '../maybe';

const Insights = z.looseObject({ media_id: MaybeId });

/** The numbers of a story that has ended. Meta sends -1 for a metric below five [D]: null here, and named. */
export const storyInsights = field(
  Insights,
  (insights, source): WebhookEvent<'insights.reported'>[] => {
    const { media_id: mediaId, ...rest } = insights;
    const metrics = Object.entries(rest).filter(
      (metric): metric is [string, number] => typeof metric[1] === 'number',
    );
    const below = metrics.filter(([, value]) => value === -1).map(([name]) => name);
    const facts: Record<string, Fact> = Object.fromEntries(
      metrics.map(([name, value]) => [name, value === -1 ? null : value]),
    );

    return [
      {
        kind: 'insights.reported',
        key: [mediaId ?? '', source.hash(), source.entryTime ?? 0],
        asset: source.asset,
        occurredAt: source.sentAt,
        ...(mediaId === undefined ? {} : { subject: mediaId }),
        data: {
          ...facts,
          mediaId: mediaId ?? null,
          below_five: below.length > 0 ? below.join(',') : null,
        },
      },
    ];
  },
);
