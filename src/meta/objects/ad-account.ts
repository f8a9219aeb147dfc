import {
  asyncFinished,
  fatigued,
  issueRaised,
  processed,
  productSetIssue,
  recommended,
} from '../ad-account/notices';
import { fieldChanged } from '../ad-account/field-changed';
import { subscription } from '../ad-account/subscription';
import { webhookObject } from '../define';

/** META 6. Meta's docs call the field `effective_status`; on the wire it is `field_changed`. */
export const adAccount = webhookObject(
  'ad_account',
  {
    with_issues_ad_objects: issueRaised,
    in_process_ad_objects: processed,
    ad_recommendations: recommended,
    creative_fatigue: fatigued,
    product_set_issue: productSetIssue,
    ads_async_creation_request: asyncFinished,
    field_changed: fieldChanged,
    subscriptions: subscription,
  },
  { effective_status: 'field_changed' },
);
