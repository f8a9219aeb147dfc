import { Context } from '@temporalio/activity';
import { z } from 'zod';

import { changesOf } from '../src/domain/catalog';
import type { CatalogChange, CatalogItem, Vertical } from '../src/domain/catalog';
import type { WebhookEvent } from '../src/domain/events';
import type { AssetGraph, GraphClient } from '../src/graph/client';
import { eachPage } from '../src/graph/paging';
import type { Inbox } from '../src/inbox/accept';
import { factDelivery } from '../src/inbox/facts';
import type { CatalogItemStore, CatalogPart, KnownItem } from '../src/store/catalog-items';

const Scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]).catch(null);
const Item = z.object({ id: z.string(), retailer_id: z.string().optional() }).catchall(Scalar);
const Catalog = z.object({
  vertical: z.string().optional(),
  commerce_merchant_settings: z
    .object({ id: z.string() })
    .catchall(Scalar)
    .optional()
    .catch(undefined),
});

/** Graph's edge and fields for each part of a catalog. */
const EDGES: Readonly<Record<Exclude<Vertical, 'commerce_account'>, string>> = {
  product:
    'products?limit=500&fields=id,retailer_id,name,price,sale_price,currency,availability,inventory,visibility,review_status,url',
  hotel: 'hotels?limit=500&fields=id,hotel_id,name,brand,sale_price,url',
  vehicle:
    'vehicles?limit=500&fields=id,vehicle_id,title,price,currency,availability,state_of_vehicle,url',
  product_set: 'product_sets?limit=500&fields=id,name,filter,product_count',
};

interface CatalogParts {
  graph: GraphClient;
  inbox: Inbox;
  catalogItems: CatalogItemStore;
}

export type CatalogActivities = ReturnType<typeof createCatalogActivities>;

export const createCatalogActivities = ({ graph, inbox, catalogItems }: CatalogParts) => {
  /** Compares one part, page by page: first the events, then the rows, so that a crash between repeats and loses nothing. */
  async function comparePart(part: CatalogPart, pages: Pages): Promise<number> {
    const isChange = await catalogItems.hasBaseline(part);
    const startedAt = new Date();
    let count = 0;
    for await (const items of pages) {
      const known = await catalogItems.known(
        part,
        items.map(({ id }) => id),
      );
      if (isChange)
        count += await tell(
          part,
          items.map((after) => ({ before: known.get(after.id), after })),
        );
      await catalogItems.save(part, items);
      Context.current().heartbeat(items.length);
    }
    const gone = await catalogItems.unseen(part, startedAt);
    count += await tell(
      part,
      gone.map((before) => ({ before, after: undefined })),
    );
    await catalogItems.remove(
      part,
      gone.map(({ id }) => id),
    );
    await catalogItems.setBaseline(part);

    return count;
  }

  async function tell(part: CatalogPart, pairs: readonly Pair[]): Promise<number> {
    const events = pairs.flatMap((pair) => eventsOf(part, pair));
    if (events.length === 0) return 0;
    await inbox.accept(
      factDelivery({ object: 'catalog', field: part.vertical, app: 'tetrix', events }),
    );

    return events.length;
  }

  return {
    /**
     * Reads a catalog through Graph, compares it with the rows, and accepts an event for each change. The
     * first reading only fills the rows. Returns how many changes there were.
     */
    async compareCatalog(catalogId: string): Promise<number> {
      const meta = graph.for(catalogId, { signal: Context.current().cancellationSignal });
      const catalog = await meta.get(
        `${catalogId}?fields=vertical,commerce_merchant_settings`,
        Catalog,
      );
      let changes = 0;
      for (const vertical of partsOf(catalog.vertical)) {
        changes += await comparePart({ catalogId, vertical }, pagesOf(meta, catalogId, vertical));
      }
      const settings = catalog.commerce_merchant_settings;
      const accounts = settings ? [[itemOf(settings)]] : [];

      return changes + (await comparePart({ catalogId, vertical: 'commerce_account' }, accounts));
    },

    /** The catalogs that are compared daily, beside their events. */
    async listCatalogs(): Promise<string[]> {
      return catalogItems.catalogs();
    },
  };
};

type Pages = AsyncIterable<readonly CatalogItem[]> | Iterable<readonly CatalogItem[]>;
type Edge = keyof typeof EDGES;

interface Pair {
  readonly before: KnownItem | undefined;
  readonly after: CatalogItem | undefined;
}

/** What a catalog of a vertical holds; sets are in each. */
function partsOf(vertical: string | undefined): Edge[] {
  if (vertical === 'hotels') return ['hotel', 'product_set'];

  return vertical === 'vehicles' ? ['vehicle', 'product_set'] : ['product', 'product_set'];
}

async function* pagesOf(
  meta: AssetGraph,
  catalogId: string,
  edge: Edge,
): AsyncGenerator<CatalogItem[]> {
  for await (const { items } of eachPage(meta, {
    path: `${catalogId}/${EDGES[edge]}`,
    item: Item,
  })) {
    yield items.map(itemOf);
  }
}

function itemOf({ id, retailer_id: retailerId, ...facts }: z.infer<typeof Item>): CatalogItem {
  return { id, retailerId: retailerId ?? null, facts };
}

/** The item's version is in the key: two passes that meet one change tell of it once, and A → B → A is two. */
function eventsOf(
  { catalogId, vertical }: CatalogPart,
  { before, after }: Pair,
): WebhookEvent<CatalogChange['kind']>[] {
  const id = (after ?? before)!.id;

  return changesOf(vertical, before?.removed ? undefined : before, after).map(
    ({ kind, change, fields }) => ({
      kind,
      key: [id, change, (before?.version ?? 0) + 1],
      asset: catalogId,
      occurredAt: new Date().toISOString(),
      subject: catalogId,
      data: {
        itemId: id,
        retailerId: (after ?? before)!.retailerId,
        change,
        fields: fields.join(','),
        price: shown(after, 'price'),
        availability: shown(after, 'availability'),
      },
    }),
  );
}

function shown(item: CatalogItem | undefined, name: string): string | number | null {
  const value = item?.facts[name];

  return typeof value === 'string' || typeof value === 'number' ? value : null;
}
