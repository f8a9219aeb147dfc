import { randomBytes } from 'node:crypto';

import { parseSealKeys, seal, unseal } from '../../../src/domain/seal';

const [one, two] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
const keys = parseSealKeys(`k1:${one.toString('base64')}`);
const rotated = parseSealKeys(`k2:${two.toString('base64')}, k1:${one.toString('base64')}`);

describe('seal', () => {
  it('gives back what was sealed, and never seals alike twice', () => {
    const [first, second] = [seal(keys, 'a token ü'), seal(keys, 'a token ü')];

    expect(unseal(keys, first)).toBe('a token ü');
    expect(first.equals(second)).toBe(false);
    expect(first.includes('token')).toBe(false);
  });

  it('seals with the first key and opens what an older one sealed', () => {
    const before = seal(keys, 'old');
    const after = seal(rotated, 'new');

    expect(unseal(rotated, before)).toBe('old');
    expect(unseal(rotated, after)).toBe('new');
    expect(() => unseal(keys, after)).toThrow('no encryption key "k2" is set');
  });

  it('refuses what was changed by a single bit, wherever', () => {
    const sealed = seal(keys, 'token');

    for (let place = 3; place < sealed.length; place += 1) {
      const changed = Buffer.from(sealed);
      changed[place]! ^= 1;
      expect(() => unseal(keys, changed)).toThrow(/unable to authenticate/);
    }
  });

  it('says which setting is missing where there is no key', () => {
    expect(() => seal(new Map(), 'token')).toThrow('TETRIX_ENCRYPTION_KEYS');
  });
});

describe('parseSealKeys', () => {
  it.each([
    ['no key', 'k1'],
    ['no id', `:${one.toString('base64')}`],
    ['too short a key', `k1:${randomBytes(16).toString('base64')}`],
    ['an empty item', `k1:${one.toString('base64')},`],
  ])('refuses %s, and does not repeat what it was given', (_, text) => {
    const secret = text.split(':')[1] ?? '';

    expect(() => parseSealKeys(text)).toThrow(/TETRIX_ENCRYPTION_KEYS, item \d/);
    expect(() => parseSealKeys(text)).not.toThrow(secret || 'nothing to repeat');
  });
});
