import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

const LOOPBACK = '127.0.0.1';

/** Which part wants the port that a variable sets. */
const PURPOSES: Record<string, string> = {
  PORT: 'the port that Meta calls',
  CONSOLE_PORT: 'the console',
  POSTGRES_PORT: 'PostgreSQL',
  TEMPORAL_PORT: 'the Temporal server',
  TEMPORAL_UI_PORT: 'the Temporal UI',
  GRAPH_PORT: 'the Graph simulator',
};

/**
 * Looks whether this machine's loopback port can be opened.
 * @param variable what sets the port, as in `TEMPORAL_PORT`
 * @throws with the port, what wants it, and the variable to set
 */
export async function assertPortFree(port: number, variable: string): Promise<void> {
  try {
    await open(port);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const purpose = PURPOSES[variable] ?? variable;
    const state = code === 'EADDRINUSE' ? 'is in use' : `cannot be opened: ${message}`;
    throw new Error(
      `Port ${port} ${state} (needed for ${purpose}). Set ${variable} to another port.`,
      { cause: error },
    );
  }
}

/** A port that nothing listens on at the moment, for tests. */
export const freePort = (): Promise<number> => open(0);

async function open(port: number): Promise<number> {
  const server = createServer();
  server.listen({ port, host: LOOPBACK, exclusive: true });
  await once(server, 'listening');
  const opened = (server.address() as AddressInfo).port;
  server.close();
  await once(server, 'close');
  return opened;
}
