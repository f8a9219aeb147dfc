import { z } from 'zod';

import type { AssetGraph } from './client';
import { GraphResponseError } from './errors';

export type PageRequest<T> = {
  /** An edge, such as `4711/leads?fields=id&limit=100`. */
  readonly path: string;
  readonly item: z.ZodType<T>;
  /** Where to go on: the `next` of a page seen earlier, from a heartbeat for example. */
  readonly after?: string;
};

export type GraphPage<T> = {
  readonly items: readonly T[];
  /** The cursor of the page that follows; undefined on the last one. */
  readonly next: string | undefined;
};

const Paging = z.object({
  cursors: z.object({ after: z.string().optional() }).optional(),
  next: z.string().optional(),
});

/**
 * Walks an edge page by page. The URL in `paging.next` is never called, only its cursor read: it carries the token
 * in its query and could name any host.
 */
export async function* eachPage<T>(
  graph: AssetGraph,
  { path, item, after }: PageRequest<T>,
): AsyncGenerator<GraphPage<T>, void, undefined> {
  const page = z.object({ data: z.array(item), paging: Paging.optional() });
  const seen = new Set<string>();

  for (let cursor = after; ;) {
    const answer = await graph.get(withCursor(path, cursor), page);
    const next = nextCursor(answer.paging);
    yield { items: answer.data, next };
    if (next === undefined) return;

    if (seen.has(next)) throw new GraphResponseError({ type: 'cursor_repeats' });
    seen.add(next);
    cursor = next;
  }
}

/** Walks an edge item by item, one page in memory at a time. */
export async function* eachItem<T>(
  graph: AssetGraph,
  request: PageRequest<T>,
): AsyncGenerator<T, void, undefined> {
  for await (const page of eachPage(graph, request)) yield* page.items;
}

/** The last page has an `after` cursor too; only `next` tells that something follows. */
function nextCursor(paging?: z.infer<typeof Paging>): string | undefined {
  if (paging?.next === undefined) return undefined;
  const after = paging.cursors?.after ?? cursorIn(paging.next);
  // Stopping here would pass a part off as the whole.
  if (!after) throw new GraphResponseError({ type: 'no_cursor' });
  return after;
}

function cursorIn(url: string): string | undefined {
  return URL.canParse(url) ? (new URL(url).searchParams.get('after') ?? undefined) : undefined;
}

function withCursor(path: string, cursor?: string): string {
  if (cursor === undefined) return path;
  return `${path}${path.includes('?') ? '&' : '?'}after=${encodeURIComponent(cursor)}`;
}
