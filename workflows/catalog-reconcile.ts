import { isCancellation, proxyActivities } from '@temporalio/workflow';

import type { CatalogActivities } from '../activities/catalog';
import * as retries from './retries';

const { listCatalogs } = proxyActivities<CatalogActivities>(retries.database);
const { compareCatalog } = proxyActivities<CatalogActivities>(retries.graphWalk);

/** Daily: reads every catalog again, for what changed without a batch, its commerce account among it. */
export async function catalogReconcile(): Promise<string> {
  const catalogs = await listCatalogs();
  let failed = 0;
  for (const catalog of catalogs) {
    // One catalog whose token is gone must not keep the others from being read.
    await compareCatalog(catalog).catch((error: unknown) => {
      if (isCancellation(error)) throw error;
      failed += 1;
    });
  }

  return `${catalogs.length - failed} of ${catalogs.length} catalogs read`;
}
