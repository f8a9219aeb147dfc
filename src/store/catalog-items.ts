import type { CatalogItem, Vertical } from '../domain/catalog';
import type { Clock } from '../domain/clock';
import type { Pool } from './pool';

export interface KnownItem extends CatalogItem {
  readonly version: number;
  readonly removed: boolean;
}

export interface CatalogPart {
  readonly catalogId: string;
  readonly vertical: Vertical;
}

export type CatalogItemStore = ReturnType<typeof createCatalogItemStore>;

export const createCatalogItemStore = (db: Pool, clock: Clock) => ({
  /** Items as they were last read, those that were removed since among them. */
  async known(
    { catalogId, vertical }: CatalogPart,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, KnownItem>> {
    const { rows } = await db.query<KnownItem>(
      `select item_id as id, retailer_id as "retailerId", facts, version, removed_at is not null as removed
       from catalog_items where catalog_id = $1 and vertical = $2 and item_id = any($3::text[])`,
      [catalogId, vertical, ids],
    );

    return new Map(rows.map((item) => [item.id, item]));
  },

  /** Writes one page as it was read. A change that another pass has written meanwhile stays. */
  async save({ catalogId, vertical }: CatalogPart, items: readonly CatalogItem[]): Promise<void> {
    await db.query(
      `insert into catalog_items as c (catalog_id, vertical, item_id, retailer_id, facts, version, seen_at)
       select $1, $2, x.id, x."retailerId", x.facts, 1, $4
       from jsonb_to_recordset($3::jsonb) as x(id text, "retailerId" text, facts jsonb) order by x.id
       on conflict (catalog_id, vertical, item_id) do update set
         retailer_id = excluded.retailer_id, facts = excluded.facts, seen_at = greatest(c.seen_at, excluded.seen_at),
         removed_at = null,
         version = c.version + (c.facts <> excluded.facts or c.removed_at is not null)::int`,
      [catalogId, vertical, JSON.stringify(items), clock()],
    );
  },

  /** Items that a whole pass has not met. */
  async unseen({ catalogId, vertical }: CatalogPart, since: Date): Promise<KnownItem[]> {
    const { rows } = await db.query<KnownItem>(
      `select item_id as id, retailer_id as "retailerId", facts, version, false as removed from catalog_items
       where catalog_id = $1 and vertical = $2 and seen_at < $3 and removed_at is null order by item_id limit 5000`,
      [catalogId, vertical, since],
    );

    return rows;
  },

  async remove({ catalogId, vertical }: CatalogPart, ids: readonly string[]): Promise<void> {
    await db.query(
      `update catalog_items set removed_at = $4, version = version + 1
       where catalog_id = $1 and vertical = $2 and item_id = any($3::text[]) and removed_at is null`,
      [catalogId, vertical, ids, clock()],
    );
  },

  /** Whether this part was read to its end before: only then is a difference a change. */
  async hasBaseline({ catalogId, vertical }: CatalogPart): Promise<boolean> {
    const { rowCount } = await db.query(
      `select 1 from catalog_passes where catalog_id = $1 and vertical = $2 and baseline_at is not null`,
      [catalogId, vertical],
    );

    return rowCount === 1;
  },

  async setBaseline({ catalogId, vertical }: CatalogPart): Promise<void> {
    await db.query(
      `insert into catalog_passes (catalog_id, vertical, baseline_at) values ($1, $2, $3)
       on conflict (catalog_id, vertical) do update set baseline_at = coalesce(catalog_passes.baseline_at, excluded.baseline_at)`,
      [catalogId, vertical, clock()],
    );
  },

  /** Every catalog that was ever read or reported. */
  async catalogs(): Promise<string[]> {
    const { rows } = await db.query<{ id: string }>(
      `select distinct catalog_id as id from catalog_passes order by id limit 10000`,
    );

    return rows.map(({ id }) => id);
  },
});
