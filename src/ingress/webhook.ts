import { timingSafeEqual, createHash } from 'node:crypto';

import type { Context } from 'koa';

import type { Clock } from '../domain/clock';
import type { Inbox } from '../inbox/accept';
import type { Log } from '../log';
import { readDelivery } from '../meta/read';
import { findSigner } from '../meta/signature';
import type { AppSecret } from '../meta/signature';
import type { Metrics } from '../metrics';
import { BodyRefused, readBody } from './body';

export interface WebhookParts {
  readonly inbox: Inbox;
  readonly secrets: readonly AppSecret[];
  readonly verifyToken: string;
  readonly maxBody: number;
  /** Keep the raw body of every delivery, not only of those that could not be read whole. */
  readonly keepRaw: boolean;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Told of a body over `maxBody`: the one authentic thing that may be refused. */
  readonly onTooLarge: () => Promise<unknown>;
}

/** ms that a body may take to arrive. */
const BODY_MS = 20_000;
/** Headers that are kept with a delivery; nothing in them tells of a person. */
const KEPT_HEADERS = ['content-type', 'user-agent', 'x-hub-signature-256', 'x-forwarded-for'];

/**
 * Answers Meta's check of the endpoint: the challenge, verbatim and as plain text (as HTML it would be a
 * hole), to whoever knows the token; 403 to everybody else (META 1.1).
 */
export function verifyEndpoint(
  context: Context,
  { verifyToken }: Pick<WebhookParts, 'verifyToken'>,
): void {
  const mode = context.query['hub.mode'];
  const token = context.query['hub.verify_token'];
  const challenge = context.query['hub.challenge'];
  if (
    mode !== 'subscribe' ||
    typeof token !== 'string' ||
    typeof challenge !== 'string' ||
    !sameText(token, verifyToken)
  ) {
    context.status = 403;
    return;
  }

  context.type = 'text/plain; charset=utf-8';
  context.set('x-content-type-options', 'nosniff');
  context.body = challenge;
}

/**
 * Takes a delivery: read, verify, split, commit, 200. What is signed is kept, whatever it holds; 401 says
 * nothing of why; 503 asks Meta to come again because nothing could be committed.
 */
export async function takeDelivery(context: Context, parts: WebhookParts): Promise<void> {
  const started = performance.now();
  const line: Record<string, unknown> = { request: context.state.requestId };
  let object = 'none';
  const answer = (status: number, body: string) => {
    context.status = status;
    context.body = body;
    const ms = Math.round(performance.now() - started);
    parts.metrics.deliveries.inc({ answer: status, object });
    parts.metrics.answerSeconds.observe(ms / 1000);
    parts.log.info({ ...line, ms, answer: status }, 'delivery');
  };

  let raw: Buffer;
  try {
    raw = await readBody(context.req, parts.maxBody, BODY_MS);
  } catch (error) {
    if (!(error instanceof BodyRefused)) throw error;
    // What is left of the body is not read: the connection cannot be used again.
    context.set('connection', 'close');
    if (error.status === 503) context.set('retry-after', '5');
    if (error.status === 413) await parts.onTooLarge().catch(() => undefined);
    return answer(error.status, 'refused');
  }

  line.bytes = raw.length;
  const header = context.req.headers['x-hub-signature-256'];
  const signer = findSigner({ raw, header }, parts.secrets, parts.clock());
  if (!signer) return answer(401, 'unauthorized');

  const app = signer.appId ?? 'app';
  const { text, lossy } = decode(raw);
  const read = readDelivery(text, { app, receivedAt: parts.clock() });
  object = read.object;
  // What was not read whole is kept as it came.
  const keepRaw =
    parts.keepRaw || lossy || read.events.some(({ event }) => event.kind === 'unrecognised');
  try {
    const kept = await parts.inbox.accept({
      raw,
      headers: keptHeaders(context),
      app,
      read,
      keepRaw,
    });
    const { deliveryId, items, fresh, duplicate, unrecognised } = kept;
    Object.assign(line, {
      object: read.object,
      delivery: deliveryId,
      items,
      new: fresh,
      duplicate,
      unrecognised,
    });
    parts.metrics.events.inc({ object: read.object, outcome: 'new' }, fresh);
    parts.metrics.events.inc({ object: read.object, outcome: 'duplicate' }, duplicate);
  } catch (error) {
    parts.log.error(
      { err: error, request: context.state.requestId },
      'the delivery could not be committed',
    );
    context.set('retry-after', '5');
    return answer(503, 'try again');
  }

  return answer(200, 'ok');
}

/** The text of a body; where its bytes are not all UTF-8 the odd ones are replaced, and `lossy` says so. */
function decode(raw: Buffer): { text: string; lossy: boolean } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(raw), lossy: false };
  } catch {
    return { text: new TextDecoder().decode(raw), lossy: true };
  }
}

/** Compares hashes, so that neither the time nor the length tells of the token. */
function sameText(a: string, b: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();

  return timingSafeEqual(hash(a), hash(b));
}

function keptHeaders(context: Context): Record<string, string> {
  const entries = KEPT_HEADERS.map((name) => [name, context.get(name)] as const);

  return Object.fromEntries(entries.filter(([, value]) => value));
}
