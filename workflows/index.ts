/** The bundle: what a worker of the `events` queue runs, by the names that routes use. */
export { leadEnrichment } from './lead-enrichment';
export { messageDelivery } from './message-delivery';
export { optOutPropagation } from './opt-out-propagation';
export { inboundMessage } from './inbound-message';
export { unrecognisedEvent } from './unrecognised-event';
export { dataDeletion } from './data-deletion';
export { adBudgetAlert } from './ad-budget-alert';
export { catalogBatch } from './catalog-batch';
export { catalogReconcile } from './catalog-reconcile';
export { permissionChange } from './permission-change';
export { profileSync } from './profile-sync';
export {
  accountHealth,
  accountMigration,
  applicationNotice,
  asyncJob,
  catalogChanges,
  commentThread,
  deauthorization,
  mediaEngagement,
  mentionMonitor,
  pageActivity,
  storyMention,
  templateLifecycle,
} from './recorders';
