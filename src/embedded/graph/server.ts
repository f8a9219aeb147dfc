import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import Koa from 'koa';

import { graphApp } from './app';
import { controlRoutes } from './control';
import { createFailureScript, type Failure } from './failures';
import type { CallRecord } from './log';
import { createMediaDesk } from './media';
import { clearWorld, createWorld, type World } from './world';

export type SimulatorOptions = {
  /** 0 takes a free one. */
  readonly port: number;
  readonly host?: string;
  /** With it calls must carry a right `appsecret_proof`. */
  readonly appSecret?: string;
  /** Milliseconds since 1970; media URLs expire by it. */
  readonly now?: () => number;
};

export type GraphSimulator = {
  readonly url: string;
  readonly world: World;
  /** Every call to Graph so far, oldest first; the control routes are not in it. */
  readonly log: readonly CallRecord[];
  readonly fail: (failure: Failure) => void;
  /** Forgets failures, calls and everything set in the world. */
  reset(): void;
  /** Closes every connection, also those in the middle of an answer. */
  stop(): Promise<void>;
};

/**
 * Starts an HTTP server that behaves like graph.facebook.com, for runs without a token, demos and tests. Other
 * processes reach its script under `/_simulator`. Rejects with the listen error, such as EADDRINUSE.
 */
export async function startGraphSimulator(options: SimulatorOptions): Promise<GraphSimulator> {
  const { port, host = '127.0.0.1', appSecret, now = Date.now } = options;
  const world = createWorld();
  const failures = createFailureScript();
  const log: CallRecord[] = [];
  const server = createServer();
  const origin = () => `http://${host}:${(server.address() as AddressInfo).port}`;
  const media = createMediaDesk({ world, origin, now });
  const reset = () => {
    failures.clear();
    clearWorld(world);
    log.length = 0;
  };

  const app = new Koa();
  app.silent = true; // a caller that hangs up is no error here
  const control = controlRoutes({ world, log, fail: failures.add, heal: failures.clear, reset });
  app.use(control.routes());
  app.use(graphApp({ world, media, failures, log, appSecret, now, origin }));
  const handle = app.callback();
  server.on('request', (request, response) => void handle(request, response));

  server.listen(port, host);
  await once(server, 'listening');

  return {
    url: origin(),
    world,
    log,
    fail: failures.add,
    reset,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
