import { ActivityFailure, ApplicationFailure, TimeoutFailure } from '@temporalio/workflow';

/** Why a step failed, in words that may be shown: class and code, never a value. */
export function reasonOf(error: unknown): string {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  if (cause instanceof TimeoutFailure)
    return `timed out (${reasonOf(cause.cause ?? new Error('no answer'))})`;
  if (cause instanceof ApplicationFailure) return `${cause.type ?? 'Error'}: ${cause.message}`;

  return cause instanceof Error ? `${cause.name}: ${cause.message}` : 'failed';
}
