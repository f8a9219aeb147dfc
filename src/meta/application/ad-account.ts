import { z } from 'zod';

import { event, fallbackKey } from '../define';
import { each } from '../each';
import { MaybeId, MaybeNumber } from '../maybe';

const AdAccount = z.object({
  id: MaybeId,
  account_status: MaybeNumber,
  disable_reason: MaybeNumber,
  business: MaybeId,
});

/** `account_status` of the Marketing API's AdAccount. */
const STATUSES: Readonly<Record<number, string>> = {
  1: 'active',
  2: 'disabled',
  3: 'unsettled',
  7: 'pending_risk_review',
  8: 'pending_settlement',
  9: 'in_grace_period',
  100: 'pending_closure',
  101: 'closed',
  201: 'any_active',
  202: 'any_closed',
};

/** The state of an ad account. The asset is that account, not the app: each has a health of its own. */
export const adAccountStatus = each(AdAccount, (account, source, raw) => {
  const asset = account.id?.replace(/^act_/, '') ?? source.asset;
  const { account_status: code } = account;

  return event({
    kind: 'account.changed',
    // The account may be disabled, mended and disabled again, and the value tells nothing of when.
    key: fallbackKey(source),
    asset,
    occurredAt: source.sentAt,
    data: {
      event: 'ad_account',
      status: code === undefined ? null : (STATUSES[code] ?? 'other'),
      accountStatus: code ?? null,
      disableReason: account.disable_reason ?? null,
      businessId: account.business ?? null,
      adAccountId: account.id ?? null,
    },
    subject: asset,
    detail: raw === undefined ? {} : { value: raw },
  });
});
