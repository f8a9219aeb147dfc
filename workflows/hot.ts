import {
  ApplicationFailure,
  isCancellation,
  proxyActivities,
  proxyLocalActivities,
} from '@temporalio/workflow';

import { causeOf } from './reason';
import * as retries from './retries';

type Activities<A> = {
  [N in keyof A]: A[N] extends (...args: infer P) => Promise<infer R>
    ? (...args: P) => Promise<R>
    : never;
};

/**
 * Activities that only touch PostgreSQL: tried at once as local activities, which costs no round trip to
 * Temporal, and after three failures or 5 s as the same ordinary ones, whose retries operators can see.
 */
export function hotActivities<A extends object>(): Activities<A> {
  const local = proxyLocalActivities(retries.databaseAtOnce) as Record<
    string,
    (...args: unknown[]) => Promise<unknown>
  >;
  const ordinary = proxyActivities(retries.database) as typeof local;

  return new Proxy({} as Activities<A>, {
    get:
      (_, name: string) =>
      async (...args: unknown[]) => {
        try {
          return await local[name]!(...args);
        } catch (error) {
          if (isCancellation(error) || isPermanent(error)) throw error;
          return ordinary[name]!(...args);
        }
      },
  });
}

function isPermanent(error: unknown): boolean {
  const cause = causeOf(error);

  return (
    cause instanceof ApplicationFailure && (cause.nonRetryable === true || isNamed(cause.type))
  );
}

function isNamed(type: string | undefined | null): boolean {
  return Boolean(type && retries.databaseAtOnce.retry?.nonRetryableErrorTypes?.includes(type));
}
