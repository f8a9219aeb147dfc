import { proxyActivities } from '@temporalio/workflow';

import type { ProfileActivities } from '../activities/profiles';
import type { RowActivities } from '../activities/rows';
import type { EventRef } from '../src/domain/events';
import { hotActivities } from './hot';
import * as retries from './retries';
import { run } from './run';

const { recordRow } = hotActivities<RowActivities>();
const { readProfileField } = proxyActivities<ProfileActivities>(retries.graphApi);

/** A field of a user's profile changed. With Include Values off Meta does not say to what: it is read. */
export const profileSync = run<EventRef<'profile.changed'>>(
  'Profile of a user',
  async (event, { step }) => {
    if (!event.data.needsRead) {
      await step('writing its row', () => recordRow(event));
      return 'written';
    }

    return step('reading the field', () => readProfileField(event));
  },
);
