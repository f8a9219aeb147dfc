import type { WebhookObject } from './define';
import { messagingField } from './messaging/field';
import type { Item } from './split';

/** Not the registry's order, which is the compiler's; `permissions` and `user` share names with everything. */
const ORDER = [
  'whatsapp_business_account',
  'page',
  'instagram',
  'ad_account',
  'catalog',
  'application',
  'managed_meta_account',
];

/**
 * Gives a bare `{field, value}` body, as the App Dashboard shows and may send it, the object that knows
 * its field. Where several do, WhatsApp says so itself, and Messenger is taken before Instagram.
 */
export function inferObject(item: Item, objects: ReadonlyMap<string, WebhookObject>): Item {
  if (objects.has(item.object)) return item;
  const value = (item.raw as { value?: { messaging_product?: unknown } } | null)?.value;
  if (value?.messaging_product === 'whatsapp')
    return { ...item, object: 'whatsapp_business_account' };
  if (item.field === undefined) {
    return messagingField(item.raw) ? { ...item, object: 'page', shape: 'messaging' } : item;
  }

  const { field } = item;
  const names = isMessagingItem(value) ? ORDER.slice(1) : ORDER;
  const candidates = names.flatMap((name) => objects.get(name) ?? []);
  const known =
    candidates.find(({ fields }) => Object.hasOwn(fields, field)) ??
    candidates.find(({ aliases }) => Object.hasOwn(aliases, field));

  return known ? { ...item, object: known.name } : item;
}

/** WhatsApp shares names such as `messages` with the two, but its values have neither a sender nor a recipient. */
function isMessagingItem(value: unknown): boolean {
  return typeof value === 'object' && value !== null && ('sender' in value || 'recipient' in value);
}
