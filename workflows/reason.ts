import { ActivityFailure, ApplicationFailure, TimeoutFailure } from '@temporalio/workflow';

/** What an activity threw. Only an ordinary one's failure comes wrapped; a local one's is the failure itself. */
export function causeOf(error: unknown): unknown {
  return error instanceof ActivityFailure ? error.cause : error;
}

/** The person whose event it was has been erased: there is nothing left to do, and nothing to mend. */
export function isErased(error: unknown): boolean {
  const cause = causeOf(error);

  return cause instanceof ApplicationFailure && cause.type === 'EventErased';
}

/** Why a step failed, in words that may be shown: class and code, never a value. */
export function reasonOf(error: unknown): string {
  const cause = causeOf(error);
  if (cause instanceof TimeoutFailure)
    return `timed out (${reasonOf(cause.cause ?? new Error('no answer'))})`;
  if (cause instanceof ApplicationFailure) return `${cause.type ?? 'Error'}: ${cause.message}`;

  return cause instanceof Error ? `${cause.name}: ${cause.message}` : 'failed';
}
