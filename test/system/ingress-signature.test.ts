import { request } from 'undici';

import { sign } from '../../src/meta/signature';
import { createWorld } from '../helpers/tetrix';
import type { TetrixProcess, World } from '../helpers/tetrix';

/** META.md 1.2. */
const BODY = '{"object":"whatsapp_business_account","entry":[]}';
const SPACED = '{"object": "whatsapp_business_account", "entry": []}';
const MAC = 'dec6a680679a968e7e0319355b23599cbfc54502c0784668e9618baa0c633756';

describe('the signature of a delivery', () => {
  let world: World;
  let tetrix: TetrixProcess;
  beforeAll(async () => {
    world = await createWorld();
    const secrets = [
      'test_app_secret',
      '77:otro_secreto@2999-12-31',
      'rotated_away@2020-01-01',
      'overlapping@2999-01-01T00:00:00Z',
    ];
    tetrix = await world.start({
      roles: 'ingress',
      env: { META_APP_SECRETS: secrets.join(',') },
    });
  }, 60_000);
  afterAll(() => world.stop());

  const post = async (body: string | Buffer, signature?: string | string[]) => {
    const answer = await request(`${tetrix.url}/api/webhooks`, {
      method: 'POST',
      headers: signature === undefined ? {} : { 'x-hub-signature-256': signature },
      body,
    });

    return { status: answer.statusCode, text: await answer.body.text() };
  };
  const deliveries = async () => {
    const { rows } = await world.database.db.query<{ app_id: string }>(
      'select app_id from deliveries order by id',
    );
    return rows.map(({ app_id }) => app_id);
  };

  it.each([
    [BODY, MAC],
    [SPACED, '56cbbaf4961c6cfdae48b7f116c047e5eb513d2c931baae63a2bc1afd26f803a'],
    [BODY, '769b03d8c2ae6498f2d1e1f7299c0ba55448c69d741e7b0bb243d852d8a8d8c7'],
  ])('is right for the vector %s %s', async (body, mac) => {
    expect((await post(body, `sha256=${mac}`)).status).toBe(200);
  });

  it('names the app by the secret that fits', async () => {
    const before = await deliveries();

    await post(BODY, sign(BODY, 'otro_secreto'));
    await post(BODY, sign(BODY, 'test_app_secret'));

    expect((await deliveries()).slice(before.length)).toEqual(['77', 'app']);
  });

  it('is over the bytes as they were sent, not over what they mean', async () => {
    const escaped = '{"object":"page","entry":[{"id":"1","x":"\\u00e4\\/\\u003C\\u0040"}]}';
    const meant = JSON.stringify(JSON.parse(escaped));

    expect((await post(escaped, sign(escaped, 'test_app_secret'))).status).toBe(200);
    expect((await post(escaped, sign(meant, 'test_app_secret'))).status).toBe(401);
  });

  it('may be of a secret that is on its way out, until its last day', async () => {
    expect((await post(BODY, sign(BODY, 'overlapping'))).status).toBe(200);
    expect((await post(BODY, sign(BODY, 'rotated_away'))).status).toBe(401);
  });

  it.each<[string, string | Buffer, string | string[] | undefined]>([
    ['a byte changed', BODY.replace('[', ' ['), `sha256=${MAC}`],
    ['a byte added', `${BODY}\n`, `sha256=${MAC}`],
    ['a wrong secret', BODY, sign(BODY, 'not_ours')],
    ['no signature', BODY, undefined],
    ['an empty signature', BODY, ''],
    ['no name of a hash', BODY, MAC],
    ['another name of a hash', BODY, `sha1=${MAC}`],
    ['a digit too few', BODY, `sha256=${MAC.slice(1)}`],
    ['a digit too many', BODY, `sha256=${MAC}0`],
    ['a letter that is no digit', BODY, `sha256=${MAC.slice(1)}g`],
    ['the signature twice', BODY, [`sha256=${MAC}`, `sha256=${MAC}`]],
    ['an empty body', '', `sha256=${MAC}`],
  ])('is refused with %s: 401, no word of why, and nothing stored', async (_, body, signature) => {
    const before = await deliveries();

    const answer = await post(body, signature);

    expect(answer).toEqual({ status: 401, text: 'unauthorized' });
    expect(await deliveries()).toHaveLength(before.length);
  });

  it('stands in no line of the log, right or wrong', async () => {
    await post(BODY, sign(BODY, 'not_ours'));
    await post(BODY, `sha256=${MAC}`);

    expect(tetrix.output()).toContain('"answer":401');
    for (const secret of ['test_app_secret', 'not_ours', 'otro_secreto'])
      expect(tetrix.output()).not.toContain(sign(BODY, secret).slice(7));
  });
});
