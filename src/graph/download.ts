import { type Readable, Transform } from 'node:stream';

import type { Dispatcher } from 'undici';

import { toGraphError } from './classify';
import { GraphResponseError } from './errors';
import { readRetryAfter } from './usage';
import { toNetworkError } from './wire';

export type DownloadRequest = {
  readonly url: URL;
  readonly token: string;
  /** Bytes; more than that ends the stream with a `GraphResponseError`. */
  readonly maxBytes: number;
  /** Milliseconds until the headers, and between two chunks. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
};

export type Download = {
  /** Read it to the end or destroy it, or its connection stays taken. Fails with a `GraphError`. */
  readonly stream: Readable;
  readonly mimeType: string | undefined;
  /** As the server announces it, in bytes. */
  readonly size: number | undefined;
};

/** Where Meta serves media from. Attachments of type `fallback` may name any host, also one in our own network. */
const MEDIA_HOSTS = /(^|\.)(fbsbx\.com|fbcdn\.net|facebook\.com|cdninstagram\.com|whatsapp\.net)$/;

/** Whether a media URL may be fetched, and shown the token: Meta's hosts over TLS, or the API's own address. */
export function isMediaUrl(url: URL, apiOrigin: string): boolean {
  return url.origin === apiOrigin || (url.protocol === 'https:' && MEDIA_HOSTS.test(url.hostname));
}

/** Opens a media URL. Redirects are not followed: they would carry the token elsewhere. */
export async function download(agent: Dispatcher, request: DownloadRequest): Promise<Download> {
  const { url, token, timeoutMs, signal } = request;
  const explain = (error: unknown) => (signal?.aborted ? signal.reason : toNetworkError(error));
  const answer = await agent
    .request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: 'GET',
      headers: { authorization: `Bearer ${token}` },
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      signal,
    })
    .catch((error: unknown) => {
      throw explain(error);
    });

  if (answer.statusCode !== 200) {
    answer.body.on('error', () => undefined).destroy();
    throw toGraphError({
      httpStatus: answer.statusCode,
      retryAfterMs: readRetryAfter(answer.headers, Date.now()),
    });
  }
  const type = answer.headers['content-type'];
  const length = answer.headers['content-length'];
  return {
    stream: capped(answer.body, request.maxBytes, explain),
    mimeType: typeof type === 'string' ? type : undefined,
    size: typeof length === 'string' ? Number(length) : undefined,
  };
}

/** `pipeline` would hand the socket's own error on, which is neither typed nor free of addresses. */
function capped(body: Readable, maxBytes: number, explain: (error: unknown) => unknown): Readable {
  let size = 0;
  const cap = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      size += chunk.length;
      if (size > maxBytes) done(new GraphResponseError({ type: 'too_large' }));
      else done(null, chunk);
    },
  });
  body.on('error', (error) => cap.destroy(explain(error) as Error));
  cap.on('close', () => body.destroy());
  return body.pipe(cap);
}
