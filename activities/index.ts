import { createAdActivities } from './ads';
import { createCatalogActivities } from './catalog';
import { createConsentActivities } from './consents';
import { createDeletionActivities } from './deletion';
import { createDeliveryActivities } from './delivery';
import { createDriftActivities } from './drift';
import { createFetchActivities } from './fetched-messages';
import { createInboxActivities } from './inbox';
import { createLeadActivities } from './leads';
import { createNoticeActivities } from './notices';
import { createParkingActivities } from './parking';
import { createProfileActivities } from './profiles';
import { createRowActivities } from './rows';

type Parts = Parameters<typeof createAdActivities>[0] &
  Parameters<typeof createCatalogActivities>[0] &
  Parameters<typeof createConsentActivities>[0] &
  Parameters<typeof createFetchActivities>[0] &
  Parameters<typeof createProfileActivities>[0] &
  Parameters<typeof createDeletionActivities>[0] &
  Parameters<typeof createDeliveryActivities>[0] &
  Parameters<typeof createDriftActivities>[0] &
  Parameters<typeof createInboxActivities>[0] &
  Parameters<typeof createLeadActivities>[0] &
  Parameters<typeof createNoticeActivities>[0] &
  Parameters<typeof createParkingActivities>[0] &
  Parameters<typeof createRowActivities>[0];

/** Every activity, over everything that they need. Which task queue runs one is the caller's choice. */
export const createActivities = (parts: Parts) => ({
  ...createAdActivities(parts),
  ...createCatalogActivities(parts),
  ...createConsentActivities(parts),
  ...createFetchActivities(parts),
  ...createProfileActivities(parts),
  ...createDeletionActivities(parts),
  ...createDeliveryActivities(parts),
  ...createDriftActivities(parts),
  ...createInboxActivities(parts),
  ...createLeadActivities(parts),
  ...createNoticeActivities(parts),
  ...createParkingActivities(parts),
  ...createRowActivities(parts),
});

export type Activities = ReturnType<typeof createActivities>;
