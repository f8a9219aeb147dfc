import { batchFinished, feedFinished } from '../catalog/finished';
import { changed } from '../catalog/changed';
import { webhookObject } from '../define';

/**
 * Meta documents `items_batch` and `product_feed` alone (META 5). The others are read should Meta, or a
 * relay before us, send them; our own readers of a catalog find the same kinds by comparing.
 */
export const catalog = webhookObject(
  'catalog',
  {
    items_batch: batchFinished,
    product_feed: feedFinished,
    product: changed('catalog.product_changed'),
    inventory: changed('catalog.inventory_changed'),
    price: changed('catalog.price_changed'),
    product_set: changed('catalog.product_set_changed'),
    hotel: changed('catalog.hotel_changed'),
    vehicle: changed('catalog.vehicle_changed'),
    commerce_account: changed('catalog.commerce_account_changed'),
  },
  {
    products: 'product',
    product_item: 'product',
    product_catalog: 'product',
    inventories: 'inventory',
    prices: 'price',
    product_sets: 'product_set',
    hotels: 'hotel',
    vehicles: 'vehicle',
    commerce_merchant_settings: 'commerce_account',
  },
);
