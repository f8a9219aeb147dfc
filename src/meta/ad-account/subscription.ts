import { each } from '../each';
import { MaybeId, MaybeNumber, MaybeWord } from '../maybe';
import { Account, adEvent, objectType } from './ad-event';

const Subscription = Account.extend({
  subscription_id: MaybeId,
  object_id: MaybeId,
  object_type: MaybeWord,
  field: MaybeWord,
  current_value: MaybeNumber,
});

/**
 * What an ad object is set to; every other field is a metric of what it did. Meta's list of metrics is
 * long and grows, its settings are few.
 */
const SETTING =
  /(^|_)(name|status|budget|cap|bid|amount|strategy|targeting|creative|objective|goal|schedule|type|optimization|pacing|labels|id|category|categories)$|^(start|end|stop|created|updated)_time$|^(bid|billing|promoted|attribution)_/;

/** Counts towards a mark set in the subscription; `spend` without t is the metric. */
const MILESTONE = 'spent';

/**
 * One wire field for four kinds of notice, and nothing in the value names the kind. Meta's samples differ
 * by `field`: none for OBJECT_CREATED, a setting for OBJECT_UPDATED, a metric for INSIGHTS_UPDATED, `spent`
 * for MILESTONE (docs "Ads Webhooks, Subscriptions").
 */
export const subscription = each(Subscription, (notice, source, raw) => {
  const trigger = triggerOf(notice.field);
  const reached = trigger === 'insights' || trigger === 'milestone';
  const common = {
    trigger,
    objectId: notice.object_id ?? null,
    objectType: objectType(notice.object_type),
    currentValue: notice.current_value ?? null,
    subscriptionId: notice.subscription_id ?? null,
  };

  return reached
    ? adEvent(
        {
          kind: 'ad.threshold_reached',
          data: { ...common, metric: notice.field ?? null },
          account: notice,
        },
        source,
        raw,
      )
    : adEvent(
        {
          kind: 'ad.changed',
          data: { ...common, changedFields: notice.field ?? null },
          account: notice,
        },
        source,
        raw,
      );
});

function triggerOf(field: string | undefined): 'created' | 'updated' | 'insights' | 'milestone' {
  if (field === undefined) return 'created';
  if (field === MILESTONE) return 'milestone';

  return SETTING.test(field) ? 'updated' : 'insights';
}
