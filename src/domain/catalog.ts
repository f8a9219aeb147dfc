import type { EventKind, Fact } from './events';

/** What a catalog holds, each read over its own Graph edge. */
export const VERTICALS = [
  'product',
  'hotel',
  'vehicle',
  'product_set',
  'commerce_account',
] as const;
export type Vertical = (typeof VERTICALS)[number];

export interface CatalogItem {
  readonly id: string;
  readonly retailerId: string | null;
  /** By Graph's field names. */
  readonly facts: Readonly<Record<string, Fact>>;
}

export type CatalogChangeKind = Extract<
  EventKind,
  `catalog.${'product' | 'inventory' | 'price' | 'product_set' | 'hotel' | 'vehicle' | 'commerce_account'}_changed`
>;

export interface CatalogChange {
  readonly kind: CatalogChangeKind;
  readonly change: 'created' | 'updated' | 'removed';
  /** The facts that differ. */
  readonly fields: readonly string[];
}

const PRICE = new Set(['price', 'sale_price', 'currency']);
const INVENTORY = new Set(['availability', 'inventory']);

/** What happened to an item between two readings. A product whose price and stock changed had two things happen. */
export function changesOf(
  vertical: Vertical,
  before: CatalogItem | undefined,
  after: CatalogItem | undefined,
): CatalogChange[] {
  const own: CatalogChangeKind = `catalog.${vertical}_changed`;
  if (!before && after) return [{ kind: own, change: 'created', fields: Object.keys(after.facts) }];
  if (before && !after) return [{ kind: own, change: 'removed', fields: [] }];
  if (!before || !after) return [];

  const names = [...new Set([...Object.keys(before.facts), ...Object.keys(after.facts)])].sort();
  const differing = names.filter(
    (name) => (before.facts[name] ?? null) !== (after.facts[name] ?? null),
  );
  const kindOf = (name: string): CatalogChangeKind => {
    if (vertical !== 'product') return own;
    if (PRICE.has(name)) return 'catalog.price_changed';
    return INVENTORY.has(name) ? 'catalog.inventory_changed' : own;
  };
  const kinds = [...new Set(differing.map(kindOf))];

  return kinds.map((kind) => ({
    kind,
    change: 'updated',
    fields: differing.filter((name) => kindOf(name) === kind),
  }));
}
