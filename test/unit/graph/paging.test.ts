import { z } from 'zod';

import type { AssetGraph } from '../../../src/graph/client';
import { eachItem, eachPage } from '../../../src/graph/paging';
import { errorOf, startGraph } from './servers';

type Graph = Awaited<ReturnType<typeof startGraph>>;

const Item = z.object({ id: z.string() });
const request = { path: '71/leads?fields=id&limit=2', item: Item };

/** A graph that gives the same page whatever it is asked. */
function always(page: unknown) {
  const asked: string[] = [];
  const get = async (path: string, schema: z.ZodType) => {
    asked.push(path);
    return schema.parse(page);
  };
  return { asked, graph: { get } as unknown as AssetGraph };
}

describe('paging', () => {
  let the: Graph;
  beforeAll(async () => {
    the = await startGraph();
    const leads = ['1', '2', '3', '4', '5'].map((id) => ({ id, form_id: '71' }));
    the.simulator.world.edges.set('71/leads', leads);
  });
  afterAll(() => the.stop());

  it('walks all items in order', async () => {
    const items = await collect(eachItem(the.graph, request));

    expect(items.map(({ id }) => id)).toEqual(['1', '2', '3', '4', '5']);
  });

  it('goes on from the cursor of an earlier page', async () => {
    const [first] = await collect(eachPage(the.graph, request));

    const rest = await collect(eachPage(the.graph, { ...request, after: first?.next }));

    expect(rest.flatMap(({ items }) => items.map(({ id }) => id))).toEqual(['3', '4', '5']);
    expect(rest.at(-1)?.next).toBeUndefined();
  });

  it('ends at once on an empty edge', async () => {
    expect(await collect(eachItem(the.graph, { path: '72/leads', item: Item }))).toEqual([]);
  });

  it('reads the cursor of a foreign URL, and does not call it', async () => {
    const next = 'https://evil.example/v26.0/71/leads?access_token=x&after=abc';
    const { asked, graph } = always({ data: [], paging: { next } });

    const error = await errorOf(collect(eachPage(graph, request)));

    expect(asked).toEqual([request.path, `${request.path}&after=abc`]);
    expect(error).toMatchObject({ name: 'GraphResponseError', type: 'cursor_repeats' });
  });

  it('does not pass a part off as the whole when there is no cursor to follow', async () => {
    const { graph } = always({ data: [], paging: { next: 'https://graph.example/?until=1' } });

    const error = await errorOf(collect(eachPage(graph, request)));

    expect(error).toMatchObject({ name: 'GraphResponseError', type: 'no_cursor' });
  });
});

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
