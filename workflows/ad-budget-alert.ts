import { proxyActivities } from '@temporalio/workflow';

import type { AdActivities } from '../activities/ads';
import type { RowActivities } from '../activities/rows';
import { isKind } from '../src/domain/events';
import type { EventRef } from '../src/domain/events';
import { hotActivities } from './hot';
import * as retries from './retries';
import { run } from './run';

const { recordRow } = hotActivities<RowActivities>();
const { readAdObject } = proxyActivities<AdActivities>(retries.graphApi);

/** Something happened in an ad account. Meta says which object changed, not to what: it is read again. */
export const adBudgetAlert = run<EventRef>('Ad account', async (event, { step, notify }) => {
  if (isKind(event, 'ad.changed') && event.data.objectId) {
    await step('reading the object again', () => readAdObject(event));
  } else await step('writing its row', () => recordRow(event));

  const facts = { kind: event.kind, field: event.field };
  await notify({ topic: 'ad.changed', asset: event.asset, ref: event.id, facts });
});
