import { sampleNames } from '../../src/embedded/samples';
import { tetrixCli } from '../helpers/cli';
import type { CliOptions } from '../helpers/cli';
import { drained } from '../helpers/progress';
import { createWorld } from '../helpers/tetrix';
import type { TetrixProcess, World } from '../helpers/tetrix';

// Each command is a process of its own.
jest.setTimeout(60_000);

interface Listed {
  readonly id: string;
  readonly object: string;
  readonly kind: string;
  readonly asset: string;
  readonly status: string;
  readonly workflowId: string;
}

describe('tetrix', () => {
  let world: World;
  let tetrix: TetrixProcess;
  let env: CliOptions['env'];
  beforeAll(async () => {
    world = await createWorld();
    tetrix = await world.start();
    env = { ...tetrix.env, TEMPORAL_UI_URL: process.env.TEST_TEMPORAL_UI };
  });
  afterAll(() => world.stop());

  const tell = (args: string[], more: object = {}) => tetrixCli(args, { env: { ...env, ...more } });
  /** What a command that does well prints. */
  const ask = async (...args: string[]) => {
    const { code, out, err } = await tell(args);
    expect([code, err]).toEqual([0, '']);
    return out;
  };
  const askJson = async <T>(...args: string[]) => JSON.parse(await ask(...args, '--json')) as T;
  const events = (...filters: string[]) =>
    askJson<Listed[]>('events', '--limit', '500', ...filters);

  describe('send', () => {
    it('sends a sample, and the same again as often as told', async () => {
      const sent = await askJson<object[]>('send', 'page/comment', '--dup', '2');

      expect(sent).toEqual(
        Array.from({ length: 3 }, () => ({
          sample: 'page/comment',
          status: 200,
          bytes: expect.any(Number),
        })),
      );
      expect(await events('--kind', 'comment.changed', '--object', 'page')).toHaveLength(1);
    });

    it('sends several new happenings in one delivery, mixed up', async () => {
      const out = await ask('send', 'instagram/comment', '--batch', '7', '--shuffle');

      expect(out).toMatch(/^200 {2}instagram\/comment {2}\d+ bytes\n$/);
      expect(await events('--object', 'instagram')).toHaveLength(7);
    });

    it('sends every sample, and each ends as it should', async () => {
      const sent = await askJson<{ sample: string; status: number }[]>('send', 'all');

      expect(sent.map(({ sample }) => sample)).toEqual(sampleNames());
      expect(new Set(sent.map(({ status }) => status))).toEqual(new Set([200]));
      const ended = await drained(world.database.db, 40_000);
      expect(Object.keys(ended)).toEqual(['done']);
    });

    it('ends with 1 and tells the status where the ingress refuses', async () => {
      const { code, out } = await tell(['send', 'page/comment'], { META_APP_SECRETS: 'another' });

      expect(code).toBe(1);
      expect(out).toMatch(/^401 {2}page\/comment/);
    });
  });

  describe('events and show', () => {
    it('list what arrived, by status, object, kind and asset', async () => {
      const all = await events();
      const by = async (name: keyof Listed, value: string) =>
        expect(await events(`--${name}`, value)).toEqual(
          all.filter((event) => event[name] === value),
        );

      await by('status', 'done');
      await by('object', 'catalog');
      await by('kind', 'lead.submitted');
      await by('asset', '100000000000001');
      expect(await events('--kind', 'lead.submitted', '--asset', '1')).toEqual([]);
      expect((await ask('events', '--limit', '3')).trim().split('\n')).toHaveLength(4);
    });

    it('show the way of one event: delivery, event, run with its page, effects', async () => {
      const [lead] = await events('--kind', 'lead.submitted');
      const page = `${process.env.TEST_TEMPORAL_UI}/namespaces/${world.namespace}/workflows/${encodeURIComponent(lead!.workflowId)}`;

      const out = await ask('show', lead!.id);
      const json = await askJson<{ url: string; effects: { step: string }[] }>('show', lead!.id);

      expect(out).toMatch(/^delivery\n[\s\S]*^event\n[\s\S]*^run\n[\s\S]*^effects\n/m);
      expect(out).toContain(page);
      expect(json.url).toBe(page);
      expect(json.effects.map(({ step }) => step)).toEqual([
        'importLead',
        expect.stringMatching(/^notice:lead\.new/),
      ]);
    });

    it('show what is personal only where it is asked for', async () => {
      const [message] = await events('--kind', 'message.received', '--object', 'page');

      expect(await ask('show', message!.id)).not.toContain('Are you open on Sunday?');
      expect(await ask('show', message!.id, '--payload')).toContain('Are you open on Sunday?');
    });
  });

  it('admins are added, changed, listed and removed', async () => {
    await ask('admins', 'add', 'Ada@Example.com', '--name', 'Ada', '--topics', 'lead.*');
    await ask('admins', 'add', 'ada@example.com', '--severity', 'warning', '--assets', '1,2');

    expect(await askJson('admins', 'list')).toMatchObject([
      {
        email: 'ada@example.com',
        name: 'Ada',
        topics: ['*'],
        minSeverity: 'warning',
        assets: ['1', '2'],
      },
    ]);
    expect(await ask('admins', 'list')).toMatch(/ada@example\.com +Ada +\* +warning +1,2/);
    expect(await askJson('admins', 'remove', 'ada@example.com')).toEqual({
      removed: 'ada@example.com',
    });
    expect(await askJson('admins', 'list')).toEqual([]);
  });

  it('assets get a token from standard input, and it is shown to nobody', async () => {
    const { code, out, err } = await tetrixCli(['assets', 'token', '4711'], {
      env,
      input: 'EAAB-secret\n',
    });
    const listed = await askJson<object[]>('assets', 'list');

    expect([code, err]).toEqual([0, '']);
    expect(out).toBe('The token of 4711 is set.\n');
    expect(listed).toContainEqual(expect.objectContaining({ id: '4711', hasToken: true }));
    expect(JSON.stringify(listed)).not.toContain('EAAB');
    const { rows } = await world.database.db.query<{ sealed: string }>(
      `select encode(token_sealed, 'escape') as sealed from assets where id = '4711'`,
    );
    expect(rows[0]!.sealed).not.toContain('EAAB');
  });

  it('migrate says that the schema is up to date', async () => {
    expect(await askJson('migrate')).toEqual({ applied: [] });
    expect(await ask('migrate')).toBe('the schema is up to date\n');
  });

  describe('doctor', () => {
    it('says of each part how it is, and how to be told', async () => {
      const { code, out } = await tell(['doctor']);

      expect(out).toMatch(/^ok {4}database /m);
      expect(out).toMatch(/^ok {4}queue +empty$/m);
      expect(out).toMatch(/^ok {4}ingress .*ready$/m);
      expect(out).toMatch(/^ok {4}temporal /m);
      expect(out).toMatch(/^LOOK {2}notices +nobody is told\. `tetrix admins add/m);
      expect(code).toBe(1);
    });

    it('says that Temporal is away, and that nothing is lost', async () => {
      const { code, out } = await tell(['doctor', '--json'], { TEMPORAL_ADDRESS: '127.0.0.1:1' });
      const { findings } = JSON.parse(out) as { findings: object[] };

      expect(code).toBe(1);
      expect(findings).toContainEqual({
        name: 'temporal',
        ok: false,
        says: '127.0.0.1:1 does not answer. Meta still gets its 200; events wait in the queue.',
      });
    });

    it('shows secrets only where it is asked to', async () => {
      expect((await tell(['doctor'])).out).not.toContain('test-app-secret');
      expect((await tell(['doctor', '--show-secrets'])).out).toContain(
        'META_APP_SECRETS=test-app-secret',
      );
    });
  });
});
