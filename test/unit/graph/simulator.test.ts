import { startGraphSimulator, type GraphSimulator } from '../../../src/embedded/graph/server';

describe('the Graph simulator', () => {
  let simulator: GraphSimulator;
  beforeAll(async () => (simulator = await startGraphSimulator({ port: 0 })));
  afterAll(() => simulator.stop());
  beforeEach(() => simulator.reset());

  const call = (path: string, init: RequestInit = {}) =>
    fetch(simulator.url + path, { headers: { authorization: 'Bearer t' }, ...init });
  const post = (path: string, body: unknown) =>
    call(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { authorization: 'Bearer t' },
    });
  const json = async (path: string): Promise<Record<string, unknown>> =>
    (await call(path)).json() as Promise<Record<string, unknown>>;

  it('gives the same lead for the same id, with only the fields asked for', async () => {
    const lead = await json('/v26.0/444?fields=created_time,form_id,field_data');

    expect(lead).toEqual(await json('/444?fields=created_time,form_id,field_data'));
    expect(Object.keys(lead).sort()).toEqual(['created_time', 'field_data', 'form_id', 'id']);
    expect(lead.created_time).toMatch(/^2026-11-\d\dT\d\d:\d\d:\d\d\+0000$/);
    const answers = Object.fromEntries(
      (lead.field_data as { name: string; values: string[] }[]).map(({ name, values }) => [
        name,
        values[0],
      ]),
    );
    expect(answers.phone_number).toMatch(/^\+447700900\d{3}$/);
    expect(answers.email).toMatch(/^person\.\d+@example\.com$/);
  });

  it('has names in several scripts, right to left and with emoji', async () => {
    const ids = Array.from({ length: 60 }, (_, index) => String(9000 + index));

    const leads = await Promise.all(ids.map((id) => json(`/${id}?fields=field_data`)));

    const text = JSON.stringify(leads);
    for (const script of [/\p{Script=Arabic}/u, /\p{Script=Hebrew}/u, /\p{Script=Han}/u, /🌸/u]) {
      expect(text).toMatch(script);
    }
  });

  it.each([
    [
      '/71?fields=name,locale,questions,legal_content',
      ['id', 'legal_content', 'locale', 'name', 'questions'],
    ],
    ['/72?fields=name,campaign_id', ['campaign_id', 'id', 'name']],
    [
      '/73?fields=first_name,last_name,profile_pic',
      ['first_name', 'id', 'last_name', 'profile_pic'],
    ],
    ['/74', ['file_size', 'id', 'messaging_product', 'mime_type', 'sha256', 'url']],
    ['/75_1?fields=message,is_hidden,from{id,name}', ['from', 'id', 'is_hidden', 'message']],
    ['/me', ['id', 'name']],
  ])('answers %s with what its fields tell it to be', async (path, fields) => {
    expect(Object.keys(await json(path)).sort()).toEqual(fields);
  });

  it('answers with the leads that a test sets, and misses the ids it takes away', async () => {
    const lead = {
      id: '5',
      created_time: '',
      form_id: '6',
      field_data: [],
      is_organic: true,
      platform: 'ig',
    };
    simulator.world.leads.set('5', lead);
    simulator.world.missing.add('7');

    expect(await json('/5?fields=form_id,field_data')).toEqual({
      id: '5',
      form_id: '6',
      field_data: [],
    });
    expect(await json('/7')).toMatchObject({ error: { code: 100, error_subcode: 33 } });
  });

  it('takes messages of WhatsApp and Messenger, and keeps them', async () => {
    const whatsApp = await post('/v26.0/1001/messages', {
      messaging_product: 'whatsapp',
      to: '447700900001',
    });
    const messenger = await post('/me/messages', {
      recipient: { id: '42' },
      message: { text: 'hi' },
    });

    expect(await whatsApp.json()).toMatchObject({
      contacts: [{ wa_id: '447700900001' }],
      messages: [{ id: expect.stringMatching(/^wamid\./) }],
    });
    expect(await messenger.json()).toMatchObject({ recipient_id: '42' });
    expect(simulator.world.sent).toHaveLength(2);
  });

  it('remembers subscriptions', async () => {
    expect(await json('/1001/subscribed_apps')).toMatchObject({
      data: [{ name: 'Tetrix simulator' }],
    });

    await call('/1001/subscribed_apps', { method: 'DELETE' });

    expect(await json('/1001/subscribed_apps')).toEqual({ data: [] });
  });

  it('refuses calls without a token or with a revoked one, and knows which are good', async () => {
    simulator.world.revokedTokens.add('old');

    const without = await fetch(`${simulator.url}/me`);
    const revoked = await fetch(`${simulator.url}/me?access_token=old`);

    expect([without.status, revoked.status]).toEqual([401, 401]);
    expect(await revoked.json()).toMatchObject({
      error: {
        type: 'OAuthException',
        code: 190,
        error_subcode: 458,
        fbtrace_id: expect.any(String),
      },
    });
    expect(await json('/debug_token?input_token=old')).toMatchObject({ data: { is_valid: false } });
    expect(await json('/debug_token?input_token=new')).toMatchObject({ data: { is_valid: true } });
  });

  it('takes its script from other processes, and shows them a log without credentials', async () => {
    const limit = {
      pattern: '^/8\\b',
      kind: 'rate_limit',
      retryAfterMinutes: 2,
      retryAfterSeconds: 5,
    };

    await post('/_simulator/failures', limit);
    await post('/_simulator/world', { nodes: { 9: { name: 'Nine' } }, missing: ['10'] });
    const limited = await call('/8?fields=name');
    const again = await call('/8?access_token=secret&fields=name,status');

    expect(limited.headers.get('retry-after')).toBe('5');
    expect(limited.headers.get('x-business-use-case-usage')).toContain(
      '"estimated_time_to_regain_access":2',
    );
    expect(again.status).toBe(200);
    expect(await json('/9?fields=name')).toEqual({ id: '9', name: 'Nine' });
    expect((await call('/10')).status).toBe(400);
    const { calls } = (await json('/_simulator/log')) as { calls: object[] };
    expect(calls.slice(0, 2)).toMatchObject([
      { method: 'GET', path: '/8?fields=name', status: 400 },
      { method: 'GET', path: '/8?fields=name,status', status: 200 },
    ]);
  });

  it('refuses a script it does not understand', async () => {
    expect((await post('/_simulator/failures', { kind: 'earthquake' })).status).toBe(400);
  });

  it('fails until it is told to stop, and forgets everything on reset', async () => {
    simulator.fail({ kind: 'permission', match: /me$/g, times: 'always' });

    const statuses = [(await call('/me')).status, (await call('/me')).status];
    await call('/_simulator/failures', { method: 'DELETE' });
    statuses.push((await call('/me')).status);
    await post('/_simulator/reset', {});

    expect(statuses).toEqual([403, 403, 200]);
    expect(simulator.log).toHaveLength(0);
  });

  it('stops in the middle of an answer', async () => {
    const other = await startGraphSimulator({ port: 0 });
    other.fail({ kind: 'slow', ms: 60_000, match: '/', times: 1 });
    const answer = fetch(`${other.url}/me`).catch(() => 'cut');
    while (other.log.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));

    await other.stop();

    expect(await answer).toBe('cut');
  });
});
