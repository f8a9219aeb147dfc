import type { OrderDetail } from '../../domain/details';
import type { Fact, WebhookEvent } from '../../domain/events';
import { toMinorUnits } from '../../domain/money';
import { present } from '../present';
import type { Product } from './message';

type Line = OrderDetail['items'][number];

export interface Order {
  readonly catalog_id?: string | undefined;
  readonly text?: string | undefined;
  readonly product_items: readonly Product[];
}

/** The order in a message: what was put into the cart, at the prices that the person saw. */
export function orderPlaced(
  order: Order,
  message: WebhookEvent<'message.received'>,
): WebhookEvent<'order.placed'> {
  const { asset, occurredAt, subject, detail } = message;
  const items = order.product_items.map(lineOf);

  return {
    kind: 'order.placed',
    key: message.key,
    asset,
    occurredAt,
    data: { catalogId: order.catalog_id ?? null, ...totals(items) },
    ...(subject ? { subject } : {}),
    detail: present({
      channel: 'whatsapp' as const,
      mid: detail?.mid ?? '',
      person: detail?.person ?? [],
      catalogId: order.catalog_id ?? '',
      text: order.text || undefined,
      items,
    }),
  };
}

function lineOf({
  product_retailer_id,
  quantity = 1,
  item_price = 0,
  currency = '',
}: Product): Line {
  const unitPrice = toMinorUnits(item_price, currency);

  return {
    retailerId: product_retailer_id ?? '',
    quantity: Number.isFinite(quantity) ? quantity : 0,
    unitPrice: Number.isFinite(unitPrice) ? unitPrice : 0,
    currency: currency.toUpperCase(),
  };
}

/** The sum in minor units; null where the lines are in several currencies. */
function totals(items: readonly Line[]): Record<string, Fact> {
  const currencies = new Set(items.map(({ currency }) => currency));
  const [currency] = currencies.size === 1 ? currencies : [];
  const total = items.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0);

  return {
    lines: items.length,
    quantity: items.reduce((sum, { quantity }) => sum + quantity, 0),
    total: currency === undefined ? null : Math.round(total),
    currency: currency ?? null,
  };
}
