import * as fc from 'fast-check';

import { parseLossless } from '../../../src/domain/json';
import { type Item, splitDelivery } from '../../../src/meta/split';

const SHAPES = ['changes', 'messaging', 'standby'] as const;

/** Any JSON, odd names included, as it reads after the wire. */
const json = fc
  .jsonValue({ maxDepth: 3 })
  .map((value): unknown => parseLossless(JSON.stringify(value)));

const element = fc.record({
  shape: fc.constantFrom(...SHAPES),
  entry: fc.constantFrom('1', '2', '3'),
  raw: fc.oneof(json, fc.record({ field: fc.string(), value: json })),
});
type Element = { shape: (typeof SHAPES)[number]; entry: string; raw: unknown };

/** One entry per element, so that only their order decides. */
function delivery(elements: Element[]) {
  const entry = elements.map(({ shape, entry: id, raw }) => ({ id, [shape]: [raw] }));
  return JSON.stringify({ object: 'page', entry });
}

function itemsOf(text: string): Item[] {
  const result = splitDelivery(text);
  if (!result.ok) throw new Error(result.reason);
  return result.items;
}

const elementsOf = (items: Item[]) =>
  items.map(({ shape, entryId, raw }) => ({ shape, entry: entryId, raw }));

const sorted = (items: Item[]) => items.map((item) => JSON.stringify(item)).sort();

describe('splitDelivery', () => {
  it('gives every element of a delivery exactly once and in order', () => {
    fc.assert(
      fc.property(fc.array(element), (elements) => {
        expect(elementsOf(itemsOf(delivery(elements)))).toEqual(elements);
      }),
    );
  });

  it('gives the elements of long lists exactly once and in order', () => {
    const list = fc.array(json, { minLength: 1 });
    const entries = fc.array(fc.record({ changes: list, messaging: list, standby: list }));

    fc.assert(
      fc.property(entries, (entry) => {
        const raws = entry.flatMap((one) => SHAPES.flatMap((shape) => one[shape]));

        const items = itemsOf(JSON.stringify({ object: 'page', entry }));

        expect(items.map(({ raw }) => raw)).toEqual(raws);
      }),
    );
  });

  it('gives the same items however a retry batches them', () => {
    const batched = fc.array(fc.record({ element, batch: fc.nat(3) }));

    fc.assert(
      fc.property(batched, (all) => {
        const together = itemsOf(delivery(all.map((one) => one.element)));
        const apart = [3, 1, 0, 2].flatMap((batch) => {
          const members = all.filter((one) => one.batch === batch).map((one) => one.element);
          return itemsOf(grouped(members));
        });

        expect(sorted(apart)).toEqual(sorted(together));
      }),
    );
  });

  it('never throws, whatever the text', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.json(), fc.json().map(envelope));

    fc.assert(
      fc.property(text, (body) => {
        expect(() => splitDelivery(body)).not.toThrow();
      }),
    );
  });
});

const envelope = (entry: string) => `{"object":"page","entry":${entry}}`;

/** One entry per id, with all its elements in one list per shape. */
function grouped(elements: Element[]): string {
  const entry = ['1', '2', '3'].map((id) => {
    const own = elements.filter((one) => one.entry === id);
    const lists = SHAPES.map((shape) => [
      shape,
      own.filter((one) => one.shape === shape).map(({ raw }) => raw),
    ]);
    return { id, ...Object.fromEntries(lists.filter(([, list]) => list!.length > 0)) };
  });
  const used = entry.filter((one) => Object.keys(one).length > 1);
  return JSON.stringify({ object: 'page', entry: used });
}
