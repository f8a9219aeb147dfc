import { WorkflowNotFoundError, WorkflowUpdateFailedError } from '@temporalio/client';

import { createTemporalClient } from './connection';
import type { TemporalAddress } from './connection';

export interface Wish {
  readonly update: 'retry' | 'discard';
  readonly code?: string;
}

/** Sends an update to a run and returns what it answers. Throws an Error in plain words where it is refused. */
export async function updateRun(
  address: TemporalAddress,
  workflowId: string,
  { update, code }: Wish,
): Promise<string> {
  const client = createTemporalClient(address);
  try {
    const run = client.workflow.getHandle(workflowId);
    return await client.withDeadline(Date.now() + 10_000, () =>
      code
        ? run.executeUpdate<string, [string]>(update, { args: [code] })
        : run.executeUpdate<string, []>(update),
    );
  } catch (error) {
    if (error instanceof WorkflowNotFoundError)
      throw new Error(`There is no open run ${workflowId}.`, { cause: error });
    if (error instanceof WorkflowUpdateFailedError) {
      throw new Error(`The run refuses: ${error.cause?.message ?? error.message}`, {
        cause: error,
      });
    }
    throw error;
  } finally {
    await client.connection.close();
  }
}
