import type { Clock } from '../domain/clock';
import type { OrderDetail } from '../domain/details';
import { uuidv7 } from '../domain/ids';
import type { MessageAt } from './places';
import type { Transaction } from './pool';

export type OrderStore = ReturnType<typeof createOrderStore>;

export const createOrderStore = (clock: Clock) => ({
  /** An order as the customer sent it; a second copy changes nothing. */
  async save(tx: Transaction, place: MessageAt, order: OrderDetail): Promise<void> {
    await tx.query(
      `with placed as (
         insert into orders (id, asset_id, mid, conversation_id, catalog_id, note, ordered_at)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (asset_id, mid) do nothing returning id
       )
       insert into order_items (order_id, place, retailer_id, quantity, unit_price_minor, currency)
       select placed.id, item.ordinality, item.value ->> 'retailerId', (item.value ->> 'quantity')::numeric,
         (item.value ->> 'unitPrice')::bigint, item.value ->> 'currency'
       from placed, jsonb_array_elements($8::jsonb) with ordinality item`,
      [
        uuidv7(clock()),
        place.asset,
        order.mid,
        place.conversationId,
        order.catalogId,
        order.text ?? null,
        place.at,
        JSON.stringify(order.items),
      ],
    );
  },
});
