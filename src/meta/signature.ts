import { createHmac, timingSafeEqual } from 'node:crypto';

import { z } from 'zod';

/** A secret of a Meta app. `notAfter` ends the overlap of a rotation. */
export interface AppSecret {
  /** Tells which app sent a delivery; the body never does. */
  readonly appId?: string;
  readonly secret: string;
  readonly notAfter?: Date;
}

export interface SignedDelivery {
  /** The bytes as received: Meta signs its own escaping, so a re-serialised body never matches. */
  readonly raw: Buffer;
  /** `X-Hub-Signature-256`. */
  readonly header: string | string[] | undefined;
}

/**
 * The secret that signed a delivery, `undefined` where none did or the header is malformed.
 * Several apps may share one URL, so every active secret is tried.
 */
export function findSigner(
  delivery: SignedDelivery,
  secrets: readonly AppSecret[],
  now: Date,
): AppSecret | undefined {
  const mac = macOf(delivery.header);
  return mac && findSecret({ content: delivery.raw, mac }, secrets, now);
}

/**
 * The active secret whose HMAC-SHA256 of the content is `mac` (32 bytes). Each one is compared, in
 * constant time, so that the time taken tells nothing about which matched.
 */
export function findSecret(
  { content, mac }: { content: Buffer | string; mac: Buffer },
  secrets: readonly AppSecret[],
  now: Date,
): AppSecret | undefined {
  let signer: AppSecret | undefined;
  for (const candidate of secrets) {
    if (candidate.notAfter && now > candidate.notAfter) continue;
    const expected = hmac(content, candidate.secret);
    if (expected.length === mac.length && timingSafeEqual(expected, mac)) signer ??= candidate;
  }
  return signer;
}

/** The `X-Hub-Signature-256` value that Meta would send with these bytes. */
export function sign(raw: Buffer | string, secret: string): string {
  return `sha256=${hmac(raw, secret).toString('hex')}`;
}

/**
 * Reads `META_APP_SECRETS`: a comma list of `[appId:]secret[@notAfter]`. `notAfter` is an ISO date,
 * which counts to its last moment in UTC, or a date and time with its zone.
 *
 * Throws an `Error` that names the item by its position and never repeats what it holds.
 */
export function parseAppSecrets(text: string): AppSecret[] {
  if (text.trim() === '') return [];

  return text.split(',').map((item, index) => {
    const refuse = (why: string) => new Error(`META_APP_SECRETS, item ${index + 1}: ${why}`);
    // The secret ends at the first `@`: a time has colons of its own.
    const [, appId, secret, notAfter] =
      /^(?:([^:@]*):)?([^@]*)(?:@(.*))?$/s.exec(item.trim()) ?? [];

    if (appId !== undefined && !/^\d+$/.test(appId)) throw refuse('the app id must be digits');
    if (!secret) throw refuse('the secret is missing');
    if (/\s/.test(secret)) throw refuse('the secret holds white space');
    if (notAfter === undefined) return { ...(appId && { appId }), secret };

    const end = NotAfter.safeParse(notAfter);
    if (!end.success) throw refuse('what follows @ must be an ISO date, or a time with its zone');
    return { ...(appId && { appId }), secret, notAfter: end.data };
  });
}

const NotAfter = z.union([
  z.iso.date().transform((day) => new Date(`${day}T23:59:59.999Z`)),
  z.iso.datetime({ offset: true }).transform((time) => new Date(time)),
]);

/** HMAC-SHA256, 32 bytes. */
export function hmac(content: Buffer | string, secret: string): Buffer {
  return createHmac('sha256', secret).update(content).digest();
}

/** A header sent twice reaches us as an array or joined by a comma; neither counts. */
function macOf(header: string | string[] | undefined): Buffer | undefined {
  if (typeof header !== 'string') return undefined;
  const hex = /^sha256=([\da-fA-F]{64})$/.exec(header)?.[1];
  return hex === undefined ? undefined : Buffer.from(hex, 'hex');
}
