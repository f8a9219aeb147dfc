import { tetrixCli } from '../helpers/cli';
import { createWorld } from '../helpers/tetrix';
import type { TetrixProcess, World } from '../helpers/tetrix';

// Each command is a process of its own.
jest.setTimeout(60_000);

describe('tetrix', () => {
  let world: World;
  let tetrix: TetrixProcess;
  beforeAll(async () => {
    world = await createWorld();
    tetrix = await world.start({ roles: 'ingress' });
  });
  afterAll(() => world.stop());

  const tell = (args: string[], more: object = {}) =>
    tetrixCli(args, { env: { ...tetrix.env, ...more } });

  it('says with --help what each command does, without any setting', async () => {
    const commands: [string, word: string][] = [
      ['send', '<sample>'],
      ['events', '--status'],
      ['show', '--payload'],
      ['admins list', '--json'],
      ['admins add', '--topics'],
      ['admins remove', '<email>'],
      ['admins test', '--json'],
      ['assets list', '--json'],
      ['assets token', 'standard input'],
      ['doctor', '--show-secrets'],
      ['parked', '--json'],
      ['retry', '--json'],
      ['discard', '--json'],
      ['migrate', '--json'],
      ['demo', '--once'],
    ];

    const shown = await Promise.all(
      commands.map(([command]) => tetrixCli([...command.split(' '), '--help'])),
    );

    for (const [place, [command, word]] of commands.entries()) {
      const { code, out } = shown[place]!;
      expect(code).toBe(0);
      expect(out).toMatch(new RegExp(`^Usage: tetrix ${command} `));
      expect(out.replaceAll(/\s+/g, ' ')).toContain(word);
    }
  });

  it('says in one breath what is wrong, and ends with 1', async () => {
    const wrongs: [what: string, args: string[], env: object, says: RegExp][] = [
      [
        'a sample that there is not',
        ['send', 'page/none'],
        {},
        /There is no sample "page\/none"\. There are: ad-account\//,
      ],
      [
        'an event that there is not',
        ['show', '01a00000-0000-7000-8000-000000000000'],
        {},
        /There is no event 01a/,
      ],
      ['an id that is none', ['show', 'lead'], {}, /There is no event lead\./],
      ['an address that is none', ['admins', 'add', 'ada'], {}, /"ada" is not an e-mail address/],
      [
        'a severity that is none',
        ['admins', 'add', 'a@b.c', '--severity', 'loud'],
        {},
        /info, warning, critical/,
      ],
      [
        'an admin that there is not',
        ['admins', 'remove', 'no@b.c'],
        {},
        /There is no admin no@b\.c/,
      ],
      ['no mail server', ['admins', 'test'], {}, /SMTP_URL is not set/],
      ['no token', ['assets', 'token', '1'], {}, /Give the token on standard input/],
      ['a limit that is no number', ['events', '--limit', 'all'], {}, /--limit is a whole number/],
      [
        'a batch that is none',
        ['send', 'page/comment', '--batch', '-1'],
        {},
        /--batch is a whole number/,
      ],
      [
        'no database there',
        ['events'],
        { DATABASE_URL: 'postgres://x@127.0.0.1:1/x' },
        /ECONNREFUSED/,
      ],
      ['no ingress there', ['send', 'page/comment'], { PORT: '1' }, /is it running\? `npm start`/],
      [
        'nothing that runs',
        ['events'],
        { DATABASE_URL: undefined },
        /Nothing runs here: start it with `npm start`/,
      ],
      ['a setting that is none', ['events'], { PORT: 'abc' }, /PORT: /],
    ];

    const told = await Promise.all(wrongs.map(([, args, env]) => tell(args, env)));

    for (const [place, [what, , , says]] of wrongs.entries()) {
      const { code, out, err } = told[place]!;
      expect({ what, code, out, err }).toEqual({ what, code: 1, out: '', err: expect.any(String) });
      expect(err).toMatch(says);
      expect(err).toMatch(/^tetrix: /);
      expect(err).not.toMatch(/^\s+at /m);
    }
  });

  it('with an unknown command it shows the help', async () => {
    const { code, err } = await tell(['sned']);

    expect(code).toBe(1);
    expect(err).toContain("unknown command 'sned'");
  });
});
