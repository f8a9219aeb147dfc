import { WorkflowNotFoundError } from '@temporalio/client';
import type { Client } from '@temporalio/client';

const DEADLINE_MS = 3_000;

/** A run as Temporal knows it. `first` is the run that continue-as-new has led here from. */
export type RunState =
  | { readonly is: 'open' | 'closed'; readonly first: string; readonly current: string }
  | { readonly is: 'gone' };

/** Looks at the newest run of a workflow id. Throws where Temporal is away. */
export async function runStateOf(client: Client, workflowId: string): Promise<RunState> {
  try {
    const { status, runId, raw } = await client.withDeadline(Date.now() + DEADLINE_MS, () =>
      client.workflow.getHandle(workflowId).describe(),
    );
    const open = status.name === 'RUNNING' || status.name === 'CONTINUED_AS_NEW';

    return {
      is: open ? 'open' : 'closed',
      first: raw.workflowExecutionInfo?.firstRunId ?? runId,
      current: runId,
    };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return { is: 'gone' };
    throw error;
  }
}
