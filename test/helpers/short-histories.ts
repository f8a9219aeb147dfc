import { workflowInfo } from '@temporalio/workflow';
import type { WorkflowInterceptors } from '@temporalio/workflow';

/** Workflow ids that begin so belong to runs whose history counts as long from the start. */
export const SHORT_HISTORY = 'short-history/';

/**
 * The time-skipping server never suggests to continue as new, and a real one only after thousands of events.
 * This runs inside the workflow sandbox and suggests it, the way the worker passes on the server's word.
 */
export const interceptors = (): WorkflowInterceptors => ({
  internals: [
    {
      activate(input, next) {
        const info = workflowInfo();
        if (info.workflowId.startsWith(SHORT_HISTORY))
          Object.assign(info, { continueAsNewSuggested: true });
        next(input);
      },
    },
  ],
});
