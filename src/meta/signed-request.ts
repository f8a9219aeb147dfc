import { z } from 'zod';

import { parseLossless } from '../domain/json';
import { type AppSecret, findSecret, hmac } from './signature';

const HOUR = 3_600_000;
/** A deletion that Meta delivers late must still happen, and one delivered twice does no harm. */
const MAX_AGE = 24 * HOUR;
/** How far Meta's clock may be ahead of ours. */
const MAX_CLOCK_SKEW = HOUR / 12;

const Payload = z.object({
  algorithm: z.string(),
  user_id: z.union([z.string().min(1), z.int().transform(String)]),
  issued_at: z.number(), // seconds, as is `expires`
  expires: z.number().optional(), // 0: never
});

export interface SignedRequest {
  /** App-scoped: neither a PSID nor an IGSID. */
  readonly userId: string;
  readonly issuedAt: Date;
  /** The app id of the secret that signed, where the secrets name one. */
  readonly app?: string;
}

export interface SignedRequestOptions {
  readonly secrets: readonly AppSecret[];
  readonly now: Date;
  /** Milliseconds; 24 hours unless told. */
  readonly maxAgeMs?: number;
}

/** A `signed_request` that breaks a rule. The message names the rule, never a value. */
export class SignedRequestError extends Error {
  override readonly name = 'SignedRequestError';
}

/**
 * Reads the `signed_request` of the deletion and deauthorize callbacks (META.md 1.4).
 * Nothing in it is looked at before its signature holds. Throws `SignedRequestError`.
 */
export function readSignedRequest(value: string, options: SignedRequestOptions): SignedRequest {
  const { secrets, now, maxAgeMs = MAX_AGE } = options;
  const [, signature, payload] = /^([\w-]+=?)\.([\w-]+={0,2})$/.exec(value) ?? [];
  if (!signature || !payload) throw new SignedRequestError('not two base64url parts');

  // The HMAC covers the payload as sent, still encoded.
  const mac = Buffer.from(signature, 'base64url');
  const signer = findSecret({ content: payload, mac }, secrets, now);
  if (!signer) throw new SignedRequestError('signed by none of the active app secrets');

  const request = readPayload(payload);
  const age = now.getTime() - request.issued_at * 1000;
  if (age > maxAgeMs) throw new SignedRequestError('issued_at is too old');
  if (age < -MAX_CLOCK_SKEW) throw new SignedRequestError('issued_at is in the future');
  if (request.expires && now.getTime() > request.expires * 1000) {
    throw new SignedRequestError('expired');
  }

  return {
    userId: request.user_id,
    issuedAt: new Date(request.issued_at * 1000),
    ...(signer.appId && { app: signer.appId }),
  };
}

/** The `signed_request` that Meta would send with this payload. */
export function signRequest(payload: object, secret: string): string {
  const encoded = Buffer.from(JSON.stringify(payload)).toString('base64url');
  return `${hmac(encoded, secret).toString('base64url')}.${encoded}`;
}

function readPayload(encoded: string): z.infer<typeof Payload> {
  const payload = Payload.safeParse(parsePayload(encoded));
  if (!payload.success) {
    const members = payload.error.issues.map(({ path }) => path.join('.') || 'the payload');
    throw new SignedRequestError(`unfit: ${members.join(', ')}`);
  }
  if (payload.data.algorithm.toUpperCase() !== 'HMAC-SHA256') {
    throw new SignedRequestError('algorithm is not HMAC-SHA256');
  }
  return payload.data;
}

function parsePayload(encoded: string): unknown {
  try {
    return parseLossless(Buffer.from(encoded, 'base64url').toString());
  } catch {
    throw new SignedRequestError('the payload is not JSON');
  }
}
