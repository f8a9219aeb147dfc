import { connect } from 'node:net';
import type { Socket } from 'node:net';

/** A connection below any HTTP client: what goes over it, and when, is the test's own choice. */
export interface RawConnection {
  readonly socket: Socket;
  /** All that came back so far. */
  readonly received: () => string;
  /** ms until the other side closed. */
  readonly closed: Promise<number>;
}

export function openSocket(url: string): RawConnection {
  const { hostname, port } = new URL(url);
  const started = Date.now();
  let received = '';
  const socket = connect(Number(port), hostname);
  socket.setNoDelay(true);
  socket.on('data', (chunk) => (received += String(chunk)));
  // Written to after the other side has had enough: what it said before that is what counts.
  socket.on('error', () => undefined);
  const closed = new Promise<number>((done) =>
    socket.once('close', () => done(Date.now() - started)),
  );

  return { socket, received: () => received, closed };
}

/** The status codes of every answer in what a connection received. */
export function statusesIn(received: string): number[] {
  return [...received.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
}

/** The head of a POST to the webhook, without the empty line that ends it. */
export function postHead(headers: Readonly<Record<string, string | number>>): string {
  const lines = Object.entries({ host: 'localhost', ...headers });

  return [
    'POST /api/webhooks HTTP/1.1',
    ...lines.map(([name, value]) => `${name}: ${value}`),
    '',
  ].join('\r\n');
}
