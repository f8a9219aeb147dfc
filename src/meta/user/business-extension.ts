import { z } from 'zod';

import { event, field } from '../define';
import { joined, MaybeId, MaybeIds, MaybeWord } from '../maybe';
import { userKey, userOf } from './profile';

const Install = z
  .object({
    fbe_event: MaybeWord,
    flow: MaybeWord,
    business_manager_id: MaybeId,
    business_id: MaybeId,
    ad_account_id: MaybeId,
    catalog_id: MaybeId,
    pixel_id: MaybeId,
    commerce_merchant_settings_id: MaybeId,
    pages: MaybeIds,
  })
  .partial()
  .catch({});

/**
 * Meta Business Extension: a merchant installed the app and chose a business, a pixel, a catalog, pages.
 * Sent under `user`, yet no part of a profile. `profiles` stay in the detail: they may be people's.
 */
export const businessExtension = field(z.unknown(), (value, source) => {
  const install = Install.parse(value ?? {});

  return [
    event({
      kind: 'integration.changed',
      key: userKey(value, source),
      asset: source.app,
      occurredAt: source.sentAt,
      data: {
        action: install.fbe_event?.toLowerCase() ?? 'install',
        flow: install.flow ?? null,
        businessManagerId: install.business_manager_id ?? install.business_id ?? null,
        configId: null,
        adAccountId: install.ad_account_id ?? null,
        catalogId: install.catalog_id ?? null,
        pixelId: install.pixel_id ?? null,
        commerceAccountId: install.commerce_merchant_settings_id ?? null,
        pageIds: joined(install.pages),
      },
      detail: { userId: userOf(source), ...(value === undefined ? {} : { value }) },
    }),
  ];
});
