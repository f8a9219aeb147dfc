import { createHmac } from 'node:crypto';

import { GraphRequestError, GraphTransientError } from './errors';

/** The URL of a call. Throws `GraphRequestError` for a path that would leave the API's version. */
export function callUrl(base: string, path: string, proof?: string): URL {
  const root = new URL(`${base}/`).href; // normalised, as the result will be
  const url = new URL(root + path.replace(/^\/+/, ''));
  // `..` in an id taken from an event would otherwise reach other objects with our token.
  if (!url.href.startsWith(root)) throw new GraphRequestError({ type: 'invalid_path' });
  if (proof) url.searchParams.set('appsecret_proof', proof);
  return url;
}

/** Proves to Meta that the caller of a leaked token also knows the app secret: hex HMAC-SHA256. */
export function appSecretProof(appSecret: string, token: string): string {
  return createHmac('sha256', appSecret).update(token).digest('hex');
}

/**
 * The error that a broken socket becomes. Its own message is dropped: it may quote an address.
 * Anything without a system code is a bug of ours and comes back as it is.
 */
export function toNetworkError(error: unknown): unknown {
  const code = (error as { code?: unknown } | undefined)?.code; // a number in our own errors
  return typeof code === 'string' ? new GraphTransientError({ type: code }) : error;
}

export type Deadline = {
  readonly signal: AbortSignal;
  /** The error to throw instead of `error`. */
  explain(error: unknown): unknown;
  clear(): void;
};

/** Ends a call after `ms` milliseconds or with the caller's signal; both close the socket. */
export function startDeadline(ms: number, caller?: AbortSignal): Deadline {
  const controller = new AbortController();
  const forward = () => controller.abort(caller?.reason);
  const timer = setTimeout(() => controller.abort(), ms);
  caller?.addEventListener('abort', forward, { once: true });
  if (caller?.aborted) forward();

  return {
    signal: controller.signal,
    explain(error) {
      // The caller's reason, so that a cancelled activity is seen as cancelled and not as failed.
      if (caller?.aborted) return caller.reason;
      if (controller.signal.aborted) return new GraphTransientError({ type: 'timeout' });
      return toNetworkError(error);
    },
    clear() {
      clearTimeout(timer);
      caller?.removeEventListener('abort', forward);
    },
  };
}
