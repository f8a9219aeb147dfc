import { sign } from '../../src/meta/signature';
import { APP_SECRET, createWorld } from '../helpers/tetrix';
import type { TetrixProcess, World } from '../helpers/tetrix';

const SECONDS = 1772359200;
const page = (entry: string) => `{"object":"page","entry":[${entry}]}`;
const message = (text: string, mid = text, more = '') =>
  page(
    `{"id":"104000000000001","time":${SECONDS}000,"messaging":[{"sender":{"id":"600000001"},"recipient":{"id":"104000000000001"},"timestamp":${SECONDS}000${more},"message":{"mid":"m_${mid}","text":"${text}"}}]}`,
  );
const change = (value: string) =>
  page(
    `{"id":"104000000000001","time":${SECONDS},"changes":[{"field":"a_new_field","value":${value}}]}`,
  );
const leads = (count: number) =>
  page(
    `{"id":"104000000000001","time":${SECONDS},"changes":[${Array.from(
      { length: count },
      (_, at) =>
        `{"field":"leadgen","value":{"leadgen_id":"5${at}","form_id":"7","page_id":"104000000000001","created_time":${SECONDS}}}`,
    ).join(',')}]}`,
  );

/** A delivery that came in, with its events. */
interface Kept {
  readonly items: number;
  readonly dead: string | null;
  readonly raw: Buffer | null;
  readonly events: { kind: string; status: string; payload: unknown; detail: unknown }[];
}

describe('an odd body that is signed', () => {
  let world: World;
  let tetrix: TetrixProcess;
  beforeAll(async () => {
    world = await createWorld();
    tetrix = await world.start({ roles: 'ingress' });
  }, 60_000);
  afterAll(() => world.stop());

  /** Posts it, expects 200, and tells what was kept. */
  const send = async (body: string | Buffer): Promise<Kept> => {
    const answer = await fetch(`${tetrix.url}/api/webhooks`, {
      method: 'POST',
      headers: { 'x-hub-signature-256': sign(body, APP_SECRET) },
      body: new Uint8Array(Buffer.from(body)),
    });
    expect(answer.status).toBe(200);
    const { rows } = await world.database.db.query<Kept & { id: string }>(
      'select id, items, dead_reason as dead, raw from deliveries order by id desc limit 1',
    );
    const { rows: events } = await world.database.db.query<Kept['events'][number]>(
      'select kind, status, payload, detail from events where delivery_id = $1 order by item, id',
      [rows[0]!.id],
    );

    return { ...rows[0]!, events };
  };

  it.each([
    ['nested over 64', page(`{"id":"1","x":${'['.repeat(63)}${']'.repeat(63)}}`), 'too_deep'],
    ['nested 100 000 deep', '['.repeat(100_000), 'too_deep'],
    ['not JSON', '{"object":"page","entry":[', 'not_json'],
    ['a form', 'object=page&entry=1', 'not_json'],
    ['empty', '', 'not_json'],
    ['a lone string', '"page"', 'no_object'],
    ['null', 'null', 'no_object'],
  ])('%s is one dead event, and its bytes are kept', async (_, body, reason) => {
    const kept = await send(body);

    expect(kept.dead).toBe(reason);
    expect(kept.raw?.toString()).toBe(body);
    expect(kept.events).toMatchObject([{ kind: 'unrecognised', status: 'dead' }]);
  });

  it('nested 64 deep is still read', async () => {
    const kept = await send(change(`${'['.repeat(58)}${']'.repeat(58)}`));

    expect(kept.dead).toBeNull();
    expect(kept.events).toMatchObject([{ kind: 'unrecognised', status: 'pending' }]);
  });

  it('with bytes that are no UTF-8 is read as far as it goes, and kept as it came', async () => {
    const body = Buffer.concat([
      Buffer.from(message('a', 'utf8').replace('"a"', '"a')).subarray(0, -5),
      Buffer.from([0xff, 0xfe]),
      Buffer.from('"}}]}]}'),
    ]);

    const kept = await send(body);

    expect(kept.raw?.equals(body)).toBe(true);
    expect(kept.events).toHaveLength(1);
  });

  it.each([
    ['NUL, escaped', message('a\\u0000b', 'nul')],
    ['a lone high surrogate', message('a\\ud83d', 'high')],
    ['a lone low surrogate', message('\\ude00a', 'low')],
    ['surrogates in the wrong order', message('\\ude00\\ud83d', 'order')],
    ['__proto__ and constructor', message('a', 'proto', ',"__proto__":{"x":1},"constructor":{}')],
    ['the same key twice', message('first', 'twice', ',"timestamp":1')],
    ['numbers beyond all bounds', message('a', 'inf', ',"x":1e400,"y":-1e999')],
    ['an emoji in two escapes', message('\\ud83d\\ude00', 'emoji')],
  ])('with %s is read', async (_, body) => {
    const kept = await send(body);

    expect(kept.events.map(({ kind }) => kind)).toEqual(['message.received']);
  });

  it.each([
    ['NUL', '{"a\\u0000":"\\u0000"}'],
    ['a lone surrogate as a name', '{"\\ud800":1}'],
    ['__proto__', '{"__proto__":{"polluted":true}}'],
    ['1e400', '1e400'],
    ['an integer beyond 2^53', '{"id":98765432109876543210}'],
    ['a thousand digits', '9'.repeat(1_000)],
  ])('with %s in a field of no shape is kept', async (_, value) => {
    const kept = await send(change(value));

    expect(kept.events).toMatchObject([{ kind: 'unrecognised', status: 'pending' }]);
    expect(kept.raw).not.toBeNull();
  });

  it.each([
    ['in the past of all calendars', '-8640000000000000'],
    ['in the far future', '8640000000000000'],
    ['beyond any calendar', '1e300'],
    ['of text', '"tomorrow"'],
    ['of nothing', 'null'],
  ])('with a time %s is taken all the same', async (_, time) => {
    const dated = message('time', `time${time}`.replaceAll(/\W/g, '_'))
      .replaceAll(`"time":${SECONDS}000`, `"time":${time}`)
      .replaceAll(`"timestamp":${SECONDS}000`, `"timestamp":${time}`);

    const kept = await send(dated);

    expect(kept.events).toHaveLength(1);
  });

  it.each([
    ['id', change('1').replace('"104000000000001"', `"${'4'.repeat(20_000)}"`)],
    ['field', change('1').replace('a_new_field', 'f'.repeat(20_000))],
    ['object', change('1').replace('"page"', `"${'o'.repeat(20_000)}"`)],
    ['text', message('x'.repeat(200_000), 'long')],
  ])('with an %s that never ends is taken', async (_, body) => {
    expect((await send(body)).events).toHaveLength(1);
  });

  it('keeps every digit of a long id', async () => {
    const kept = await send(
      message('digits').replace('"id":"600000001"', '"id":98765432109876543'),
    );

    expect(JSON.stringify(kept.events[0]!.detail)).toContain('"98765432109876543"');
  });

  it('with over a thousand items is split like any other', async () => {
    const kept = await send(leads(1_205));

    expect(kept.items).toBe(1_205);
    expect(new Set(kept.events.map(({ kind }) => kind))).toEqual(new Set(['lead.submitted']));
    expect(kept.events).toHaveLength(1_205);
  });

  it.each([
    ['no entries', page(''), 0],
    ['an empty object', '{}', 0],
    ['an empty array', '[]', 0],
    ['an entry without anything in it', page('{"id":"1","time":1772359200}'), 1],
    ['an entry that is null', page('null'), 1],
    ['a top-level array', `[${message('one')},${message('two')}]`, 2],
  ])('of %s is stored, with its items', async (_, body, items) => {
    const kept = await send(body);

    expect(kept.items).toBe(items);
    expect(kept.events).toHaveLength(items);
  });

  it('leaves the process as it was', async () => {
    expect(await tetrix.post(message('afterwards'))).toBe(200);
    expect(tetrix.output()).not.toContain('could not be committed');
  });
});
