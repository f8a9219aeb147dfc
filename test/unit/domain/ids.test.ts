import * as fc from 'fast-check';

import { dedupeKey, keyedHash, keyFingerprint, uuidTime, uuidv7 } from '../../../src/domain/ids';

const V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('uuidv7', () => {
  it('has the form of RFC 9562 and the time it was made at', () => {
    const now = new Date('2026-03-02T12:00:00.123Z');

    const id = uuidv7(now);

    expect(id).toMatch(V7);
    expect(uuidTime(id)).toBe(now.getTime());
  });

  it('keeps the order in which ids were made, also far more of them than one ms has room for', () => {
    const now = new Date('2026-03-02T12:00:00.000Z');

    const ids = Array.from({ length: 10_000 }, () => uuidv7(now));

    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.toSorted()).toEqual(ids);
    expect(ids.every((id) => V7.test(id))).toBe(true);
    expect(uuidTime(ids.at(-1)!) - now.getTime()).toBeLessThanOrEqual(2);
  });
});

describe('dedupeKey', () => {
  const event = { object: 'page', kind: 'lead.submitted', asset: '1', key: ['5'] };

  it('is 16 bytes in hex, and the same for ever', () => {
    // sha256 of `["v1","page","lead.submitted","1","5"]`. Changing it takes every event that is in a database already for a new one.
    expect(dedupeKey(event)).toBe('62e13dbfe3766deb0d3969e055595f6c');
  });

  it.each([
    ['object', { object: 'instagram' }],
    ['kind', { kind: 'lead.updated' }],
    ['asset', { asset: '2' }],
    ['key', { key: ['6'] }],
    ['number of parts', { key: ['5', ''] }],
    ['type of a part', { key: [5] }],
  ])('differs by %s', (_, change) => {
    expect(dedupeKey({ ...event, ...change })).not.toBe(dedupeKey(event));
  });

  it('never joins two keys whose parts only look alike when they are strung together', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.array(fc.string()), (one, other) => {
        const same = JSON.stringify(one) === JSON.stringify(other);

        expect(dedupeKey({ ...event, key: one }) === dedupeKey({ ...event, key: other })).toBe(
          same,
        );
      }),
    );
    const split = (...key: string[]) => dedupeKey({ ...event, key });
    expect(split('a', 'b')).not.toBe(split('ab'));
    expect(split('a","b')).not.toBe(split('a', 'b'));
  });
});

describe('keyedHash', () => {
  it('is 32 hex digits that depend on the key and hold nothing of the value', () => {
    const hash = keyedHash('key one', 'wa_id:491701234567');

    expect(hash).toMatch(/^[0-9a-f]{32}$/);
    expect(keyedHash('key one', 'wa_id:491701234567')).toBe(hash);
    expect(keyedHash('key two', 'wa_id:491701234567')).not.toBe(hash);
    expect(keyedHash('key one', 'wa_id:491701234568')).not.toBe(hash);
  });

  it('tells two keys apart by a fingerprint that is not the key', () => {
    expect(keyFingerprint('key one')).not.toBe(keyFingerprint('key two'));
    expect(keyFingerprint('key one')).not.toContain('key one');
  });
});
