import { adAccountStatus } from '../application/ad-account';
import { pluginComment } from '../application/plugin-comment';
import { integration } from '../application/integration';
import { asyncRequest } from '../application/async-request';
import { adsRule, devAlert, donation, groupInstall, resellerRequest } from '../application/notices';
import { webhookObject } from '../define';

/** META 9. `entry.id` is the app, which is the asset but for ad accounts. */
export const application = webhookObject(
  'application',
  {
    ad_account: adAccountStatus,
    ads_rules_engine: adsRule,
    async_requests: asyncRequest,
    dev_alerts: devAlert,
    group_install: groupInstall,
    oe_reseller_onboarding_request_created: resellerRequest,
    plugin_comment: pluginComment,
    plugin_comment_reply: pluginComment,
    business_integration_install: integration('install'),
    business_integration_uninstall: integration('uninstall'),
    business_integration_update: integration('update'),
    fundraiser_donations: donation,
  },
  { async_sessions: 'async_requests' },
);
