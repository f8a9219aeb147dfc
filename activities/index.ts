import { createConsentActivities } from './consents';
import { createDeletionActivities } from './deletion';
import { createDeliveryActivities } from './delivery';
import { createDriftActivities } from './drift';
import { createInboxActivities } from './inbox';
import { createLeadActivities } from './leads';
import { createNoticeActivities } from './notices';
import { createParkingActivities } from './parking';
import { createRowActivities } from './rows';

type Parts = Parameters<typeof createConsentActivities>[0] &
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
  ...createConsentActivities(parts),
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
