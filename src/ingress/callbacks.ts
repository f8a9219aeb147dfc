import { randomBytes } from 'node:crypto';

import type { Context } from 'koa';

import type { Clock } from '../domain/clock';
import type { Inbox } from '../inbox/accept';
import { factDelivery } from '../inbox/facts';
import type { Log } from '../log';
import type { AppSecret } from '../meta/signature';
import { readSignedRequest, SignedRequestError } from '../meta/signed-request';
import type { SignedRequest } from '../meta/signed-request';
import type { DeletionStore } from '../store/deletion';
import { BodyRefused, readBody } from './body';

export interface CallbackParts {
  readonly inbox: Inbox;
  readonly deletions: DeletionStore;
  readonly secrets: readonly AppSecret[];
  /** Where people see the status page; the address that the request came to where it is not set. */
  readonly publicUrl: string | undefined;
  readonly clock: Clock;
  readonly log: Log;
}

const FORM_LIMIT = 64 * 1024;
const FORM_MS = 10_000;

/** Data deletion: stores the request, has it done, and tells Meta where its progress stands (META 1.4). */
export async function requestDeletion(context: Context, parts: CallbackParts): Promise<void> {
  const signed = await readForm(context, parts);
  if (!signed) return;

  const { userId, app = 'app' } = signed;
  // 128 bits: the address is public, so the code is the only key to it.
  const code = randomBytes(16).toString('hex');
  await parts.deletions.request(code, { type: 'asid', value: userId }, 'meta callback');
  await parts.inbox.accept(
    factDelivery({
      object: 'callback',
      field: 'data_deletion',
      app,
      events: [
        {
          kind: 'deletion.requested',
          key: [code],
          asset: app,
          occurredAt: signed.issuedAt.toISOString(),
          subject: `asid:${userId}`,
          data: { source: 'meta callback' },
          detail: { userId, code },
        },
      ],
    }),
  );
  parts.log.info({ request: context.state.requestId, answer: 200 }, 'data deletion requested');

  // Not Koa's `origin`: since Koa 3 that is the header of this name, which Meta does not send.
  const base = parts.publicUrl ?? `${context.protocol}://${context.host}`;
  context.body = {
    url: `${base.replace(/\/$/, '')}/data-deletion/${code}`,
    confirmation_code: code,
  };
}

/** A user removed the app. Meta demands no answer but 200. */
export async function noteDeauthorization(context: Context, parts: CallbackParts): Promise<void> {
  const signed = await readForm(context, parts);
  if (!signed) return;

  const { userId, app = 'app', issuedAt } = signed;
  await parts.inbox.accept(
    factDelivery({
      object: 'callback',
      field: 'deauthorize',
      app,
      events: [
        {
          kind: 'app.deauthorized',
          key: [userId, issuedAt.getTime()],
          asset: app,
          occurredAt: issuedAt.toISOString(),
          subject: `asid:${userId}`,
          data: { source: 'meta callback' },
          detail: { userId },
        },
      ],
    }),
  );
  parts.log.info({ request: context.state.requestId, answer: 200 }, 'app deauthorized');
  context.body = 'ok';
}

/** The page that Meta shows the person: whether the erasure is done. */
export async function showDeletion(
  context: Context,
  { deletions }: CallbackParts,
  code: string,
): Promise<void> {
  const request = /^[0-9a-f]{32}$/.test(code) ? await deletions.find(code) : undefined;
  if (!request) {
    context.status = 404;
    context.body = 'There is no deletion request with this code.';
    return;
  }

  const done = request.completedAt
    ? `It was completed on ${day(request.completedAt)}.`
    : 'It is being worked on, and will be done within 30 days.';
  context.type = 'text/plain; charset=utf-8';
  context.body = `Your data deletion request ${request.code} was received on ${day(request.requestedAt)}.\n${done}\n`;
}

async function readForm(
  context: Context,
  { secrets, clock, log }: CallbackParts,
): Promise<SignedRequest | undefined> {
  try {
    const raw = await readBody(context.req, FORM_LIMIT, FORM_MS);
    const value = new URLSearchParams(raw.toString('utf8')).get('signed_request') ?? '';

    return readSignedRequest(value, { secrets, now: clock() });
  } catch (error) {
    if (error instanceof BodyRefused) context.status = error.status;
    else if (error instanceof SignedRequestError) context.status = 401;
    else throw error;
    log.info({ request: context.state.requestId, answer: context.status }, 'callback refused');
    context.body = 'refused';
    return undefined;
  }
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}
