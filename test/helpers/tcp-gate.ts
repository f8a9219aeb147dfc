import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** A way to a server that can be blocked: connections stay open, and nothing gets through. */
export interface TcpGate {
  readonly address: string;
  block(): void;
  stop(): Promise<void>;
}

/** Passes bytes on to `host:port` until it is blocked. */
export async function startTcpGate(target: string): Promise<TcpGate> {
  const [host, port] = target.split(':');
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(port), host);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.once('close', () => [near, far].forEach((each) => each.destroy()));
    }
    near.pipe(far).pipe(near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    block() {
      for (const socket of sockets) socket.unpipe().pause();
    },
    async stop() {
      sockets.forEach((socket) => socket.destroy());
      const closed = once(server, 'close');
      server.close();
      await closed;
    },
  };
}
