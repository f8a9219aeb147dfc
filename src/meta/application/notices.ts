import { z } from 'zod';

import type { Fact, WebhookEvent } from '../../domain/events';
import { event, fallbackKey, type Source } from '../define';
import { each } from '../each';
import { MaybeId, MaybeNumber, MaybeTime, MaybeWord } from '../maybe';

interface Notice {
  readonly data: Readonly<Record<string, Fact>>;
  /** An id or time of the happening's own: known again by it when Meta repeats the notice later. */
  readonly own?: string | undefined;
  readonly at?: string | undefined;
}

const AdsRule = z.object({
  rule_id: MaybeId,
  account_id: MaybeId,
  object_id: MaybeId,
  object_type: MaybeWord,
  trigger_type: MaybeWord,
  trigger_field: MaybeWord,
  current_value: MaybeNumber,
});

/** A trigger-based ad rule fired. */
export const adsRule = each(AdsRule, (rule, source, raw) => {
  const data = {
    ruleId: rule.rule_id ?? null,
    adAccountId: rule.account_id ?? null,
    objectId: rule.object_id ?? null,
    objectType: rule.object_type?.toLowerCase() ?? null,
    triggerType: rule.trigger_type ?? null,
    triggerField: rule.trigger_field ?? null,
    currentValue: rule.current_value ?? null,
  };

  return noticed({ data }, source, raw);
});

const DevAlert = z.object({ notification_id: MaybeId, date: MaybeTime });

/** An alert to the app's developers; its header and subtitle are in the detail. */
export const devAlert = each(DevAlert, (alert, source, raw) => {
  const data = { notificationId: alert.notification_id ?? null };

  return noticed({ data, own: alert.notification_id, at: alert.date }, source, raw);
});

const GroupInstall = z.object({ group_id: MaybeId, update_time: MaybeTime, verb: MaybeWord });

/** An admin (`actor_id`, in the detail) installed the app in a group or removed it. */
export const groupInstall = each(GroupInstall, (group, source, raw) => {
  const data = { groupId: group.group_id ?? null, verb: group.verb ?? source.verb ?? null };

  return noticed({ data, own: group.update_time, at: group.update_time }, source, raw);
});

const ResellerRequest = z.object({ id: MaybeId });

/** The id of an onboarding request, to be asked for more. */
export const resellerRequest = each(ResellerRequest, (request, source, raw) =>
  noticed({ data: { requestId: request.id ?? null }, own: request.id }, source, raw),
);

const Donation = z.object({
  id: MaybeId,
  fundraiser_id: MaybeId,
  amount_received: MaybeNumber,
  currency: MaybeWord,
  donation_time: MaybeTime,
});

/** A donation to a fundraiser. Who gave it (a hash) and the payment stay in the detail. */
export const donation = each(Donation, (given, source, raw) => {
  const data = {
    donationId: given.id ?? null,
    fundraiserId: given.fundraiser_id ?? null,
    amount: given.amount_received ?? null,
    currency: given.currency ?? null,
  };

  return noticed({ data, own: given.id, at: given.donation_time }, source, raw);
});

function noticed({ data, own, at }: Notice, source: Source, raw: unknown): WebhookEvent {
  return event({
    kind: 'application.noticed',
    key: own === undefined ? fallbackKey(source) : [source.field, own, source.hash()],
    asset: source.asset,
    occurredAt: at ?? source.sentAt,
    data,
    detail: raw === undefined ? {} : { value: raw },
  });
}
