import { proxyActivities } from '@temporalio/workflow';

import type { ProfileActivities } from '../activities/profiles';
import type { RowActivities } from '../activities/rows';
import type { EventRef } from '../src/domain/events';
import { hotActivities } from './hot';
import * as retries from './retries';
import { run } from './run';

const { recordRow } = hotActivities<RowActivities>();
const { readPermission } = proxyActivities<ProfileActivities>(retries.graphApi);

/** A user granted or revoked a permission. Where Meta does not say which of the two, it is read. */
export const permissionChange = run<EventRef<'permission.granted' | 'permission.revoked'>>(
  'Permission',
  async (event, { step, notify }) => {
    const granted = event.data.needsRead
      ? await step('reading the permission', () => readPermission(event))
      : await step('writing its row', async () => {
          await recordRow(event);
          return event.kind === 'permission.granted';
        });
    if (granted) return 'granted';

    const facts = { permission: event.data.permission ?? null };
    await notify({
      topic: 'permission.revoked',
      severity: 'warning',
      asset: event.asset,
      ref: event.id,
      facts,
    });
    return 'revoked';
  },
);
