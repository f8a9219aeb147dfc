import { isGrpcServiceError } from '@temporalio/client';

/** gRPC statuses by which Temporal says that it is away, busy, or not set up for us: nothing is wrong with the event. */
const AWAY: Readonly<Record<number, string>> = {
  1: 'CANCELLED',
  4: 'DEADLINE_EXCEEDED',
  5: 'NOT_FOUND',
  7: 'PERMISSION_DENIED',
  8: 'RESOURCE_EXHAUSTED',
  12: 'UNIMPLEMENTED',
  13: 'INTERNAL',
  14: 'UNAVAILABLE',
  16: 'UNAUTHENTICATED',
};

export interface Refusal {
  /** `away`: try everything later · `unready`: the namespace lacks our search attributes · `event`: this event is refused. */
  readonly means: 'away' | 'unready' | 'event';
  /** Class and status: what may be stored and logged. */
  readonly reason: string;
}

/** What a failed hand-over means. */
export function refusalOf(error: unknown): Refusal {
  const cause = (error as { cause?: unknown }).cause ?? error;
  if (!isGrpcServiceError(cause)) return { means: 'event', reason: (error as Error).name };
  const { code, details } = cause;
  const away = AWAY[code];
  if (away) return { means: 'away', reason: away };
  // "no mapping defined for search attribute …", and its kin of older servers.
  if (/search attribute/i.test(details)) return { means: 'unready', reason: 'search attributes' };

  return { means: 'event', reason: `grpc ${code}` };
}
