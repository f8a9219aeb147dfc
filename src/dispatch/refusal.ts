import { isGrpcServiceError } from '@temporalio/client';

/** gRPC statuses that say something about the call itself: INVALID_ARGUMENT, OUT_OF_RANGE. */
const ABOUT_THE_CALL = new Set([3, 11]);

export interface Refusal {
  /** The same call will be refused again; otherwise Temporal is away, busy or being set up. */
  readonly final: boolean;
  /** Class and status: what may be stored and logged. */
  readonly reason: string;
}

/** What a failed hand-over means. */
export function refusalOf(error: unknown): Refusal {
  const cause = (error as { cause?: unknown }).cause ?? error;
  const code = isGrpcServiceError(cause) ? cause.code : undefined;

  return {
    final: code !== undefined && ABOUT_THE_CALL.has(code),
    reason: code === undefined ? (error as Error).name : `grpc ${code}`,
  };
}
