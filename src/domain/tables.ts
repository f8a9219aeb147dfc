import type { EventKind } from './kinds';

const message = ['messages', 'conversations', 'contacts'];
const conversation = ['conversation_events', 'conversations', 'contacts'];
const consent = ['consents', 'consent_events', 'audit_log'];
const activity = ['page_activities'];
const change = ['asset_changes'];
const ad = ['ad_changes'];
const catalog = ['catalog_batches'];

/** Where the run of each kind writes; the first is the table of the event's own row. */
const TABLES: Readonly<Record<EventKind, readonly string[]>> = {
  'message.received': message,
  'message.echoed': message,
  'message.edited': message,
  'message.deleted': message,
  'message.reacted': ['message_reactions', 'conversations', 'contacts'],
  'message.postback': message,
  'message.quick_reply': message,
  'message.status': ['message_statuses', 'messages', 'conversations', 'contacts'],
  'conversation.read': ['conversations', 'messages', 'contacts'],
  'conversation.delivered': ['conversations', 'messages', 'contacts'],
  'conversation.referred': conversation,
  'conversation.handed_over': conversation,
  'conversation.linked': conversation,
  'conversation.feedback_given': conversation,
  'conversation.policy_enforced': conversation,
  'conversation.history_synced': conversation,
  'call.changed': conversation,
  'order.placed': ['orders', 'order_items', 'conversations', 'contacts'],
  'flow.changed': change,
  'group.changed': conversation,
  'consent.withdrawn': consent,
  'consent.given': consent,
  'identity.changed': ['contact_identities', 'contacts'],
  'lead.submitted': ['leads', 'lead_answers', 'contacts'],
  'lead.updated': ['leads', 'lead_answers', 'contacts'],
  'comment.changed': ['comments'],
  'reaction.changed': activity,
  'post.changed': activity,
  'mention.made': ['mentions'],
  'story.mentioned': ['mentions'],
  'live_video.changed': activity,
  'rating.changed': activity,
  'video_copyright.changed': activity,
  'registration.changed': activity,
  'page_profile.changed': activity,
  'insights.reported': ['media_insights'],
  'account.changed': change,
  'phone_number.changed': change,
  'template.changed': change,
  'catalog.batch_finished': catalog,
  'catalog.feed_finished': catalog,
  'catalog.product_changed': catalog,
  'catalog.inventory_changed': catalog,
  'catalog.price_changed': catalog,
  'catalog.product_set_changed': catalog,
  'catalog.hotel_changed': catalog,
  'catalog.vehicle_changed': catalog,
  'catalog.commerce_account_changed': catalog,
  'ad.changed': ad,
  'ad.threshold_reached': ad,
  'ad.issue_raised': ad,
  'ad.processed': ad,
  'ad.recommended': ad,
  'ad.fatigued': ad,
  'ad.product_set_issue': ad,
  'ad.async_finished': ad,
  'permission.granted': ['permission_grants'],
  'permission.revoked': ['permission_grants'],
  'profile.changed': ['profile_changes', 'user_profiles'],
  'deletion.requested': ['deletion_requests', 'audit_log'],
  'app.deauthorized': change,
  'application.noticed': change,
  'job.finished': change,
  'integration.changed': change,
  'migration.progressed': ['account_migrations'],
  unrecognised: ['unrecognised_items', 'field_drift'],
};

/** The tables that an event of a kind is written to, the one of its own row first. */
export function tablesOf(kind: EventKind): readonly string[] {
  return TABLES[kind];
}
