import type { EventKind, EventRef } from '../domain/events';
import type { FollowInput } from '../../workflows/follow';
import type * as workflows from '../../workflows';

type Workflows = typeof workflows;

/** The workflows that take one event of this kind as their argument. */
type StartName<K extends EventKind> = {
  [N in keyof Workflows]: Workflows[N] extends (event: EventRef<K>) => Promise<string> ? N : never;
}[keyof Workflows];

/** The workflows that follow a subject. */
type FollowName = {
  [N in keyof Workflows]: Workflows[N] extends (input: FollowInput<never>) => Promise<string>
    ? N
    : never;
}[keyof Workflows];

/** `start`: one run per event. `publicId` names it in the workflow id where Meta's own id is better known. */
export interface StartRoute<K extends EventKind> {
  readonly mode: 'start';
  readonly workflow: StartName<K>;
  readonly publicId?: (event: EventRef<K>) => string;
}

/** `follow`: one run per subject; its events arrive as signals. */
export interface FollowRoute {
  readonly mode: 'follow';
  readonly workflow: Exclude<FollowName, undefined>;
}

type Routes = { readonly [K in EventKind]: StartRoute<K> | FollowRoute };
export type AnyRoute = StartRoute<EventKind> | FollowRoute;

const start = <N>(workflow: N) => ({ mode: 'start', workflow }) as const;
const follow = <N extends FollowName>(workflow: N) => ({ mode: 'follow', workflow }) as const;

const inbox = start('inboundMessage' as const);
const activity = start('pageActivity' as const);
const account = start('accountHealth' as const);
const catalog = start('catalogChanges' as const);
const ads = start('adBudgetAlert' as const);
const notice = start('applicationNotice' as const);

/** What runs for each kind. The compiler refuses a kind without a route, and a workflow that does not take it. */
export const routes: Routes = {
  'message.received': inbox,
  'message.echoed': inbox,
  'message.edited': inbox,
  'message.deleted': inbox,
  'message.reacted': inbox,
  'message.postback': inbox,
  'message.quick_reply': inbox,
  'message.status': follow('messageDelivery'),
  'conversation.read': inbox,
  'conversation.delivered': inbox,
  'conversation.referred': inbox,
  'conversation.handed_over': inbox,
  'conversation.linked': inbox,
  'conversation.feedback_given': inbox,
  'conversation.policy_enforced': inbox,
  'conversation.history_synced': inbox,
  'call.changed': inbox,
  'order.placed': inbox,
  'group.changed': inbox,
  'identity.changed': inbox,
  'consent.withdrawn': follow('optOutPropagation'),
  'consent.given': follow('optOutPropagation'),
  'lead.submitted': { ...start('leadEnrichment'), publicId: ({ data }) => data.leadId },
  'lead.updated': {
    ...start('leadEnrichment'),
    publicId: ({ data, id }) => `${data.leadId}~${id}`,
  },
  'comment.changed': start('commentThread'),
  'mention.made': start('mentionMonitor'),
  'story.mentioned': start('storyMention'),
  'reaction.changed': activity,
  'post.changed': activity,
  'live_video.changed': activity,
  'rating.changed': activity,
  'video_copyright.changed': activity,
  'registration.changed': activity,
  'page_profile.changed': activity,
  'insights.reported': start('mediaEngagement'),
  'account.changed': account,
  'phone_number.changed': account,
  'flow.changed': account,
  'template.changed': start('templateLifecycle'),
  'catalog.batch_finished': start('catalogBatch'),
  'catalog.feed_finished': start('catalogBatch'),
  'catalog.product_changed': catalog,
  'catalog.inventory_changed': catalog,
  'catalog.price_changed': catalog,
  'catalog.product_set_changed': catalog,
  'catalog.hotel_changed': catalog,
  'catalog.vehicle_changed': catalog,
  'catalog.commerce_account_changed': catalog,
  'ad.changed': ads,
  'ad.threshold_reached': ads,
  'ad.issue_raised': ads,
  'ad.processed': ads,
  'ad.recommended': ads,
  'ad.fatigued': ads,
  'ad.product_set_issue': ads,
  'ad.async_finished': ads,
  'permission.granted': start('permissionChange'),
  'permission.revoked': start('permissionChange'),
  'profile.changed': start('profileSync'),
  'deletion.requested': start('dataDeletion'),
  'app.deauthorized': start('deauthorization'),
  'application.noticed': notice,
  'job.finished': start('asyncJob'),
  'integration.changed': notice,
  'migration.progressed': start('accountMigration'),
  unrecognised: start('unrecognisedEvent'),
};

/** The route of a kind; undefined for one that an older version of this code does not know. */
export function routeOf(kind: EventKind): AnyRoute | undefined {
  return routes[kind] as AnyRoute | undefined;
}

/** `<workflow>/<asset>/<public id or hash>`: readable, the same for the same event, and nothing personal in it. */
export function workflowIdOf(event: EventRef, route: AnyRoute): string {
  const own =
    route.mode === 'follow' ? (event.subject ?? event.id) : (route.publicId?.(event) ?? event.id);
  const replay = event.generation > 0 && route.mode === 'start' ? `~r${event.generation}` : '';

  return `${route.workflow}/${event.asset || '-'}/${own}${replay}`;
}
