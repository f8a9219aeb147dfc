import { setTimeout as sleep } from 'node:timers/promises';

import type { Context, Middleware } from 'koa';

import type { Answer } from './answers';
import { refuse } from './auth';
import { failedAnswer, type FailureScript } from './failures';
import { type CallRecord, plainPath, record } from './log';
import type { MediaDesk } from './media';
import { readBody, tokenOf } from './request';
import { answer } from './routes';
import type { World } from './world';

type Parts = {
  readonly world: World;
  readonly media: MediaDesk;
  readonly failures: FailureScript;
  readonly log: CallRecord[];
  readonly appSecret: string | undefined;
  readonly now: () => number;
  /** The server's own address; the `Host` header is the caller's word. */
  readonly origin: () => string;
};

/** Every call to Graph: recorded, failed if the script says so, checked, answered. */
export function graphApp(parts: Parts): Middleware {
  const { world, failures, log, appSecret, now, origin } = parts;

  return async (ctx) => {
    const url = new URL(origin() + ctx.url);
    const path = plainPath(url);
    const close = record(log, { method: ctx.method, path, at: new Date(now()).toISOString() });
    ctx.res.once('close', () => {
      const answered = ctx.res.writableFinished;
      close(
        answered
          ? { status: ctx.res.statusCode, outcome: 'answered' }
          : { status: 0, outcome: 'cut' },
      );
    });

    const body = await readBody(ctx.req);
    const [id = '', edge, ...rest] = segments(path);
    const failure = failures.take(ctx.method, path);
    if (failure?.kind === 'reset') {
      ctx.respond = false;
      ctx.req.socket.resetAndDestroy();
      return;
    }
    if (failure?.kind === 'slow') await untilClosed(ctx, failure.ms ?? 1000);
    const failed = failure && failedAnswer(failure, id);
    if (failed) return send(ctx, failed);

    const token = tokenOf(ctx.req, url);
    const proof = url.searchParams.get('appsecret_proof') ?? undefined;
    if (id === '_media') {
      if (token === undefined || world.revokedTokens.has(token)) return void (ctx.status = 401);
      return sendMedia(ctx, parts.media, edge ?? '');
    }
    const refusal = refuse({ token, proof }, { world, appSecret });
    if (refusal) return send(ctx, refusal);
    if (id === '' || rest.length > 0) return void (ctx.status = 404);
    send(ctx, answer(parts, { method: ctx.method, url, id, edge, body }));
  };
}

function segments(path: string): string[] {
  const [bare = ''] = path.split('?');
  return bare.split('/').slice(1).map(decodeURIComponent);
}

function send(ctx: Context, { status, headers = {}, body }: Answer): void {
  ctx.status = status;
  ctx.set(headers);
  ctx.body = body;
}

function sendMedia(ctx: Context, media: MediaDesk, id: string): void {
  const file = media.open(id, { ext: String(ctx.query.ext), hash: String(ctx.query.hash) });
  if (typeof file === 'number') {
    ctx.status = file;
    return;
  }
  ctx.type = file.mimeType;
  ctx.body = file.bytes;
}

/** Waits, but no longer than the caller: a stopped test must not be held up by an answer nobody reads. */
async function untilClosed(ctx: Context, ms: number): Promise<void> {
  const gone = new AbortController();
  ctx.res.once('close', () => gone.abort());
  await sleep(ms, undefined, { signal: gone.signal }).catch(() => undefined);
}
