import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { Client, Connection } from '@temporalio/client';
import { request } from 'undici';

import { startGraphSimulator } from '../../src/embedded/graph/server';
import type { GraphSimulator } from '../../src/embedded/graph/server';
import { freePort } from '../../src/embedded/ports';
import { sign } from '../../src/meta/signature';
import { registerSearchAttributes } from '../../src/temporal/attributes';
import { freshDatabase } from './database';
import type { TestDatabase } from './database';

export const APP_SECRET = 'test-app-secret';
export const ID_KEY = 'test-id-key-test-id-key-test-id-key-0';
export const SEAL_KEYS = `k1:${Buffer.alloc(32, 1).toString('base64')}`;

/** Everything that processes of one test file share: a database, a namespace, and the Graph simulator. */
export interface World {
  readonly database: TestDatabase;
  readonly client: Client;
  readonly namespace: string;
  readonly graph: GraphSimulator;
  /** Starts one process of Tetrix. */
  start(options?: ProcessOptions): Promise<TetrixProcess>;
  stop(): Promise<void>;
}

export interface ProcessOptions {
  readonly roles?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface TetrixProcess {
  readonly url: string;
  readonly consoleUrl: string;
  readonly child: ChildProcess;
  /** What it was started with; a command with the same works on the same things. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** All that it has printed. */
  readonly output: () => string;
  /** Posts a body as Meta does; the status of the answer. */
  post(body: unknown, headers?: Readonly<Record<string, string>>): Promise<number>;
  /** `SIGKILL`: no goodbye. */
  kill(): Promise<void>;
  /** `SIGTERM`; resolves when it has ended. */
  stop(): Promise<void>;
}

export async function createWorld(): Promise<World> {
  const address = process.env.TEST_TEMPORAL_ADDRESS!;
  const namespace = `test-${randomBytes(4).toString('hex')}`;
  const connection = await Connection.connect({ address });
  await connection.workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: { seconds: (14 * 86_400) as never },
  });
  const client = new Client({ connection, namespace });
  await eventually(() => registerSearchAttributes(client), 30_000);
  const [database, graph] = await Promise.all([freshDatabase(), startGraphSimulator({ port: 0 })]);
  const running: TetrixProcess[] = [];

  return {
    database,
    client,
    namespace,
    graph,
    async start(options = {}) {
      const started = await startProcess(
        { databaseUrl: database.url, address, namespace, graphUrl: graph.url },
        options,
      );
      running.push(started);
      return started;
    },
    async stop() {
      await Promise.all(running.map((one) => one.stop()));
      await connection.close();
      await graph.stop();
      await database.drop();
    },
  };
}

interface Places {
  readonly databaseUrl: string;
  readonly address: string;
  readonly namespace: string;
  readonly graphUrl: string;
}

async function startProcess(
  places: Places,
  { roles = 'ingress,dispatch,worker,console', env = {} }: ProcessOptions,
): Promise<TetrixProcess> {
  const [port, consolePort] = [await freePort(), await freePort()];
  let output = '';
  const environment = {
    PATH: process.env.PATH,
    PORT: `${port}`,
    CONSOLE_PORT: `${consolePort}`,
    DATABASE_URL: places.databaseUrl,
    TEMPORAL_ADDRESS: places.address,
    TEMPORAL_NAMESPACE: places.namespace,
    GRAPH_BASE_URL: places.graphUrl,
    META_ACCESS_TOKEN: 'simulator',
    META_APP_SECRETS: APP_SECRET,
    META_VERIFY_TOKEN: 'test-verify-token',
    TETRIX_ID_KEY: ID_KEY,
    TETRIX_ENCRYPTION_KEYS: SEAL_KEYS,
    TETRIX_ROLES: roles,
    ...env,
  };
  const child = spawn(process.execPath, ['--enable-source-maps', resolve('dist/src/main.js')], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  const url = `http://127.0.0.1:${port}`;
  const ready = roles.includes('ingress')
    ? async () => expectStatus(`${url}/readyz`, 200)
    : async () =>
        output.includes('Stop with Ctrl-C') ? undefined : Promise.reject(new Error('not up yet'));
  await eventually(async () => {
    if (child.exitCode !== null) throw new Error(`it ended: ${output.slice(-2_000)}`);
    await ready();
  }, 30_000);

  return {
    url,
    consoleUrl: `http://127.0.0.1:${consolePort}`,
    child,
    env: environment,
    output: () => output,
    async post(body, headers) {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      const { statusCode, body: answer } = await request(`${url}/api/webhooks`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-hub-signature-256': sign(text, APP_SECRET),
          ...headers,
        },
        body: text,
      });
      await answer.dump();
      return statusCode;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      await ended;
    },
  };
}

async function expectStatus(url: string, status: number): Promise<void> {
  const { statusCode, body } = await request(url);
  await body.dump();
  if (statusCode !== status) throw new Error(`${url} answers ${statusCode}`);
}

/** Repeats until it does not throw; throws the last error after `ms`. */
export async function eventually<T>(look: () => Promise<T> | T, ms = 20_000): Promise<T> {
  const until = Date.now() + ms;
  for (;;) {
    try {
      return await look();
    } catch (error) {
      if (Date.now() > until) throw error;
      await sleep(100);
    }
  }
}
