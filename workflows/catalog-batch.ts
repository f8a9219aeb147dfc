import { proxyActivities } from '@temporalio/workflow';

import type { CatalogActivities } from '../activities/catalog';
import type { RowActivities } from '../activities/rows';
import type { EventRef } from '../src/domain/events';
import { hotActivities } from './hot';
import * as retries from './retries';
import { run } from './run';

const { recordRow } = hotActivities<RowActivities>();
const { compareCatalog } = proxyActivities<CatalogActivities>(retries.graphWalk);

/** A batch or a feed is finished: Meta does not say what it changed, so the catalog is read and compared. */
export const catalogBatch = run<EventRef<'catalog.batch_finished' | 'catalog.feed_finished'>>(
  'Catalog batch',
  async (event, { step }) => {
    await step('writing its row', () => recordRow(event));
    const changes = await step('reading and comparing the catalog', () =>
      compareCatalog(event.asset),
    );

    return changes > 0 ? 'changed' : 'nothing changed';
  },
);
