import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import type Koa from 'koa';

export interface Listener {
  readonly port: number;
  /** No new connections; idle ones closed; resolves when every request in hand is answered. */
  stop(): Promise<void>;
}

export interface ListenOptions {
  readonly host: string;
  readonly port: number;
  /** Named in the error where the port is taken. */
  readonly variable: string;
}

const HEADERS_MS = 10_000;
const REQUEST_MS = 30_000;

/** ms that requests in hand get once the listener stops. */
const STOP_MS = 3_000;

/** Serves an application. Throws an Error that names the variable where the port is taken. */
export async function listen(app: Koa, { host, port, variable }: ListenOptions): Promise<Listener> {
  const handle = app.callback();
  let stopping = false;
  const server = createServer(
    { headersTimeout: HEADERS_MS, requestTimeout: REQUEST_MS, connectionsCheckingInterval: 1_000 },
    (request, response) => {
      // A connection that stays open for a next request would keep the process from ending.
      response.shouldKeepAlive &&= !stopping;
      void handle(request, response);
    },
  );
  server.keepAliveTimeout = 65_000;
  await opened(server, { host, port, variable });

  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      stopping = true;
      const idle = setInterval(() => server.closeIdleConnections(), 50);
      const late = setTimeout(() => server.closeAllConnections(), STOP_MS);
      await new Promise((resolve) => server.close(resolve));
      clearInterval(idle);
      clearTimeout(late);
    },
  };
}

function opened(server: Server, { host, port, variable }: ListenOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      reject(taken ? new Error(`Port ${port} is in use. Set ${variable} to another port.`) : error);
    });
    server.listen(port, host, resolve);
  });
}
