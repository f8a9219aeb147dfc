import { randomUUID } from 'node:crypto';

import type {
  Duration,
  QueryDefinition,
  SignalDefinition,
  UpdateDefinition,
} from '@temporalio/common';
import { ApplicationFailure } from '@temporalio/common';
import type { WorkflowHandle, WorkflowStartOptions } from '@temporalio/client';
import { temporal as proto } from '@temporalio/proto';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';

import { createActivities } from '../../activities';
import type { EventRef } from '../../src/domain/events';
import { SEARCH_ATTRIBUTES } from '../../src/domain/search-attributes';
import { TASK_QUEUES } from '../../src/domain/task-queues';
import { FailureInterceptor } from '../../src/temporal/failures';
import * as workflows from '../../workflows';
import { eventsArrived } from '../../workflows/follow';
import { state } from '../../workflows/run';
import type { StandIns } from './stand-ins';
import { eventually } from './tetrix';

type Workflow<I> = (input: I) => Promise<string>;

/** A time-skipping Temporal with one worker for each task queue. One per test file; its runs go one after the other. */
export interface TestTemporal {
  /** Runs a workflow to its end, skipping time as soon as `meddle` is done. Returns its outcome. */
  run<I>(workflow: Workflow<I>, options: RunOptions<I>): Promise<string>;
  /** The server's time. When a run has ended it may skip on, to whatever deadline comes next. */
  now(): Promise<Date>;
  stop(): Promise<void>;
}

export interface RunOptions<I> {
  readonly input: I;
  /** Of a `follow` workflow: what the first signal brings. */
  readonly events?: readonly EventRef[];
  readonly activities: StandIns;
  readonly workflowId?: string;
  /** Time stands (real time passes) while it meddles, but for `sleep`. */
  readonly meddle?: (run: TestRun) => Promise<unknown>;
  /** Called when the run is over. */
  readonly afterwards?: (run: TestRun) => Promise<unknown>;
}

export interface TestRun {
  /** Of the latest run under its id. */
  readonly handle: WorkflowHandle;
  signal<A extends unknown[]>(signal: SignalDefinition<A>, ...args: A): Promise<void>;
  update<R, A extends unknown[]>(update: UpdateDefinition<R, A>, ...args: A): Promise<R>;
  query<R>(query: QueryDefinition<R>): Promise<R>;
  /** Sends events as dispatch does: to the open run, or to a fresh one. Of `follow` workflows only. */
  arrive(...events: readonly EventRef[]): Promise<void>;
  untilParked(): Promise<void>;
  /** Skips time: ms, or `5 minutes`. */
  sleep(duration: Duration): Promise<void>;
}

jest.setTimeout(30_000);

const names = Object.keys(createActivities({} as never)) as (keyof StandIns)[];

export async function startTemporal(): Promise<TestTemporal> {
  Runtime.install({
    shutdownSignals: [],
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { filter: 'ERROR' } },
  });
  const environment = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path: process.env.TEST_SERVER_PATH! } },
  });
  const { client } = environment;
  await addSearchAttributes(environment);
  let standIns: StandIns = {};
  let missing: string | undefined;
  const activities = Object.fromEntries(
    names.map((name) => [name, (...args: never[]) => standInFor(name)(...args)]),
  );
  const workers = await Promise.all(
    TASK_QUEUES.map((taskQueue) =>
      Worker.create({
        connection: environment.nativeConnection,
        taskQueue,
        activities,
        shutdownForceTime: '3 seconds',
        interceptors: { activity: [() => ({ inbound: new FailureInterceptor() })] },
        ...(taskQueue === 'events'
          ? { workflowBundle: { codePath: process.env.TEST_WORKFLOW_BUNDLE! } }
          : {}),
      }),
    ),
  );
  const running = Promise.all(workers.map((worker) => worker.run()));

  return {
    async run(workflow, options) {
      standIns = options.activities;
      missing = undefined;
      const run = await start(workflow, options);
      await options.meddle?.(run);
      const outcome = (await run.handle.result().catch((error: unknown) => {
        throw missing ? new Error(`no stand-in for ${missing}`) : error;
      })) as string;
      await options.afterwards?.(run);
      return outcome;
    },
    now: async () => new Date(await environment.currentTimeMs()),
    async stop() {
      workers.forEach((worker) => worker.shutdown());
      await running;
      await environment.teardown();
    },
  };

  function standInFor(name: keyof StandIns): (...args: never[]) => unknown {
    missing = standIns[name] ? missing : name;
    return standIns[name] ?? throwMissing;
  }

  async function start<I>(
    workflow: Workflow<I>,
    { input, events, workflowId = `test/${randomUUID()}` }: RunOptions<I>,
  ): Promise<TestRun> {
    const type = typeOf(workflow);
    const common: WorkflowStartOptions = {
      workflowId,
      taskQueue: 'events',
      args: [input],
      // Without an end, time skipping takes a run that waits for ever ten years ahead, day by day.
      workflowExecutionTimeout: '30 days',
    };
    const arrive = async (...arrived: readonly EventRef[]) => {
      const signal = { signal: eventsArrived.name, signalArgs: [arrived] };
      await client.workflow.signalWithStart(type, { ...common, ...signal });
    };
    await (events ? arrive(...events) : client.workflow.start(type, common));

    return testRun(client.workflow.getHandle(workflowId), arrive);
  }

  function testRun(handle: WorkflowHandle, arrive: TestRun['arrive']): TestRun {
    return {
      handle,
      signal: (signal, ...args) => handle.signal(signal.name, ...args),
      update: (update, ...args) =>
        handle.executeUpdate(update.name, { args: args as unknown as [unknown] }),
      query: (query) => handle.query(query),
      arrive,
      untilParked: () =>
        eventually(async () => {
          if ((await handle.query(state)).parked === null) throw new Error('not parked yet');
        }),
      sleep: (duration) => environment.sleep(duration),
    };
  }
}

/** An unregistered one fails the run. This server cannot list them, as ours do before they add what is missing. */
async function addSearchAttributes({ connection, namespace }: TestWorkflowEnvironment) {
  const types = proto.api.enums.v1.IndexedValueType;
  const byName = {
    Keyword: types.INDEXED_VALUE_TYPE_KEYWORD,
    Bool: types.INDEXED_VALUE_TYPE_BOOL,
    Datetime: types.INDEXED_VALUE_TYPE_DATETIME,
  };
  const searchAttributes = Object.fromEntries(
    Object.entries(SEARCH_ATTRIBUTES).map(([name, type]) => [name, byName[type]]),
  );
  await connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
}

/** ms from a time until the run ended, on the server's clock. */
export async function openFor({ handle }: TestRun, since: Date): Promise<number> {
  const { closeTime } = await handle.describe();

  return closeTime!.getTime() - since.getTime();
}

/** The name under which routes and the bundle know a workflow. */
function typeOf(workflow: unknown): string {
  const found = Object.entries(workflows).find(([, one]) => one === workflow);
  if (!found) throw new Error('not in workflows/index.ts');

  return found[0];
}

function throwMissing(): never {
  throw ApplicationFailure.nonRetryable('no stand-in');
}
