import * as fc from 'fast-check';

import { type AppSecret, findSigner, parseAppSecrets, sign } from '../../../src/meta/signature';

const now = new Date('2026-08-01T12:00:00Z');
const compact = Buffer.from('{"object":"whatsapp_business_account","entry":[]}');
const spaced = Buffer.from('{"object": "whatsapp_business_account", "entry": []}');
const hex = 'dec6a680679a968e7e0319355b23599cbfc54502c0784668e9618baa0c633756';

const secrets: AppSecret[] = [
  { appId: '1', secret: 'otro_secreto' },
  { appId: '2', secret: 'test_app_secret' },
];

const signerOf = (header: string | string[] | undefined, known = secrets) =>
  findSigner({ raw: compact, header }, known, now)?.appId;

describe('sign', () => {
  it.each([
    ['test_app_secret', compact, hex],
    ['test_app_secret', spaced, '56cbbaf4961c6cfdae48b7f116c047e5eb513d2c931baae63a2bc1afd26f803a'],
    ['otro_secreto', compact, '769b03d8c2ae6498f2d1e1f7299c0ba55448c69d741e7b0bb243d852d8a8d8c7'],
  ])('agrees with the known vector of %s', (secret, raw, expected) => {
    expect(sign(raw, secret)).toBe(`sha256=${expected}`);
  });
});

describe('findSigner', () => {
  it('names the app whose secret signed, wherever it stands in the list', () => {
    expect(signerOf(sign(compact, 'otro_secreto'))).toBe('1');
    expect(signerOf(sign(compact, 'test_app_secret'))).toBe('2');
  });

  it('takes the digits in either case', () => {
    expect(signerOf(`sha256=${hex.toUpperCase()}`)).toBe('2');
  });

  it('refuses a secret that is not in the list, and any secret when the list is empty', () => {
    expect(signerOf(sign(compact, 'another'))).toBeUndefined();
    expect(signerOf(sign(compact, 'test_app_secret'), [])).toBeUndefined();
  });

  it('refuses a body that differs in a single byte', () => {
    const header = sign(compact, 'test_app_secret');

    fc.assert(
      fc.property(fc.nat(compact.length - 1), fc.integer({ min: 1, max: 255 }), (place, flip) => {
        const raw = Buffer.from(compact);
        raw[place]! ^= flip;
        expect(findSigner({ raw, header }, secrets, now)).toBeUndefined();
      }),
    );
  });

  it.each([
    ['is missing', undefined],
    ['is empty', ''],
    ['has no prefix', hex],
    ['is sha1', `sha1=${hex.slice(24)}`],
    ['names sha1 before 64 digits', `sha1=${hex}`],
    ['is short', `sha256=${hex.slice(1)}`],
    ['is long', `sha256=${hex}0`],
    ['is not hex', `sha256=g${hex.slice(1)}`],
    ['starts with a space', ` sha256=${hex}`],
    ['ends with a space', `sha256=${hex} `],
    ['ends with a line break', `sha256=${hex}\n`],
    ['has a space inside', `sha256= ${hex}`],
    ['has the prefix in capitals', `SHA256=${hex}`],
    ['was sent twice', [`sha256=${hex}`, `sha256=${hex}`]],
    ['was sent twice and joined', `sha256=${hex}, sha256=${hex}`],
  ])('refuses a header that %s', (_, header) => {
    expect(signerOf(header)).toBeUndefined();
  });

  it('takes the old and the new secret during a rotation, and the old one no longer after it', () => {
    const rotating: AppSecret[] = [
      { appId: 'new', secret: 'fresh' },
      { appId: 'old', secret: 'stale', notAfter: now },
    ];
    const delivery = { raw: compact, header: sign(compact, 'stale') };
    const later = new Date(now.getTime() + 1);

    expect(findSigner(delivery, rotating, now)?.appId).toBe('old');
    expect(findSigner(delivery, rotating, later)).toBeUndefined();
    expect(signerOf(sign(compact, 'fresh'), rotating)).toBe('new');
  });
});

describe('parseAppSecrets', () => {
  it('reads secrets with and without an app id and an end', () => {
    const text = 'abc123, 42:def456 ,43:0f0f@2026-09-30,aa@2026-09-30T12:00:00+02:00';

    expect(parseAppSecrets(text)).toEqual([
      { secret: 'abc123' },
      { appId: '42', secret: 'def456' },
      { appId: '43', secret: '0f0f', notAfter: new Date('2026-09-30T23:59:59.999Z') },
      { secret: 'aa', notAfter: new Date('2026-09-30T10:00:00Z') },
    ]);
  });

  it('reads nothing from an empty setting', () => {
    expect(parseAppSecrets(' ')).toEqual([]);
  });

  it.each([
    ['ok,', 'item 2: the secret is missing'],
    ['42:', 'item 1: the secret is missing'],
    ['ok,myapp:hush', 'item 2: the app id must be digits'],
    [':hush', 'item 1: the app id must be digits'],
    ['hush hush', 'item 1: the secret holds white space'],
    ['hush@tomorrow', 'item 1: what follows @ must be an ISO date'],
    ['hush@2026-02-30', 'item 1: what follows @ must be an ISO date'],
    ['hush@2026-02-03T10:00', 'item 1: what follows @ must be an ISO date'],
    ['hush@', 'item 1: what follows @ must be an ISO date'],
  ])('refuses %s, without repeating it', (text, message) => {
    const parse = () => parseAppSecrets(text);

    expect(parse).toThrow(message);
    expect(parse).not.toThrow(/hush|myapp|tomorrow/);
  });
});
