import type { IncomingMessage } from 'node:http';

import getRawBody from 'raw-body';

/** Why a body was not taken, as the HTTP status that says so. */
export class BodyRefused extends Error {
  override readonly name = 'BodyRefused';

  constructor(readonly status: 400 | 408 | 413 | 415 | 503) {
    super(`body refused: ${status}`);
  }
}

/** Most bytes of unverified bodies in memory at once; a hundred strangers with 8 MiB each get a 503. */
const BUDGET = 128 * 1024 * 1024;
let held = 0;

/**
 * The bytes as they were sent, at most `limit` of them, within `timeoutMs`. Refuses before reading where the
 * length is declared too large or the body is compressed: a signature is over bytes, and a bomb is small.
 */
export async function readBody(
  request: IncomingMessage,
  limit: number,
  timeoutMs: number,
): Promise<Buffer> {
  const { 'content-encoding': encoding, 'content-length': length } = request.headers;
  if (encoding && encoding.toLowerCase() !== 'identity') throw new BodyRefused(415);
  if (Number(length) > limit) throw new BodyRefused(413);

  const share = length === undefined ? limit : Number(length);
  if (held + share > BUDGET) throw new BodyRefused(503);
  held += share;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new BodyRefused(408)), timeoutMs);
  });
  try {
    return await Promise.race([getRawBody(request, { limit, length }), late]);
  } catch (error) {
    if (error instanceof BodyRefused) throw error;
    throw new BodyRefused((error as { type?: string }).type === 'entity.too.large' ? 413 : 400);
  } finally {
    clearTimeout(timer);
    held -= share;
  }
}
