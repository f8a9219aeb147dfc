import { createWorld } from '../helpers/tetrix';
import type { TetrixProcess, World } from '../helpers/tetrix';

const RIGHT = {
  'hub.mode': 'subscribe',
  'hub.verify_token': 'test-verify-token',
  'hub.challenge': '1158201444',
};

describe("Meta's check of the endpoint", () => {
  let world: World;
  let tetrix: TetrixProcess;
  beforeAll(async () => {
    world = await createWorld();
    tetrix = await world.start({ roles: 'ingress' });
  }, 60_000);
  afterAll(() => world.stop());

  const check = (query: Record<string, string> | [string, string][], path = '/api/webhooks') =>
    fetch(`${tetrix.url}${path}?${new URLSearchParams(query).toString()}`);

  it('is answered with the challenge and nothing else', async () => {
    const answer = await check(RIGHT);

    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('1158201444');
  });

  it('is answered on the path of each object too', async () => {
    const answer = await check(RIGHT, '/api/webhooks/instagram');

    expect(await answer.text()).toBe('1158201444');
  });

  it('takes a challenge as it is, and never as a page', async () => {
    const challenge = '<script>alert(1)</script> ü 0123';

    const answer = await check({ ...RIGHT, 'hub.challenge': challenge });

    expect(await answer.text()).toBe(challenge);
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it.each<[string, Record<string, string>]>([
    ['a wrong token', { ...RIGHT, 'hub.verify_token': 'test-verify-tokem' }],
    ['the beginning of the token', { ...RIGHT, 'hub.verify_token': 'test-verify' }],
    ['an empty token', { ...RIGHT, 'hub.verify_token': '' }],
    ['no token', { 'hub.mode': 'subscribe', 'hub.challenge': '1' }],
    ['no challenge', { 'hub.mode': 'subscribe', 'hub.verify_token': 'test-verify-token' }],
    ['no mode', { 'hub.verify_token': 'test-verify-token', 'hub.challenge': '1' }],
    ['another mode', { ...RIGHT, 'hub.mode': 'unsubscribe' }],
    ['nothing at all', {}],
  ])('is refused with %s, and the challenge is not told', async (_, query) => {
    const answer = await check(query);

    expect(answer.status).toBe(403);
    expect(await answer.text()).not.toContain('1158201444');
  });

  it('is refused with a token that is given twice', async () => {
    const answer = await check([...Object.entries(RIGHT), ['hub.verify_token', 'x']]);

    expect(answer.status).toBe(403);
  });
});
