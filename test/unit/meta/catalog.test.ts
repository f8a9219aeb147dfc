import { readEvents } from '../../helpers/fixtures';

const TIME = 1_772_000_000;
const read = (field: string, value: unknown, time = TIME) =>
  readEvents({ object: 'catalog', entry: [{ id: '7711', time, changes: [{ field, value }] }] });

describe('catalog', () => {
  it('knows a finished batch again when Meta repeats the notice', () => {
    const batch = { catalog_id: '7711', handle: 'AcyTest', status: 'Finished' };

    expect(read('items_batch', batch, TIME + 60)[0]!.key).toEqual(
      read('items_batch', batch)[0]!.key,
    );
  });

  it('tells two runs of one feed apart', () => {
    const feed = { catalog_id: '7711', product_feed_id: '5', status: 'Finished' };

    expect(read('product_feed', feed, TIME + 60)[0]!.key).not.toEqual(
      read('product_feed', feed)[0]!.key,
    );
  });

  it.each([
    ['products', 'product'],
    ['product_item', 'product'],
    ['product_sets', 'product_set'],
    ['hotels', 'hotel'],
    ['vehicles', 'vehicle'],
    ['commerce_merchant_settings', 'commerce_account'],
  ])('reads %s as %s, with the same key', (alias, field) => {
    expect(read(alias, { id: '1' })).toEqual(read(field, { id: '1' }));
  });

  it('keeps a batch whose members are of odd types', () => {
    const [event] = read('items_batch', { handle: { a: 1 }, status: ['x'], catalog_id: null });

    expect(event).toMatchObject({
      kind: 'catalog.batch_finished',
      data: { handle: null, status: null },
    });
  });
});
