import { readSignedRequest, signRequest } from '../../../src/meta/signed-request';
import { hmac } from '../../../src/meta/signature';

const secrets = [{ secret: 'other' }, { appId: '42', secret: 'hush' }];
const sample = {
  user_id: '218471',
  algorithm: 'HMAC-SHA256',
  issued_at: 1291836800,
  expires: 1291840400,
};
const issuedAt = new Date(sample.issued_at * 1000);
const after = (seconds: number) => new Date(issuedAt.getTime() + seconds * 1000);

const read = (payload: object, now = after(60)) =>
  readSignedRequest(signRequest(payload, 'hush'), { secrets, now });

/** A payload as text, for what `JSON.stringify` would not write. */
const signText = (text: string) => {
  const encoded = Buffer.from(text).toString('base64url');
  return `${hmac(encoded, 'hush').toString('base64url')}.${encoded}`;
};

describe('readSignedRequest', () => {
  it('reads the user, the time and the app that signed', () => {
    expect(read(sample)).toEqual({ userId: '218471', issuedAt, app: '42' });
  });

  it('leaves the app out where the secret names none', () => {
    const value = signRequest(sample, 'other');

    expect(readSignedRequest(value, { secrets, now: after(0) })).not.toHaveProperty('app');
  });

  it('takes a user id that is a number, whatever its size', () => {
    expect(read({ ...sample, user_id: 218471 }).userId).toBe('218471');

    const value = signText(JSON.stringify(sample).replace('"218471"', '10223456789012345678'));
    expect(readSignedRequest(value, { secrets, now: after(0) }).userId).toBe(
      '10223456789012345678',
    );
  });

  it('takes the algorithm in any case, and padded base64', () => {
    expect(read({ ...sample, algorithm: 'hmac-sha256' }).userId).toBe('218471');

    const encoded = `${Buffer.from(`${JSON.stringify(sample)} `).toString('base64url')}=`;
    const value = `${hmac(encoded, 'hush').toString('base64url')}=.${encoded}`;
    expect(readSignedRequest(value, { secrets, now: after(0) }).userId).toBe('218471');
  });

  it.each([
    '',
    '.',
    'abc',
    'abc.',
    '.abc',
    'a.b.c',
    'a b.c',
    'a+b/.c',
    `${signRequest(sample, 'hush')}\n`,
    `${signRequest(sample, 'hush')}.x`,
  ])('refuses what is not two base64url parts: %j', (value) => {
    const options = { secrets, now: issuedAt };

    expect(() => readSignedRequest(value, options)).toThrow('not two base64url parts');
  });

  it('refuses another secret, one that has ended, a cut signature and a changed payload', () => {
    const value = signRequest(sample, 'hush');
    const [signature, payload] = value.split('.');
    const ended = [{ secret: 'hush', notAfter: after(-1) }];
    const now = issuedAt;
    const unsigned = 'signed by none of the active app secrets';

    expect(() => readSignedRequest(signRequest(sample, 'x'), { secrets, now })).toThrow(unsigned);
    expect(() => readSignedRequest(value, { secrets: ended, now })).toThrow(unsigned);
    expect(() => readSignedRequest(value.slice(4), { secrets, now })).toThrow(unsigned);
    expect(() => readSignedRequest(`${signature}.${payload}A`, { secrets, now })).toThrow(unsigned);
  });

  it.each([
    ['algorithm is not HMAC-SHA256', { ...sample, algorithm: 'none' }],
    ['unfit: algorithm', { ...sample, algorithm: undefined }],
    ['unfit: user_id', { ...sample, user_id: undefined }],
    ['unfit: user_id', { ...sample, user_id: { secret: 1 } }],
    ['unfit: user_id', { ...sample, user_id: '' }],
    ['unfit: issued_at', { ...sample, issued_at: '2026' }],
    ['unfit: the payload', []],
  ])('says which rule a payload breaks: %s', (message, payload) => {
    expect(() => read(payload)).toThrow(
      expect.objectContaining({ name: 'SignedRequestError', message }),
    );
  });

  it('refuses a payload that is not JSON', () => {
    const options = { secrets, now: issuedAt };

    expect(() => readSignedRequest(signText('hello'), options)).toThrow('the payload is not JSON');
  });

  it('takes a request up to a day old, or as old as told', () => {
    const lasting = { ...sample, expires: 0 };
    const value = signRequest(lasting, 'hush');
    const day = 24 * 3600;

    expect(read(lasting, after(day)).userId).toBe('218471');
    expect(() => read(lasting, after(day + 1))).toThrow('issued_at is too old');
    expect(() => readSignedRequest(value, { secrets, now: after(2), maxAgeMs: 1000 })).toThrow(
      'issued_at is too old',
    );
  });

  it('lets the clock of Meta be five minutes ahead, no more', () => {
    expect(read(sample, after(-300)).userId).toBe('218471');
    expect(() => read(sample, after(-301))).toThrow('issued_at is in the future');
  });

  it('honours expires, which counts in seconds', () => {
    expect(read(sample, after(3600)).userId).toBe('218471');
    expect(() => read(sample, after(3601))).toThrow('expired');
  });
});
