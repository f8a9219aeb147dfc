import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

import { startGraphSimulator, type SimulatorOptions } from '../../../src/embedded/graph/server';
import { createGraphClient, type GraphOptions } from '../../../src/graph/client';

export const TOKEN = 'EAAsecrettoken';

/** A client and the simulator it talks to. */
export async function startGraph(
  options: Partial<GraphOptions> = {},
  simulatorOptions: Partial<SimulatorOptions> = {},
) {
  const simulator = await startGraphSimulator({ port: 0, ...simulatorOptions });
  const client = createGraphClient({
    baseUrl: simulator.url,
    token: async () => TOKEN,
    ...options,
  });
  return {
    simulator,
    client,
    graph: client.for('1001'),
    async stop() {
      await simulator.stop();
      await client.close();
    },
  };
}

/** A server that says what the simulator cannot. */
export async function serve(handler: RequestListener) {
  const server = createServer(handler);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** The error that a promise rejects with. */
export async function errorOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => new Error('did not reject'),
    (error: unknown) => error,
  );
}
