import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import type {
  ActivityExecuteInput,
  ActivityInboundCallsInterceptor,
  Next,
} from '@temporalio/worker';

import { PERMANENT_FAILURES } from '../domain/failures';

/**
 * Classes of PostgreSQL that no repetition mends: 22 data, 23 constraint, 42 statement, 54 limits. Not a foreign
 * key or unique violation: somebody else was quicker, and the next try sees it.
 */
const REFUSED = /^(22...|23(?!503|505)...|42...|54...)$/;

/** Our own errors say only codes; anybody else's message may quote a phone number. */
const OUR_OWN = /^(Graph\w+Error|MailError|EventMissing|EventErased)$/;

/**
 * What an activity throws, as it may stand in a history: class and code, never a foreign message. A rate
 * limit brings the time at which to try again.
 */
export function toFailure(error: unknown): Error {
  if (error instanceof ApplicationFailure || error instanceof CancelledFailure) return error;
  const { name, message, code, retryAfterMs } = error as Error & {
    code?: unknown;
    retryAfterMs?: number;
  };
  if (name === 'AbortError' || name === 'CancelledFailure') return error as Error;

  const refused = typeof code === 'string' && REFUSED.test(code);
  const type = refused ? 'DataRefused' : name;

  return ApplicationFailure.create({
    type,
    message: OUR_OWN.test(name)
      ? message
      : `code ${typeof code === 'string' || typeof code === 'number' ? code : 'none'}`,
    nonRetryable: PERMANENT_FAILURES.includes(type),
    ...(retryAfterMs === undefined ? {} : { nextRetryDelay: Math.max(retryAfterMs, 1_000) }),
  });
}

/** Runs around every activity of a worker. */
export class FailureInterceptor implements ActivityInboundCallsInterceptor {
  async execute(
    input: ActivityExecuteInput,
    next: Next<ActivityInboundCallsInterceptor, 'execute'>,
  ): Promise<unknown> {
    try {
      return await next(input);
    } catch (error) {
      throw toFailure(error);
    }
  }
}
