import type { ActivityOptions, LocalActivityOptions } from '@temporalio/workflow';

import { PERMANENT_FAILURES } from '../src/domain/failures';

const nonRetryableErrorTypes = [...PERMANENT_FAILURES];

/** PostgreSQL may be away for a day before a person is asked. */
export const database: ActivityOptions = {
  startToCloseTimeout: '15 seconds',
  scheduleToCloseTimeout: '24 hours',
  retry: { nonRetryableErrorTypes, initialInterval: '1 second', maximumInterval: '1 minute' },
};

/** The quick first try of hot work, inside the workflow task; `database` takes over where it fails. */
export const databaseAtOnce: LocalActivityOptions = {
  startToCloseTimeout: '5 seconds',
  scheduleToCloseTimeout: '5 seconds',
  retry: { nonRetryableErrorTypes, initialInterval: '50 milliseconds', maximumAttempts: 3 },
};

/** Meta's own patience is 36 hours, so is ours. A rate limit sets its own next delay. */
export const graphApi: ActivityOptions = {
  taskQueue: 'graph',
  startToCloseTimeout: '30 seconds',
  scheduleToCloseTimeout: '36 hours',
  retry: { nonRetryableErrorTypes, initialInterval: '5 seconds', maximumInterval: '10 minutes' },
};

/** A mail server may be away over a long weekend. */
export const notification: ActivityOptions = {
  taskQueue: 'notify',
  startToCloseTimeout: '1 minute',
  scheduleToCloseTimeout: '3 days',
  retry: { nonRetryableErrorTypes, initialInterval: '10 seconds', maximumInterval: '30 minutes' },
};

/** A walk over many pages: each page is a sign of life. */
export const graphWalk: ActivityOptions = {
  ...graphApi,
  startToCloseTimeout: '1 hour',
  heartbeatTimeout: '2 minutes',
};
