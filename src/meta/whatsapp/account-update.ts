import { pick, type Place } from './pick';

type Places = Readonly<Record<string, Place>>;

const SHARED: Places = {
  ownerBusinessId: 'id waba_info.owner_business_id',
  wabaId: 'id waba_info.waba_id',
  partnerAppId: 'id waba_info.partner_app_id',
  solutionId: 'id waba_info.solution_id',
};

const PRICE: Places = {
  startsAt: 'time auth_international_rate_eligibility.start_time',
  exceptions: 'words auth_international_rate_eligibility.exception_countries[].country_code',
};

/** What each event of the field `account_update` tells beside its name (META 2). */
const EVENTS: Readonly<Record<string, Places>> = {
  ACCOUNT_DELETED: {},
  ACCOUNT_OFFBOARDED: {
    reason: 'word disconnection_info.reason',
    initiatedBy: 'word disconnection_info.initiated_by',
  },
  ACCOUNT_RECONNECTED: {},
  ACCOUNT_RESTRICTION: {
    restrictions: 'words restriction_info[].restriction_type',
    restrictedUntil: 'time restriction_info[].expiration',
    violation: 'word violation_info.violation_type',
  },
  ACCOUNT_VIOLATION: { violation: 'word violation_info.violation_type' },
  AD_ACCOUNT_LINKED: { ...SHARED, adAccountId: 'id waba_info.ad_account_linked' },
  AUTH_INTL_PRICE_ELIGIBILITY_UPDATE: PRICE,
  BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE: { country: 'word country' },
  DISABLED_UPDATE: {
    banState: 'word ban_info.waba_ban_state',
    bannedAt: 'time ban_info.waba_ban_date',
  },
  MM_LITE_TERMS_SIGNED: SHARED,
  PARTNER_ADDED: SHARED,
  PARTNER_REMOVED: {
    ...SHARED,
    reason: 'word disconnection_info.reason',
    initiatedBy: 'word disconnection_info.initiated_by',
  },
  PARTNER_APP_INSTALLED: SHARED,
  PARTNER_APP_UNINSTALLED: SHARED,
  PARTNER_CLIENT_CERTIFICATION_STATUS_UPDATE: {
    clientBusinessId: 'id partner_client_certification_info.client_business_id',
    status: 'word partner_client_certification_info.status',
    rejectionReasons: 'words partner_client_certification_info.rejection_reasons',
  },
  VERIFIED_ACCOUNT: {},
  VOLUME_BASED_PRICING_TIER_UPDATE: {
    tier: 'phrase volume_tier_info.tier',
    pricingCategory: 'word volume_tier_info.pricing_category',
    region: 'phrase volume_tier_info.region',
    effectiveMonth: 'word volume_tier_info.effective_month',
    updatedAt: 'time volume_tier_info.tier_update_time',
  },
};

/** The events of `account_update` that Meta documents. */
export const ACCOUNT_UPDATES = Object.keys(EVENTS);

/** The facts of an `account_update` or a `business_status_update`; of an unknown event what is common. */
export function accountUpdateFacts(value: unknown) {
  const { event } = pick(value, { event: 'word event' });
  const known = typeof event === 'string' && Object.hasOwn(EVENTS, event);

  return { event: event ?? null, ...pick(value, known ? EVENTS[event]! : SHARED) };
}
