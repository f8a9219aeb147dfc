/** The bundle: what a worker of the `events` queue runs, by the names that routes use. */
export { leadEnrichment } from './lead-enrichment';
export { messageDelivery } from './message-delivery';
export { optOutPropagation } from './opt-out-propagation';
export { inboundMessage } from './inbound-message';
export { unrecognisedEvent } from './unrecognised-event';
export { dataDeletion } from './data-deletion';
export {
  accountHealth,
  accountMigration,
  adBudgetAlert,
  applicationNotice,
  asyncJob,
  catalogBatch,
  catalogChanges,
  commentThread,
  deauthorization,
  mediaEngagement,
  mentionMonitor,
  pageActivity,
  permissionChange,
  profileSync,
  storyMention,
  templateLifecycle,
} from './recorders';
