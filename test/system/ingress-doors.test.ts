import { sign } from '../../src/meta/signature';
import { openSocket, postHead, statusesIn } from '../helpers/sockets';
import { APP_SECRET, createWorld, eventually } from '../helpers/tetrix';
import type { TetrixProcess, World } from '../helpers/tetrix';

const BODY = JSON.stringify({ object: 'page', entry: [] });
const SIGNED = { 'x-hub-signature-256': sign(BODY, APP_SECRET) };
const NAMES = [
  'whatsapp',
  'facebook-page',
  'instagram',
  'facebook-ads',
  'catalog',
  'permissions',
  'user',
  'application',
  'managed-meta-account',
];
const PATHS = ['/api/webhooks', ...NAMES.map((name) => `/api/webhooks/${name}`)];

describe('the port that Meta calls', () => {
  let world: World;
  let tetrix: TetrixProcess;
  beforeAll(async () => {
    world = await createWorld();
    tetrix = await world.start({ roles: 'ingress,console' });
  }, 60_000);
  afterAll(() => world.stop());

  const call = (path: string, options: RequestInit = {}) => fetch(tetrix.url + path, options);

  it.each(PATHS)('takes deliveries at %s, of whatever object', async (path) => {
    const answer = await call(path, { method: 'POST', headers: SIGNED, body: BODY });

    expect(answer.status).toBe(200);
    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each(['PUT', 'DELETE', 'PATCH'])('does not know %s there', async (method) => {
    const answers = await Promise.all(
      PATHS.map((path) => call(path, { method, headers: SIGNED, body: BODY })),
    );

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([405]));
    expect(answers[0]!.headers.get('allow')).toBe('HEAD, GET, POST');
  });

  it.each([
    '/',
    '/api',
    '/api/webhooks/tiktok',
    '/api/webhooks/instagram/more',
    '/api/webhooksx',
    '/api/callbacks',
    '/api/messages',
    '/metrics',
    '/data-deletion/0123456789abcdef0123456789abcdef',
    '/data-deletion/..%2f..%2fetc%2fpasswd',
    '/_simulator/log',
  ])('has nothing at %s', async (path) => {
    expect((await call(path)).status).toBe(404);
    expect((await call(path, { method: 'POST', body: '' })).status).not.toBe(200);
  });

  it('is alive, and ready once the database is', async () => {
    expect(await (await call('/healthz')).json()).toEqual({ status: 'ok' });
    expect(await (await call('/readyz')).json()).toEqual({ status: 'ready' });
  });

  it('leaves the metrics to the console, which has nothing else of it', async () => {
    const metrics = await fetch(`${tetrix.consoleUrl}/metrics`);
    const text = await metrics.text();

    expect(text).toMatch(/^tetrix_deliveries_total\{answer="200",object="page"\} \d+$/m);
    expect(text).toMatch(/^tetrix_queue_waiting \d+$/m);
    expect((await fetch(`${tetrix.consoleUrl}/api/webhooks`, { method: 'POST' })).status).toBe(404);
  });

  it('answers deliveries that come down one connection without waiting for each other', async () => {
    const delivery = (headers: object = SIGNED) =>
      `${postHead({ ...headers, 'content-length': BODY.length })}\r\n${BODY}`;
    const { socket, received } = openSocket(tetrix.url);

    socket.write(
      delivery() + delivery({}) + delivery() + 'GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n',
    );

    await eventually(() => expect(statusesIn(received())).toHaveLength(4), 3_000);
    expect(statusesIn(received())).toEqual([200, 401, 200, 200]);
    expect(received()).toContain('Connection: keep-alive');
    socket.destroy();
  });

  it('says nothing of what it runs on', async () => {
    const answer = await call('/healthz');

    expect(answer.headers.get('x-powered-by')).toBeNull();
    expect(answer.headers.get('server')).toBeNull();
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });
});
