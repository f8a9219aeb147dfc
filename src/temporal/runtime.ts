import { DefaultLogger, Runtime } from '@temporalio/worker';

import type { Log } from '../log';

let installed = false;

/** Sets up Temporal's native part once: no signal handlers of its own, and its warnings in our log. */
export function installRuntime(log: Log): void {
  if (installed) return;
  installed = true;
  const logger = new DefaultLogger('WARN', ({ level, message, meta }) => {
    // Three of the four queues have activities only, and mean to.
    if (message.startsWith('No workflows registered')) return;
    // Its meta may hold a failure's message and arguments: the names of things are enough.
    const { workflowType, workflowId, activityType, taskQueue } = (meta ?? {}) as Record<
      string,
      unknown
    >;
    log[level === 'ERROR' ? 'error' : 'warn'](
      { workflowType, workflowId, activityType, taskQueue },
      message,
    );
  });
  Runtime.install({
    shutdownSignals: [],
    logger,
    telemetryOptions: { logging: { forward: {}, filter: 'WARN' } },
  });
}
