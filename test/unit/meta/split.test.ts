import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { splitDelivery } from '../../../src/meta/split';

const split = (body: unknown) => splitDelivery(JSON.stringify(body));

const itemsOf = (body: unknown) => {
  const result = split(body);
  if (!result.ok) throw new Error(result.reason);
  return result.items;
};

const feed = { field: 'feed', value: { item: 'comment' } };
const message = {
  sender: { id: '1' },
  recipient: { id: '2' },
  timestamp: 3,
  message: { mid: 'm' },
};

describe('splitDelivery', () => {
  it('splits an envelope into its changes', () => {
    const body = { object: 'page', entry: [{ id: '7', time: 1700000000, changes: [feed, feed] }] };
    const item = {
      object: 'page',
      shape: 'changes',
      entryId: '7',
      entryTime: 1700000000000,
      field: 'feed',
      raw: feed,
    };

    expect(split(body)).toEqual({ ok: true, object: 'page', items: [item, item] });
  });

  it('takes every list of an entry that has several', () => {
    const entry = {
      standby: [message],
      messaging: [message],
      changes: [feed],
      changed_fields: ['a'],
    };

    expect(itemsOf({ object: 'user', entry: [{ ...entry, uid: 5 }] })).toEqual([
      { object: 'user', entryId: '', uid: '5', shape: 'changes', field: 'feed', raw: feed },
      { object: 'user', entryId: '', uid: '5', shape: 'messaging', raw: message },
      { object: 'user', entryId: '', uid: '5', shape: 'standby', raw: message },
      {
        object: 'user',
        entryId: '',
        uid: '5',
        shape: 'changed_fields',
        field: 'a',
        raw: { field: 'a' },
      },
    ]);
  });

  it.each([
    [1700000000, 1700000000000],
    [1700000000123, 1700000000123],
    ['1700000000', 1700000000000],
  ])('reads the entry time %j as milliseconds', (time, expected) => {
    expect(itemsOf({ object: 'page', entry: [{ time, changes: [feed] }] })[0]?.entryTime).toBe(
      expected,
    );
  });

  it.each([0, -1, null, 'soon', 1e16, {}, ''])('has no entry time where Meta sent %j', (time) => {
    expect(itemsOf({ object: 'page', entry: [{ time, changes: [feed] }] })[0]).not.toHaveProperty(
      'entryTime',
    );
  });

  it('makes text of numeric ids and keeps all their digits', () => {
    const text = `{"object":"page","entry":[
      {"id":7,"changes":[{"field":"leadgen","value":{"leadgen_id":17854360229135492}}]},
      {"id":17854360229135493,"changes":[{"field":"x"}]}]}`;

    expect(splitDelivery(text)).toMatchObject({
      items: [
        { entryId: '7', raw: { value: { leadgen_id: '17854360229135492' } } },
        { entryId: '17854360229135493' },
      ],
    });
  });

  it.each([
    ['an entry that is no array', { object: 'page', entry: { id: '7', changes: [feed] } }],
    ['changes that are no array', { object: 'page', entry: [{ id: '7', changes: feed }] }],
    ['an array of envelopes', [{ object: 'page', entry: [{ id: '7', changes: [feed] }] }]],
    ['an entry without envelope', { object: 'page', id: '7', changes: [feed] }],
    ['an array of entries', [{ object: 'page', id: '7', changes: [feed] }]],
  ])('takes %s', (_, body) => {
    const items = [{ object: 'page', shape: 'changes', entryId: '7', field: 'feed', raw: feed }];

    expect(split(body)).toEqual({ ok: true, object: 'page', items });
  });

  it('keeps the object of each envelope in an array', () => {
    const bodies = ['page', 'user'].map((object) => ({ object, entry: [{ changes: [feed] }] }));

    expect(itemsOf(bodies).map(({ object }) => object)).toEqual(['page', 'user']);
  });

  it('keeps a bare change and a bare message whole', () => {
    const named = { object: 'page', ...feed };

    expect(itemsOf(feed)).toEqual([
      { object: 'unknown', shape: 'bare', entryId: '', field: 'feed', raw: feed },
    ]);
    expect(itemsOf(named)).toEqual([
      { object: 'page', shape: 'bare', entryId: '', field: 'feed', raw: named },
    ]);
    expect(itemsOf(message)).toEqual([
      { object: 'unknown', shape: 'bare', entryId: '', raw: message },
    ]);
  });

  it.each([
    [
      'an entry of no known shape',
      { object: 'page', entry: [{ id: '', news: 1 }] },
      { id: '', news: 1 },
    ],
    [
      'an entry with empty lists only',
      { object: 'page', entry: [{ changes: [] }] },
      { changes: [] },
    ],
    ['an entry that is no object', { object: 'page', entry: ['hello'] }, 'hello'],
    ['an envelope without entry', { object: 'page', news: 1 }, { object: 'page', news: 1 }],
    [
      'an envelope whose entry is null',
      { object: 'page', entry: null, news: 1 },
      { object: 'page', entry: null, news: 1 },
    ],
  ])('keeps %s as it came', (_, body, raw) => {
    expect(itemsOf(body)).toEqual([{ object: 'page', shape: 'entry', entryId: '', raw }]);
  });

  it('keeps changes and fields that are no objects', () => {
    const entry = [{ changes: ['odd', null, feed], changed_fields: [7] }];

    expect(itemsOf({ object: 'page', entry }).map(({ field, raw }) => ({ field, raw }))).toEqual([
      { field: undefined, raw: 'odd' },
      { field: undefined, raw: null },
      { field: 'feed', raw: feed },
      { field: undefined, raw: { field: 7 } },
    ]);
  });

  it.each([
    [{ object: 'x', entry: [] }, 'x'],
    [{ object: 'x' }, 'x'],
    [{}, 'unknown'],
    [[], 'unknown'],
  ])('finds no item in %j, which is no error', (body, object) => {
    expect(split(body)).toEqual({ ok: true, object, items: [] });
  });

  it.each([undefined, null, 7, '', ['page']])(
    'calls the object %j unknown and keeps the items',
    (object) => {
      expect(itemsOf({ object, entry: [{ changes: [feed] }] })).toMatchObject([
        { object: 'unknown', raw: feed },
      ]);
    },
  );

  it('takes more items than Meta promises at most', () => {
    const changes = Array.from({ length: 200_000 }, () => feed);

    expect(itemsOf({ object: 'page', entry: [{ changes }] })).toHaveLength(200_000);
  });

  it('treats prototype names as plain data', () => {
    const text = '{"__proto__":{"entry":[{}],"object":"page"},"constructor":1}';
    const [item] = (splitDelivery(text) as { items: { object: string; raw: object }[] }).items;

    expect(item?.object).toBe('unknown');
    expect(Object.getPrototypeOf(item?.raw)).toBe(Object.prototype);
    expect(JSON.stringify(item?.raw)).toBe(text);
  });

  it.each([
    ['', 'not_json'],
    ['{', 'not_json'],
    ['<html>', 'not_json'],
    ['hub=1', 'not_json'],
    ['null', 'no_object'],
    ['"page"', 'no_object'],
    ['1e400', 'no_object'],
    [`${'['.repeat(65)}${']'.repeat(65)}`, 'too_deep'],
    ['['.repeat(100_000), 'too_deep'],
  ])('says why it cannot split %.20s', (text, reason) => {
    expect(splitDelivery(text)).toEqual({ ok: false, reason });
  });

  it('takes 64 levels', () => {
    expect(splitDelivery(`${'['.repeat(64)}${']'.repeat(64)}`).ok).toBe(true);
  });
});

// The samples stay outside the repository: their licences differ.
const samples = join('..', 'shared', 'payloads');
const files = existsSync(samples)
  ? readdirSync(samples, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.json'),
    )
  : [];

(files.length > 0 ? describe : describe.skip)('the collected samples', () => {
  it('all give at least one item', () => {
    const barren = files.filter((file) => {
      const result = splitDelivery(readFileSync(join(samples, file), 'utf8'));
      return !result.ok || result.items.length === 0;
    });

    expect(barren).toEqual([]);
  });
});
