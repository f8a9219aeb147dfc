import { z } from 'zod';

import { event, fallbackKey } from '../define';
import { each } from '../each';
import { MaybeId, MaybeWord } from '../maybe';

const Batch = z.object({ catalog_id: MaybeId, handle: MaybeId, status: MaybeWord });

/** The batch is read by its handle afterwards; the notice does not say whether its items were taken. */
export const batchFinished = each(Batch, (batch, source, raw) => {
  const { handle, status } = batch;
  const catalogId = source.asset || (batch.catalog_id ?? '');

  return event({
    kind: 'catalog.batch_finished',
    key: handle === undefined ? fallbackKey(source) : [handle, status ?? ''],
    asset: catalogId,
    occurredAt: source.sentAt,
    data: { catalogId, handle: handle ?? null, status: status ?? null },
    ...(handle === undefined ? {} : { subject: handle }),
    detail: { value: raw },
  });
});

const Feed = z.object({ catalog_id: MaybeId, product_feed_id: MaybeId, status: MaybeWord });

/** A feed finishes again and again, so the time of the notice is in its key. */
export const feedFinished = each(Feed, (feed, source, raw) => {
  const { product_feed_id: feedId, status } = feed;
  const catalogId = source.asset || (feed.catalog_id ?? '');

  return event({
    kind: 'catalog.feed_finished',
    key: feedId === undefined ? fallbackKey(source) : [feedId, status ?? '', source.entryTime ?? 0],
    asset: catalogId,
    occurredAt: source.sentAt,
    data: { catalogId, productFeedId: feedId ?? null, status: status ?? null },
    ...(feedId === undefined ? {} : { subject: feedId }),
    detail: { value: raw },
  });
});
