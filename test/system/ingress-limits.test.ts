import { gzipSync } from 'node:zlib';

import { sign } from '../../src/meta/signature';
import { openSocket, postHead, statusesIn } from '../helpers/sockets';
import { APP_SECRET, createWorld, eventually } from '../helpers/tetrix';
import type { TetrixProcess, World } from '../helpers/tetrix';

const LIMIT = 4_096;
const SOUND = JSON.stringify({ object: 'page', entry: [] });

describe('the limits of the port that Meta calls', () => {
  let world: World;
  let tetrix: TetrixProcess;
  beforeAll(async () => {
    world = await createWorld();
    tetrix = await world.start({ roles: 'ingress', env: { TETRIX_MAX_BODY: `${LIMIT}` } });
  }, 60_000);
  afterAll(() => world.stop());

  const padded = (size: number) => {
    const empty = JSON.stringify({ object: 'page', entry: [], pad: '' });
    return empty.replace('""', `"${'x'.repeat(size - empty.length)}"`);
  };

  it('take a body of just the largest size, and refuse one byte more', async () => {
    expect(await tetrix.post(padded(LIMIT))).toBe(200);
    expect(await tetrix.post(padded(LIMIT + 1))).toBe(413);
  });

  it('refuse a body that is declared too large before any of it has come', async () => {
    const { socket, received, closed } = openSocket(tetrix.url);

    socket.write(`${postHead({ 'content-length': 900_000_000 })}\r\n`);
    await closed;

    expect(statusesIn(received())).toEqual([413]);
  });

  it('refuse a body without a length as soon as it is too large, and read no more of it', async () => {
    const { socket, received, closed } = openSocket(tetrix.url);
    const chunk = `400\r\n${'x'.repeat(0x400)}\r\n`;

    socket.write(`${postHead({ 'transfer-encoding': 'chunked' })}\r\n`);
    // The stream never ends by itself: only the other side can end this.
    await eventually(() => {
      socket.write(chunk);
      if (statusesIn(received()).length === 0) throw new Error('no answer yet');
    });
    await closed;

    expect(statusesIn(received())).toEqual([413]);
    expect(socket.bytesWritten).toBeLessThan(100 * LIMIT);
  });

  it('refuse a compressed body, however it is signed', async () => {
    const zipped = gzipSync(SOUND);

    const answer = await fetch(`${tetrix.url}/api/webhooks`, {
      method: 'POST',
      headers: { 'content-encoding': 'gzip', 'x-hub-signature-256': sign(zipped, APP_SECRET) },
      body: zipped,
    });

    expect(answer.status).toBe(415);
    expect(await tetrix.post(SOUND, { 'content-encoding': 'identity' })).toBe(200);
  });

  it('give headers ten seconds and a body twenty, then 408', async () => {
    const headers = openSocket(tetrix.url);
    const body = openSocket(tetrix.url);
    headers.socket.write('POST /api/webhooks HTTP/1.1\r\nhost: localhost\r\n');
    body.socket.write(`${postHead({ 'content-length': 100 })}\r\n{"object":`);
    const trickle = setInterval(() => {
      headers.socket.write('x-a: b\r\n');
      body.socket.write(' ');
    }, 500);

    const [headersMs, bodyMs] = await Promise.all([headers.closed, body.closed]);
    clearInterval(trickle);

    expect(statusesIn(headers.received())).toEqual([408]);
    expect(statusesIn(body.received())).toEqual([408]);
    expect(headersMs / 1000).toBeGreaterThanOrEqual(9.5);
    expect(headersMs / 1000).toBeLessThan(13);
    expect(bodyMs / 1000).toBeGreaterThanOrEqual(19.5);
    expect(bodyMs / 1000).toBeLessThan(23);
  }, 40_000);

  it('leave no refused delivery in the database, and go on taking sound ones', async () => {
    const { rows } = await world.database.db.query(
      'select bytes from deliveries where bytes > $1',
      [LIMIT],
    );

    expect(rows).toEqual([]);
    expect(await tetrix.post(SOUND)).toBe(200);
  });
});
