import { z } from 'zod';

import type { EventKind } from '../../domain/events';
import { event, fallbackKey, type FieldReader } from '../define';
import { each } from '../each';
import { MaybeId, MaybeNumber, MaybeWord } from '../maybe';

type ChangedKind = Extract<EventKind, `catalog.${string}_changed`>;

const Changed = z.object({
  catalog_id: MaybeId,
  id: MaybeId,
  product_id: MaybeId,
  product_item_id: MaybeId,
  product_set_id: MaybeId,
  hotel_id: MaybeId,
  vehicle_id: MaybeId,
  commerce_merchant_settings_id: MaybeId,
  commerce_account_id: MaybeId,
  retailer_id: MaybeId,
  verb: MaybeWord,
  event: MaybeWord,
  status: MaybeWord,
  availability: MaybeWord,
  inventory: MaybeNumber,
  price: MaybeWord,
  currency: MaybeWord,
});

/** A change of something in a catalog, whatever its shape; follows the catalog, which is read and compared. */
export const changed = (kind: ChangedKind): FieldReader =>
  each(Changed, (change, source, raw) => {
    const asset = source.asset || (change.catalog_id ?? '');

    return event({
      kind,
      key: fallbackKey(source),
      asset,
      occurredAt: source.sentAt,
      data: {
        catalogId: asset,
        itemId: itemId(change),
        retailerId: change.retailer_id ?? null,
        verb: change.verb ?? change.event ?? source.verb ?? null,
        status: change.status ?? null,
        availability: change.availability ?? null,
        inventory: change.inventory ?? null,
        price: change.price ?? null,
        currency: change.currency ?? null,
      },
      ...(asset ? { subject: asset } : {}),
      detail: raw === undefined ? {} : { value: raw },
    });
  });

function itemId(change: z.output<typeof Changed>): string | null {
  return (
    change.product_item_id ??
    change.product_id ??
    change.product_set_id ??
    change.hotel_id ??
    change.vehicle_id ??
    change.commerce_merchant_settings_id ??
    change.commerce_account_id ??
    change.id ??
    null
  );
}
