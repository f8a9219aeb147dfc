import { z } from 'zod';

import type { Refusal } from './classify';
import { type Headers, readRetryAfter } from './usage';

// Only words of this form get through: the type and the trace id end up in error messages.
const typeName = z.string().regex(/^[A-Za-z_]{1,40}$/);
const traceId = z.string().regex(/^[\w+/=-]{1,64}$/);
const code = z.coerce.number().int();

const ErrorBody = z.object({
  error: z.object({
    code: code.optional().catch(undefined),
    error_subcode: code.optional().catch(undefined),
    type: typeName.optional().catch(undefined),
    fbtrace_id: traceId.optional().catch(undefined),
    is_transient: z.boolean().optional().catch(undefined),
  }),
});

/** Reads what a failed answer says; a body in another shape (a proxy's page) leaves the HTTP status alone. */
export function readRefusal(status: number, headers: Headers, body: unknown): Refusal {
  const error = ErrorBody.safeParse(body).data?.error;
  return {
    httpStatus: status,
    code: error?.code,
    subcode: error?.error_subcode,
    type: error?.type,
    traceId: error?.fbtrace_id,
    isTransient: error?.is_transient,
    retryAfterMs: readRetryAfter(headers, Date.now()),
  };
}
