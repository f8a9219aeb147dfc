import { z } from 'zod';

import type { FailureKind } from '../../../src/embedded/graph/failures';
import { createGraphClient } from '../../../src/graph/client';
import { errorOf, serve, startGraph, TOKEN } from './servers';

type Graph = Awaited<ReturnType<typeof startGraph>>;

const Anything = z.unknown();
const LEAD = '5551234567890';
const LEAD_PATH = `${LEAD}?fields=field_data`;

describe('the Graph client', () => {
  let the: Graph;
  beforeAll(async () => (the = await startGraph({ timeoutMs: 300 })));
  afterAll(() => the.stop());
  beforeEach(() => the.simulator.reset());

  it('reads what the schema asks for', async () => {
    const lead = await the.graph.get(LEAD_PATH, z.object({ id: z.string() }));

    expect(lead).toEqual({ id: LEAD });
  });

  it('posts JSON and deletes', async () => {
    const Done = z.object({ success: z.literal(true) });

    await the.graph.post('77_1', { is_hidden: true }, Done);
    const comment = await the.graph.get(
      '77_1?fields=is_hidden',
      z.object({ is_hidden: z.boolean() }),
    );
    await the.graph.delete('77_1', Done);

    expect(comment).toEqual({ is_hidden: true });
    const gone = await errorOf(the.graph.get('77_1?fields=is_hidden', Anything));
    expect(gone).toMatchObject({ name: 'GraphNotFoundError' });
  });

  const failures: [FailureKind, object][] = [
    ['token_expired', { name: 'GraphTokenError', code: 190, subcode: 463, httpStatus: 401 }],
    ['permission', { name: 'GraphPermissionError', code: 200 }],
    ['rate_limit', { name: 'GraphRateLimitError', code: 80_005, retryAfterMs: 60_000 }],
    ['transient', { name: 'GraphTransientError', code: 2, httpStatus: 500 }],
    ['slow', { name: 'GraphTransientError', type: 'timeout' }],
    ['not_found', { name: 'GraphNotFoundError', code: 100, subcode: 33 }],
    ['reset', { name: 'GraphTransientError', type: 'ECONNRESET' }],
    ['malformed', { name: 'GraphTransientError', type: 'not_json' }],
  ];

  it.each(failures)('tells %s by its class, and by nothing private', async (kind, expected) => {
    the.simulator.fail({ kind, match: `/${LEAD}`, times: 1 });

    const error = await errorOf(the.client.for(`asset of ${kind}`).get(LEAD_PATH, Anything));

    expect(error).toMatchObject(expected);
    expect(error).not.toHaveProperty('cause');
    const { message, stack } = error as Error;
    const told = JSON.stringify({ error, message, stack, text: String(error) });
    for (const secret of [
      LEAD,
      TOKEN,
      'leads_retrieval',
      'too many calls',
      'doctype',
      '127.0.0.1',
    ]) {
      expect(told).not.toContain(secret);
    }
  });

  it('goes on once a failure has passed', async () => {
    the.simulator.fail({ kind: 'transient', match: '/', times: 1 });

    await errorOf(the.graph.get(LEAD_PATH, Anything));
    await the.graph.get(LEAD_PATH, Anything);

    expect(the.simulator.log.map(({ status }) => status)).toEqual([500, 200]);
  });

  it('names the paths that do not fit, never the values', async () => {
    const Wrong = z.object({ field_data: z.array(z.object({ values: z.number() })) });

    const error = await errorOf(the.graph.get(LEAD_PATH, Wrong));

    expect(error).toMatchObject({
      name: 'GraphResponseError',
      message: 'Graph API: at field_data.*.values',
    });
  });

  it('closes the socket and gives the reason when the caller cancels', async () => {
    the.simulator.fail({ kind: 'slow', ms: 60_000, match: '/', times: 1 });
    const controller = new AbortController();
    const reason = new Error('activity cancelled');

    const call = errorOf(
      the.client.for('1001', { signal: controller.signal }).get(LEAD_PATH, Anything),
    );
    await until(() => the.simulator.log.length === 1);
    controller.abort(reason);

    expect(await call).toBe(reason);
    await until(() => the.simulator.log[0]?.outcome === 'cut');
  });

  it('calls nobody when it was cancelled before', async () => {
    const signal = AbortSignal.abort(new Error('too late'));

    const error = await errorOf(the.client.for('1001', { signal }).get(LEAD_PATH, Anything));

    expect(error).toMatchObject({ message: 'too late' });
    expect(the.simulator.log).toHaveLength(0);
  });

  it.each(['../v1.0/me', 'me/../../v1.0/me', '%2e%2e/me'])(
    'does not leave its version by %s',
    async (path) => {
      const error = await errorOf(the.graph.get(path, Anything));

      expect(error).toMatchObject({ name: 'GraphRequestError', type: 'invalid_path' });
      expect(the.simulator.log).toHaveLength(0);
    },
  );
});

describe('the Graph client and its token', () => {
  it('asks for a new token, and calls nobody, where an asset has none', async () => {
    const the = await startGraph({ token: async () => undefined });

    const error = await errorOf(the.graph.get('me', Anything));
    await the.stop();

    expect(error).toMatchObject({ name: 'GraphTokenError', type: 'no_token' });
    expect(the.simulator.log).toHaveLength(0);
  });

  it('proves the app secret, and keeps the token out of the URL', async () => {
    const urls: (string | undefined)[] = [];
    const server = await serve((request, response) => {
      urls.push(request.url, request.headers.authorization);
      response.end('{}');
    });
    const client = createGraphClient({
      baseUrl: `${server.url}/`,
      version: 'v25.0',
      token: async () => 'token',
      appSecret: 'secret',
    });

    await client.for('1').get('me?fields=id', Anything);
    await Promise.all([server.stop(), client.close()]);

    // echo -n token | openssl dgst -sha256 -hmac secret
    const proof = 'e941110e3d2bfe82621f0e3e1434730d7305d106c5f68c87165d0b27a4611a4a';
    expect(urls).toEqual([`/v25.0/me?fields=id&appsecret_proof=${proof}`, 'Bearer token']);
  });

  it('is refused by the simulator with a wrong app secret', async () => {
    const the = await startGraph({ appSecret: 'wrong' }, { appSecret: 'right' });

    const error = await errorOf(the.graph.get('me', Anything));
    await the.stop();

    expect(error).toMatchObject({ name: 'GraphRequestError', code: 100 });
  });
});

describe('the Graph client and odd answers', () => {
  async function ask(status: number, body: string, headers: Record<string, string> = {}) {
    const server = await serve((_request, response) =>
      response.writeHead(status, headers).end(body),
    );
    const client = createGraphClient({ baseUrl: server.url, token: async () => TOKEN });
    const answer = await client
      .for('1')
      .get('me', Anything)
      .catch((error: unknown) => error);
    await Promise.all([server.stop(), client.close()]);
    return answer;
  }

  it('keeps every digit of an id beyond 2^53', async () => {
    expect(await ask(200, '{"id":17841400000000545123}')).toEqual({ id: '17841400000000545123' });
  });

  it('refuses an answer of more than 10 MiB', async () => {
    const error = await ask(200, `"${'x'.repeat(10 * 1024 * 1024)}"`);

    expect(error).toMatchObject({ name: 'GraphResponseError', type: 'too_large' });
  });

  it('follows no redirect', async () => {
    const error = await ask(302, '', { location: 'https://example.com/' });

    expect(error).toMatchObject({ name: 'GraphRequestError', httpStatus: 302 });
  });

  it('lets no words through in place of a type or a trace', async () => {
    const error = await ask(
      400,
      '{"error":{"code":"100","type":"Anna Smith","fbtrace_id":"call +44 1"}}',
    );

    expect(error).toMatchObject({
      name: 'GraphRequestError',
      message: 'Graph API: HTTP 400, code 100',
    });
  });

  it('waits as long as the slowest header says', async () => {
    const usage = { 7: [{ call_count: 100, estimated_time_to_regain_access: 3 }] };

    const error = await ask(400, '{"error":{"code":80004}}', {
      'x-business-use-case-usage': JSON.stringify(usage),
      'retry-after': '30',
    });

    expect(error).toMatchObject({ name: 'GraphRateLimitError', retryAfterMs: 180_000 });
  });

  it('reports an address where nobody listens as transient', async () => {
    const server = await serve(() => undefined);
    await server.stop();
    const client = createGraphClient({ baseUrl: server.url, token: async () => TOKEN });

    const error = await errorOf(client.for('1').get('me', Anything));
    await client.close();

    expect(error).toMatchObject({ name: 'GraphTransientError', type: 'ECONNREFUSED' });
  });
});

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}
