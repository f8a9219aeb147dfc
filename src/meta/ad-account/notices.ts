import { each } from '../each';
import { joined, MaybeId, MaybeIds, MaybeWord } from '../maybe';
import { Account, adEvent, objectType } from './ad-event';

const WithIssues = Account.extend({
  id: MaybeId,
  object_id: MaybeId,
  level: MaybeWord,
  object_type: MaybeWord,
  error_code: MaybeWord,
});

/** A campaign, ad set or ad came to WITH_ISSUES. `error_code` is a string. */
export const issueRaised = each(WithIssues, (issue, source, raw) => {
  const data = {
    objectId: issue.id ?? issue.object_id ?? null,
    objectType: objectType(issue.level, issue.object_type),
    errorCode: issue.error_code ?? null,
  };

  return adEvent({ kind: 'ad.issue_raised', data, account: issue }, source, raw);
});

const InProcess = Account.extend({
  id: MaybeId,
  object_id: MaybeId,
  level: MaybeWord,
  object_type: MaybeWord,
  status_name: MaybeWord,
  status: MaybeWord,
});

/** An ad object left IN_PROCESS. */
export const processed = each(InProcess, (object, source, raw) => {
  const data = {
    objectId: object.id ?? object.object_id ?? null,
    objectType: objectType(object.level, object.object_type),
    status: object.status_name ?? object.status ?? null,
  };

  return adEvent({ kind: 'ad.processed', data, account: object }, source, raw);
});

const Recommendation = Account.extend({
  ad_object_ids: MaybeIds,
  recommendation_type: MaybeWord,
  recommendation_stage: MaybeWord,
  recommendation_hash: MaybeWord,
});

/** Meta has an advice for some ad objects. */
export const recommended = each(Recommendation, (advice, source, raw) => {
  const data = {
    objectIds: joined(advice.ad_object_ids),
    recommendationType: advice.recommendation_type ?? null,
    stage: advice.recommendation_stage ?? null,
    recommendationHash: advice.recommendation_hash ?? null,
  };

  return adEvent({ kind: 'ad.recommended', data, account: advice }, source, raw);
});

const Fatigue = Account.extend({
  adgroup_id: MaybeId,
  ad_id: MaybeId,
  creative_fatigue_level: MaybeWord,
});

/** An ad enters or leaves fatigue. `adgroup_id` is Meta's old name for the id of an ad. */
export const fatigued = each(Fatigue, (fatigue, source, raw) => {
  const data = {
    objectId: fatigue.adgroup_id ?? fatigue.ad_id ?? null,
    objectType: 'ad',
    level: fatigue.creative_fatigue_level?.toLowerCase() ?? null,
  };

  return adEvent({ kind: 'ad.fatigued', data, account: fatigue }, source, raw);
});

const ProductSetIssue = Account.extend({ product_set_id: MaybeId, type: MaybeWord });

/** A product set has issues that affect ads. */
export const productSetIssue = each(ProductSetIssue, (issue, source, raw) => {
  const data = { productSetId: issue.product_set_id ?? null, issueType: issue.type ?? null };

  return adEvent({ kind: 'ad.product_set_issue', data, account: issue }, source, raw);
});

const AsyncCreation = Account.extend({ status: MaybeWord, result_id: MaybeId });

/** An asynchronous creation ended. The result has an id of its own, so a repeated notice is known by it. */
export const asyncFinished = each(AsyncCreation, (request, source, raw) => {
  const { status, result_id: resultId } = request;
  const data = { status: status ?? null, resultId: resultId ?? null };
  const key = resultId === undefined ? undefined : [resultId, status ?? '', source.hash()];

  return adEvent(
    { kind: 'ad.async_finished', data, account: request, ...(key ? { key } : {}) },
    source,
    raw,
  );
});
