import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';

import { z } from 'zod';

import { isMediaUrl } from '../../../src/graph/download';
import { errorOf, serve, startGraph, TOKEN } from './servers';

type Graph = Awaited<ReturnType<typeof startGraph>>;

const Media = z.object({ url: z.string(), sha256: z.string(), file_size: z.number() });

describe('downloads', () => {
  let time = Date.UTC(2026, 10, 23);
  let the: Graph;
  beforeAll(async () => (the = await startGraph({ timeoutMs: 500 }, { now: () => time })));
  afterAll(() => the.stop());
  beforeEach(() => the.simulator.reset());

  it('fetches the file that the media node describes', async () => {
    const media = await the.graph.get('90210', Media);

    const download = await the.graph.download(media.url, { maxBytes: 100_000 });
    const bytes = await buffer(download.stream);

    expect(download).toMatchObject({ mimeType: 'image/png', size: media.file_size });
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(media.sha256);
  });

  it('stops a file that is larger than allowed', async () => {
    the.simulator.world.media.set('90211', { bytes: Buffer.alloc(300_000), mimeType: 'video/mp4' });
    const media = await the.graph.get('90211', Media);

    const { stream } = await the.graph.download(media.url, { maxBytes: 200_000 });

    expect(await errorOf(buffer(stream))).toMatchObject({
      name: 'GraphResponseError',
      type: 'too_large',
    });
  });

  it('finds nothing behind a URL of more than five minutes ago', async () => {
    const media = await the.graph.get('90212', Media);

    time += 5 * 60_000 + 1000;
    const error = await errorOf(the.graph.download(media.url, { maxBytes: 1000 }));

    expect(error).toMatchObject({ name: 'GraphNotFoundError', httpStatus: 404 });
  });

  it('is refused a URL that was tampered with', async () => {
    const media = await the.graph.get('90213', Media);

    const other = media.url.replace('90213', '90214');
    const error = await errorOf(the.graph.download(other, { maxBytes: 1000 }));

    expect(error).toMatchObject({ name: 'GraphPermissionError', httpStatus: 403 });
  });

  it('shows the token to no host but Meta', async () => {
    const calls: unknown[] = [];
    const stranger = await serve((request) => calls.push(request.url));

    const error = await errorOf(the.graph.download(`${stranger.url}/a.png`, { maxBytes: 1000 }));
    await stranger.stop();

    expect(error).toMatchObject({ name: 'GraphRequestError', type: 'foreign_host' });
    expect(calls).toHaveLength(0);
  });

  it('ends a stream whose connection breaks with a transient error', async () => {
    const server = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '1000' }).write('half');
      setTimeout(() => response.socket?.resetAndDestroy(), 20);
    });
    const other = await startGraph({ baseUrl: server.url });

    const { stream } = await other.graph.download(`${server.url}/a`, { maxBytes: 9000 });
    const error = await errorOf(buffer(stream));
    await Promise.all([server.stop(), other.stop()]);

    expect(error).toMatchObject({ name: 'GraphTransientError' });
  });

  it('ends a stream with the reason of the caller who cancels', async () => {
    const server = await serve((_request, response) => response.writeHead(200).write('half'));
    const other = await startGraph({ baseUrl: server.url });
    const controller = new AbortController();
    const graph = other.client.for('1001', { signal: controller.signal });

    const { stream } = await graph.download(`${server.url}/a`, { maxBytes: 9000 });
    const read = errorOf(buffer(stream));
    controller.abort(new Error('activity cancelled'));

    expect(await read).toMatchObject({ message: 'activity cancelled' });
    await Promise.all([server.stop(), other.stop()]);
  });

  it.each([
    ['https://lookaside.fbsbx.com/a', true],
    ['https://scontent.xx.fbcdn.net/a', true],
    ['http://lookaside.fbsbx.com/a', false],
    ['https://fbsbx.com.example.com/a', false],
    ['https://notfbsbx.com/a', false],
    ['https://169.254.169.254/a', false],
    ['https://graph.example/a', true],
  ])('judges %s: %p', (url, expected) => {
    expect(isMediaUrl(new URL(url), 'https://graph.example')).toBe(expected);
  });

  it('sends the token as a header', async () => {
    let seen: string | undefined;
    const server = await serve((request, response) => {
      seen = request.headers.authorization;
      response.end('x');
    });
    const other = await startGraph({ baseUrl: server.url });

    const { stream } = await other.graph.download(`${server.url}/a`, { maxBytes: 9 });
    await buffer(stream);
    await Promise.all([server.stop(), other.stop()]);

    expect(seen).toBe(`Bearer ${TOKEN}`);
  });
});
