import { Worker } from '@temporalio/worker';
import type { NativeConnection } from '@temporalio/worker';

import type { Activities } from '../../activities';
import { TASK_QUEUES } from '../domain/task-queues';
import type { TaskQueue } from '../domain/task-queues';
import { bundlePath } from './bundle';
import { FailureInterceptor } from './failures';

export interface WorkerParts {
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly activities: Activities;
}

export interface Workers {
  /** Rejects when a worker fails for good; resolves after `stop`. */
  readonly ended: Promise<void>;
  stop(): void;
}

const ACTIVITIES_AT_ONCE: Readonly<Record<TaskQueue, number>> = {
  events: 20,
  graph: 20,
  notify: 5,
  bulk: 5,
};

/** One worker for each task queue; only that of `events` runs workflows. */
export async function startWorkers({
  connection,
  namespace,
  activities,
}: WorkerParts): Promise<Workers> {
  const workers = await Promise.all(
    TASK_QUEUES.map((taskQueue) =>
      Worker.create({
        connection,
        namespace,
        taskQueue,
        activities,
        ...(taskQueue === 'events'
          ? { workflowBundle: { codePath: bundlePath }, maxCachedWorkflows: 2_000 }
          : {}),
        maxConcurrentActivityTaskExecutions: ACTIVITIES_AT_ONCE[taskQueue],
        maxConcurrentLocalActivityExecutions: 40,
        interceptors: { activity: [() => ({ inbound: new FailureInterceptor() })] },
        shutdownGraceTime: '5 seconds',
        shutdownForceTime: '8 seconds',
      }),
    ),
  );

  return {
    ended: Promise.all(workers.map((worker) => worker.run())).then(() => undefined),
    stop: () => workers.forEach((worker) => worker.getState() === 'RUNNING' && worker.shutdown()),
  };
}
