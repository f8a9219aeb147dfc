import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import { temporal } from '@temporalio/proto';

import { inParallel } from '../../src/dispatch/in-parallel';

/** One run with all that Temporal keeps of it, as the bytes it is kept in. */
export interface KeptRun {
  readonly workflowId: string;
  readonly type: string;
  /** Ids, search attributes, memo, summary and details, and every event of the history. */
  readonly text: string;
}

const { v1 } = temporal.api.history;
const { DescribeWorkflowExecutionResponse } = temporal.api.workflowservice.v1;

/** Every run of a namespace, read from the server as it stands there. */
export async function everythingInTemporal(client: Client): Promise<KeptRun[]> {
  const listed: WorkflowExecutionInfo[] = [];
  for await (const run of client.workflow.list()) listed.push(run);

  const runs: KeptRun[] = [];
  await inParallel(listed, 8, async ({ workflowId, runId, type }) => {
    const execution = { workflowId, runId };
    const parts = [await described(client, execution), ...(await historyOf(client, execution))];
    runs.push({ workflowId, type, text: parts.map((part) => part.toString('utf8')).join('\n') });
  });

  return runs;
}

type Execution = Readonly<Record<'workflowId' | 'runId', string>>;

async function described(client: Client, execution: Execution): Promise<Buffer> {
  const { namespace } = client.options;
  const answer = await client.workflowService.describeWorkflowExecution({ namespace, execution });

  return Buffer.from(DescribeWorkflowExecutionResponse.encode(answer).finish());
}

/** Protobuf keeps texts and payloads as they are, so they can be searched without knowing the event. */
async function historyOf(client: Client, execution: Execution): Promise<Buffer[]> {
  const { namespace } = client.options;
  const pages: Buffer[] = [];
  let nextPageToken: Uint8Array | undefined;
  do {
    const page = await client.workflowService.getWorkflowExecutionHistory({
      namespace,
      execution,
      nextPageToken,
    });
    pages.push(Buffer.from(v1.History.encode(page.history ?? {}).finish()));
    nextPageToken = page.nextPageToken;
  } while (nextPageToken && nextPageToken.length > 0);

  return pages;
}
