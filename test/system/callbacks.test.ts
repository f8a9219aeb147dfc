import { hmac } from '../../src/meta/signature';
import { signRequest } from '../../src/meta/signed-request';
import { APP_SECRET, createWorld, eventually, ID_KEY } from '../helpers/tetrix';
import type { TetrixProcess, World } from '../helpers/tetrix';
import { keyedHash } from '../../src/domain/ids';
import { layPerson } from '../helpers/person';

const now = () => Math.floor(Date.now() / 1000);
const payload = (userId: string, more: object = {}) => ({
  user_id: userId,
  algorithm: 'HMAC-SHA256',
  issued_at: now(),
  ...more,
});

describe('the callbacks of the app settings', () => {
  let world: World;
  let tetrix: TetrixProcess;
  beforeAll(async () => {
    world = await createWorld();
    tetrix = await world.start({ env: { META_APP_SECRETS: `4711:${APP_SECRET}` } });
  }, 60_000);
  afterAll(() => world.stop());

  const call = (name: string, signedRequest?: string) =>
    fetch(`${tetrix.url}/api/callbacks/${name}`, {
      method: 'POST',
      body: new URLSearchParams(
        signedRequest === undefined ? {} : { signed_request: signedRequest },
      ),
    });
  const statusPage = async (code: string) =>
    (await fetch(`${tetrix.url}/data-deletion/${code}`)).text();
  const count = async (table: string, where: string, value: string) => {
    const sql = `select count(*) as count from ${table} where ${where} = $1`;
    return (await world.database.db.query<{ count: number }>(sql, [value])).rows[0]!.count;
  };

  describe('a request to delete a person', () => {
    it('is answered with a code and a page, and done', async () => {
      const userId = '610000000000001';

      const answer = await call('data-deletion', signRequest(payload(userId), APP_SECRET));

      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toContain('application/json');
      const {
        url,
        confirmation_code: code,
        ...more
      } = (await answer.json()) as Record<string, string>;
      expect(more).toEqual({});
      expect(code).toMatch(/^[0-9a-f]{32}$/);
      expect(url).toBe(`${tetrix.url}/data-deletion/${code}`);
      await eventually(async () => expect(await statusPage(code!)).toContain('completed on'));
      const { rows } = await world.database.db.query(
        'select * from deletion_requests where code = $1',
        [code],
      );
      expect(rows).toMatchObject([
        { user_hash: keyedHash(ID_KEY, `asid:${userId}`), user_id: null, status: 'completed' },
      ]);
    });

    it('shows its progress to whoever has the code, and says nothing of whom', async () => {
      const userId = '610000000000002';
      await world.database.db.query(
        `insert into deletion_requests (code, user_hash, user_id, source, requested_at) values ($1, 'x', $2, 'test', now())`,
        ['0'.repeat(32), userId],
      );

      const text = await statusPage('0'.repeat(32));

      expect(text).toContain('being worked on');
      expect(text).not.toContain(userId);
    });

    it('takes the contact, its messages and its leads, and nobody else’s', async () => {
      const gone = await layPerson(world.database.db, '610000000000003');
      const kept = await layPerson(world.database.db, '610000000000004');

      const answer = await call(
        'data-deletion',
        signRequest(payload('610000000000003'), APP_SECRET),
      );
      const { confirmation_code: code } = (await answer.json()) as { confirmation_code: string };
      await eventually(async () => expect(await statusPage(code)).toContain('completed on'));

      const left = async ({ contact, conversation, lead }: typeof gone) => [
        await count('contacts', 'id', contact),
        await count('contact_identities', 'contact_id', contact),
        await count('conversations', 'id', conversation),
        await count('messages', 'conversation_id', conversation),
        await count('leads', 'id', lead),
        await count('lead_answers', 'lead_id', lead),
      ];
      expect(await left(gone)).toEqual([0, 0, 0, 0, 0, 0]);
      expect(await left(kept)).toEqual([1, 1, 1, 1, 1, 1]);
      const { rows } = await world.database.db.query(
        `select facts from audit_log where action = 'person erased' and subject_hash = $1`,
        [keyedHash(ID_KEY, 'asid:610000000000003')],
      );
      expect(rows).toMatchObject([{ facts: { contacts: 1, messages: 1, leads: 1 } }]);
    });

    it('is one run of dataDeletion under the app that signed', async () => {
      await call('data-deletion', signRequest(payload('610000000000005'), APP_SECRET));

      const hash = keyedHash(ID_KEY, 'asid:610000000000005');
      const run = await eventually(async () => {
        const query = `WorkflowType = 'dataDeletion' and SubjectHash = '${hash}'`;
        for await (const listed of world.client.workflow.list({ query })) return listed;
        throw new Error('no run yet');
      });
      const outcome = await world.client.workflow.getHandle(run.workflowId).result();

      expect(run.workflowId).toMatch(/^dataDeletion\/4711\//);
      expect(outcome).toBe('nothing to erase');
    });
  });

  it('a removed app is noted once for each removal', async () => {
    const signed = signRequest(payload('610000000000006'), APP_SECRET);

    const answers = [await call('deauthorize', signed), await call('deauthorize', signed)];

    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    await eventually(async () => {
      const { rows } = await world.database.db.query(
        `select status, asset_id from events where kind = 'app.deauthorized'`,
      );
      expect(rows).toEqual([{ status: 'done', asset_id: '4711' }]);
    });
  });

  const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const byHand = (value: object) => {
    const text = encoded(value);
    return `${hmac(text, APP_SECRET).toString('base64url')}.${text}`;
  };
  it.each<[string, () => string | undefined]>([
    ['signed by somebody else', () => signRequest(payload('1'), 'not-our-secret')],
    [
      'changed after it was signed',
      () => `${byHand(payload('1')).split('.')[0]}.${encoded(payload('2'))}`,
    ],
    ['of another algorithm', () => byHand(payload('1', { algorithm: 'none' }))],
    ['too old', () => byHand(payload('1', { issued_at: now() - 25 * 3600 }))],
    ['expired', () => byHand(payload('1', { expires: now() - 1 }))],
    ['from the future', () => byHand(payload('1', { issued_at: now() + 3600 }))],
    ['about nobody', () => byHand({ algorithm: 'HMAC-SHA256', issued_at: now() })],
    ['not two parts', () => 'abc'],
    ['missing', () => undefined],
  ])('a signed request that is %s is refused by both: 401, nothing stored', async (_, make) => {
    const before = await world.database.db.query('select code from deletion_requests');

    const answers = [await call('data-deletion', make()), await call('deauthorize', make())];

    for (const answer of answers) {
      expect(answer.status).toBe(401);
      expect(await answer.text()).toBe('refused');
    }
    const after = await world.database.db.query('select code from deletion_requests');
    expect(after.rows).toHaveLength(before.rows.length);
  });

  it('no log line tells of the person', () => {
    expect(tetrix.output()).not.toMatch(/61000000000000\d/);
  });
});
