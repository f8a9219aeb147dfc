import { createWorld, eventually } from '../helpers/tetrix';
import type { TetrixProcess, World } from '../helpers/tetrix';

const PERSON = '6001000000000011';
const MID = 'm_the_message_of_the_log_line';
const TEXT = 'what I said is nobodys business';
const DELIVERY = {
  object: 'page',
  entry: [
    {
      id: '104000000000001',
      time: 1772359200000,
      messaging: [
        {
          sender: { id: PERSON },
          recipient: { id: '104000000000001' },
          timestamp: 1772359200000,
          message: { mid: MID, text: TEXT },
        },
      ],
      changes: [{ field: 'a_field_of_tomorrow', value: { note: TEXT } }],
    },
  ],
};
const FRAME = new Set(['level', 'time', 'service', 'msg']);

describe('the log line of a delivery', () => {
  let world: World;
  let tetrix: TetrixProcess;
  beforeAll(async () => {
    world = await createWorld();
    tetrix = await world.start({
      roles: 'ingress',
      env: { LOG_LEVEL: 'trace', TETRIX_MAX_BODY: '2048' },
    });
  }, 60_000);
  afterAll(() => world.stop());

  const lines = () =>
    tetrix
      .output()
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter(({ msg }) => msg === 'delivery');
  /** The one line that a delivery leaves, without what every line has. */
  const lineOf = async (body: unknown, headers?: Record<string, string>) => {
    const before = lines().length;
    await tetrix.post(body, headers);
    await eventually(() => expect(lines().length).toBeGreaterThan(before), 3_000);
    const [line, ...more] = lines().slice(before);
    expect(more).toEqual([]);

    return Object.fromEntries(Object.entries(line!).filter(([name]) => !FRAME.has(name)));
  };

  it('says who, what, how much, how long and the answer, and nothing else', async () => {
    const line = await lineOf(DELIVERY);

    expect(line).toEqual({
      request: expect.stringMatching(/^[0-9a-f-]{36}$/),
      delivery: expect.stringMatching(/^[0-9a-f-]{36}$/),
      object: 'page',
      items: 2,
      new: 2,
      duplicate: 0,
      unrecognised: 1,
      bytes: Buffer.byteLength(JSON.stringify(DELIVERY)),
      ms: expect.any(Number),
      answer: 200,
    });
  });

  it('tells a delivery that came again', async () => {
    await lineOf(DELIVERY);

    const line = await lineOf(DELIVERY);

    expect(line).toMatchObject({ items: 2, new: 0, duplicate: 2, answer: 200 });
  });

  it.each([
    ['a wrong signature', DELIVERY, { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` }, 401],
    ['too large a body', { ...DELIVERY, pad: 'x'.repeat(2_048) }, {}, 413],
    ['a compressed body', DELIVERY, { 'content-encoding': 'br' }, 415],
  ])('of %s holds no more than the refusal', async (_, body, headers, answer) => {
    const { request, ms, bytes, ...line } = await lineOf(body, headers);

    expect([typeof request, typeof ms]).toEqual(['string', 'number']);
    expect(['number', 'undefined']).toContain(typeof bytes);
    expect(line).toEqual({ answer });
  });

  it('is the same request that the answer names', async () => {
    const answer = await fetch(`${tetrix.url}/api/webhooks`, { method: 'POST', body: '{}' });
    const id = answer.headers.get('x-request-id');

    await eventually(() => expect(lines().map(({ request }) => request)).toContain(id), 3_000);
  });

  it('and every other line, at its most talkative, is silent about the person', async () => {
    await tetrix.post(DELIVERY);
    await tetrix.post(JSON.stringify(DELIVERY).slice(0, -3));
    await fetch(`${tetrix.url}/api/webhooks?hub.mode=subscribe&hub.verify_token=${TEXT}`);

    for (const value of [PERSON, MID, TEXT]) expect(tetrix.output()).not.toContain(value);
  });
});
