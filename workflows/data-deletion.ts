import { proxyActivities } from '@temporalio/workflow';

import type { DeletionActivities } from '../activities/deletion';
import type { EventRef } from '../src/domain/events';
import * as retries from './retries';
import { run } from './run';

const { erasePerson } = proxyActivities<DeletionActivities>(retries.database);

/** Erases a person whom Meta, the person, or an operator asks to forget. */
export const dataDeletion = run<EventRef<'deletion.requested'>>(
  'Erasure of a person',
  async (event, { step, notify }) => {
    const { found } = await step('erasing contact, messages and leads', () => erasePerson(event));
    await notify({
      topic: 'deletion.requested',
      asset: event.asset,
      ref: event.id,
      facts: { found },
    });

    return found ? 'erased' : 'nothing to erase';
  },
);
