import { leadOf } from '../../src/embedded/graph/leads';
import { personOf } from '../../src/embedded/graph/people';
import { tetrixCli } from '../helpers/cli';
import { startMailServer } from '../helpers/smtp';
import type { MailServer } from '../helpers/smtp';
import { createWorld, eventually } from '../helpers/tetrix';
import type { TetrixProcess, World } from '../helpers/tetrix';

const PAGE = '104000000000001';
const lead = (id: string) => ({
  object: 'page',
  entry: [
    {
      id: PAGE,
      time: 1772359200,
      changes: [
        { field: 'leadgen', value: { leadgen_id: id, form_id: '7', created_time: 1772359200 } },
      ],
    },
  ],
});

// Each command is a process of its own.
jest.setTimeout(60_000);

describe('a notice', () => {
  let world: World;
  let mail: MailServer;
  let tetrix: TetrixProcess;
  beforeAll(async () => {
    [world, mail] = await Promise.all([createWorld(), startMailServer()]);
    tetrix = await world.start({
      env: { SMTP_URL: mail.url, NOTIFY_EMAILS: 'first@example.com, Second@example.com' },
    });
  }, 60_000);
  afterAll(async () => {
    await world.stop();
    await mail.stop();
  });

  const admins = async () => {
    const { out } = await tetrixCli(['admins', 'list', '--json'], { env: tetrix.env });
    return (JSON.parse(out) as { email: string }[]).map(({ email }) => email);
  };
  const cli = async (...args: string[]) => {
    const result = await tetrixCli(args, { env: tetrix.env });
    expect(result.err).toBe('');
    return result;
  };
  /** The mails of one lead, once there are as many as that. */
  const mailsOf = (id: string, count: number, ms = 15_000) =>
    eventually(() => {
      const mails = mail.taken.filter(({ text }) => text.includes(`reference: ${id}`));
      expect(mails).toHaveLength(count);
      return mails;
    }, ms);

  it('has the addresses of NOTIFY_EMAILS as its first recipients', async () => {
    expect(await admins()).toEqual(['first@example.com', 'second@example.com']);
  });

  it('of a lead tells each of them the name and the number', async () => {
    const id = '471000000000001';
    const { firstName, lastName, phone } = personOf(id);

    await tetrix.post(lead(id));

    const mails = await mailsOf(id, 2);
    expect(mails.map(({ to }) => to).sort()).toEqual(['first@example.com', 'second@example.com']);
    for (const { text, subject } of mails) {
      expect(text).toContain(`name: ${firstName} ${lastName}`);
      expect(text).toContain(`phone: ${phone}`);
      expect(subject).toContain('New lead');
    }
    expect(leadOf(id).field_data).toContainEqual({ name: 'phone_number', values: [phone] });
  });

  it('goes to those who asked for its topic and its asset, and to nobody else', async () => {
    const asked = {
      leads: ['--topics', 'lead.*', '--assets', PAGE],
      'other-topic': ['--topics', 'message.failed'],
      'other-asset': ['--assets', '999'],
      critical: ['--severity', 'critical'],
    };
    await Promise.all(
      Object.entries(asked).map(([name, options]) =>
        cli('admins', 'add', `${name}@example.com`, ...options),
      ),
    );

    await tetrix.post(lead('471000000000002'));

    const mails = await mailsOf('471000000000002', 3);
    expect(mails.map(({ to }) => to).sort()).toEqual([
      'first@example.com',
      'leads@example.com',
      'second@example.com',
    ]);
    await Promise.all(
      Object.keys(asked).map((name) => cli('admins', 'remove', `${name}@example.com`)),
    );
  });

  it('that one address refuses goes to the others once, and to that one when it takes mail again', async () => {
    const id = '471000000000003';
    mail.refuse('first@example.com', 451);

    await tetrix.post(lead(id));

    const [early] = await mailsOf(id, 1);
    expect(early!.to).toBe('second@example.com');
    mail.refuse('first@example.com', undefined);
    const mails = await mailsOf(id, 2, 25_000);
    expect(mails.map(({ to }) => to)).toEqual(['second@example.com', 'first@example.com']);
    const { rows } = await world.database.db.query<{ attempts: number; status: string }>(
      `select d.status, d.attempts, d.error from notice_deliveries d join admins a on a.id = d.admin_id
       join notices n on n.id = d.notice_id where n.ref = $1 order by a.email`,
      [id],
    );
    expect(rows).toMatchObject([
      { status: 'sent', attempts: 2, error: null },
      { status: 'sent', attempts: 1, error: null },
    ]);
  });

  it('has a Message-ID of its own for each person, made of what is stored', async () => {
    const { rows } = await world.database.db.query<{ id: string }>(
      `select '<' || d.notice_id || '.' || d.admin_id || '@tetrix>' as id from notice_deliveries d
       where d.status = 'sent'`,
    );
    const stored = rows.map(({ id }) => id);
    const sent = mail.taken.map(({ messageId }) => messageId);

    expect(new Set(sent).size).toBe(sent.length);
    expect(stored.length).toBeGreaterThan(3);
    expect(sent).toEqual(expect.arrayContaining(stored));
  });

  it('can be tried out by hand', async () => {
    mail.refuse('first@example.com', 550);

    const tried = await tetrixCli(['admins', 'test', '--json'], { env: tetrix.env });

    mail.refuse('first@example.com', undefined);
    expect(tried.code).toBe(1);
    expect(JSON.parse(tried.out)).toEqual([
      { email: 'first@example.com', result: 'failed: EENVELOPE 550' },
      { email: 'second@example.com', result: 'sent' },
    ]);
    expect(mail.taken.at(-1)).toMatchObject({ to: 'second@example.com', subject: 'Test notice' });
  });

  it('that nobody is told of is stored, and printed as one line', async () => {
    for (const email of await admins()) await cli('admins', 'remove', email);
    const before = mail.taken.length;

    await tetrix.post(lead('471000000000004'));

    const lines = await eventually(() => {
      const printed = tetrix
        .output()
        .split('\n')
        .filter((line) => line.includes('471000000000004'));
      expect(printed).toHaveLength(1);
      return printed;
    });
    expect(lines[0]).toBe(`notice  New lead  asset ${PAGE}  ref 471000000000004`);
    const { rows } = await world.database.db.query(
      `select n.topic, d.admin_id from notices n left join notice_deliveries d on d.notice_id = n.id where n.ref = $1`,
      ['471000000000004'],
    );
    expect(rows).toEqual([{ topic: 'lead.new', admin_id: null }]);
    expect(mail.taken).toHaveLength(before);
  });

  it('names nobody on the terminal', () => {
    expect(tetrix.output()).not.toMatch(/@example\.com|\+447700900/);
  });
});
