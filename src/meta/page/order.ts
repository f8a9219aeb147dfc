import { z } from 'zod';

import type { WebhookEvent } from '../../domain/events';
import { field, type Source } from '../define';
import { MaybeId, MaybeNumber, MaybeText, MaybeWord } from '../maybe';
import { about, Item, maybe, type Thread, threadOf, within } from '../messaging/thread';
import { present } from '../present';

const Product = z.object({
  id: MaybeId,
  retailer_id: MaybeId,
  quantity: MaybeNumber,
  unit_price: MaybeNumber,
  currency: MaybeWord,
});
const Cart = z.object({
  products: z.array(Product).catch([]),
  note: MaybeText,
  source: MaybeWord,
});
const Payment = z.object({
  payload: MaybeText,
  amount: maybe(z.object({ amount: MaybeNumber, currency: MaybeWord })),
});

type Line = z.output<typeof Product>;
interface Sale {
  readonly word: string;
  readonly lines: readonly Line[];
  readonly text?: string | undefined;
  readonly from?: string | undefined;
}

/** A person sent the products they put together in the thread or in a live show. */
export const sendCart = field(Item.extend({ order: Cart }), ({ order, ...item }, source) => {
  const { products: lines, note: text, source: from } = order;

  return [orderPlaced({ word: 'cart', lines, text, from }, threadOf(item, source), source)];
});

/** A person paid by a Buy button (retired by Meta, still in the enum): one line, named by its payload. */
export const messagingPayments = field(
  Item.extend({ payment: Payment }),
  ({ payment, ...item }, source) => {
    const { payload, amount } = payment;
    const line = { id: undefined, retailer_id: payload, quantity: 1 };
    const lines = [{ ...line, unit_price: amount?.amount, currency: amount?.currency }];

    return [orderPlaced({ word: 'payment', lines }, threadOf(item, source), source)];
  },
);

/** Neither a cart nor a payment has a mid, and the order needs an id of its own: one made from its key. */
function orderPlaced(sale: Sale, thread: Thread, source: Source): WebhookEvent<'order.placed'> {
  const { word, lines, text, from } = sale;
  const currencies = new Set(lines.map(({ currency }) => currency));
  const [currency] = currencies;
  const items = lines.map((line) => ({
    retailerId: line.retailer_id ?? line.id ?? '',
    quantity: line.quantity ?? 1,
    unitPrice: minorUnits(line.unit_price ?? 0, line.currency),
    currency: line.currency ?? '',
  }));
  const total = items.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0);

  return {
    kind: 'order.placed',
    key: [thread.word, word, thread.who, thread.when, source.hash()],
    ...about(thread),
    data: {
      by: word,
      items: items.length,
      total: currencies.size === 1 ? total : null,
      currency: (currencies.size === 1 ? currency : undefined) ?? null,
      source: from ?? null,
    },
    detail: present({
      channel: thread.channel,
      person: within(thread).person,
      mid: `${word}:${source.hash()}`,
      catalogId: '',
      text,
      items,
    }),
  };
}

/** Meta prints prices in whole units; some currencies have no cents, some three digits of them. */
function minorUnits(amount: number, currency = 'USD'): number {
  return Math.round(amount * 10 ** digitsOf(currency));
}

function digitsOf(currency: string): number {
  try {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency });

    return format.resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2; // no such currency
  }
}
