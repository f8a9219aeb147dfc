import type { Command } from 'commander';

import { uuidv7 } from '../domain/ids';
import type { Severity } from '../domain/notices';
import { createMailer } from '../notify/email';
import { withContext } from './context';
import { print, table } from './output';

const SEVERITIES = ['info', 'warning', 'critical'];

interface AddOptions {
  name?: string;
  topics?: string;
  severity: Severity;
  assets?: string;
  json?: boolean;
}

/** `tetrix admins`: who is told of what. */
export function addAdmins(program: Command): void {
  const admins = program.command('admins').description('who gets notices');

  admins
    .command('list')
    .description('list them')
    .option('--json', 'print JSON')
    .action(async (options: { json?: boolean }) => {
      const all = await withContext(({ stores }) => stores.admins.list());
      print(all, options, () =>
        table(
          ['email', 'name', 'topics', 'from', 'assets'],
          all.map(({ email, name, topics, minSeverity, assets }) => [
            email,
            name,
            topics.join(','),
            minSeverity,
            assets.join(','),
          ]),
        ),
      );
    });

  admins
    .command('add')
    .argument('<email>')
    .description('add somebody, or change what they are told')
    .option('--name <name>')
    .option('--topics <list>', 'such as lead.*,message.failed (default: all)')
    .option('--severity <severity>', 'info, warning or critical: tell from here on', 'info')
    .option('--assets <list>', 'ids of pages, numbers, ad accounts (default: all)')
    .option('--json', 'print JSON')
    .action(async (email: string, options: AddOptions) => {
      if (!/^[^@\s]+@[^@\s]+$/.test(email)) throw new Error(`"${email}" is not an e-mail address.`);
      if (!SEVERITIES.includes(options.severity))
        throw new Error(`--severity is one of ${SEVERITIES.join(', ')}.`);
      const admin = await withContext(({ stores }) =>
        stores.admins.save({
          email,
          name: options.name,
          topics: options.topics?.split(','),
          minSeverity: options.severity,
          assets: options.assets?.split(','),
        }),
      );
      print(admin, options, () => [
        `${admin.email} is told of ${admin.topics.join(', ')} from ${admin.minSeverity} on.`,
      ]);
    });

  admins
    .command('remove')
    .argument('<email>')
    .description('remove somebody')
    .option('--json', 'print JSON')
    .action(async (email: string, options: { json?: boolean }) => {
      const removed = await withContext(({ stores }) => stores.admins.remove(email));
      if (!removed) throw new Error(`There is no admin ${email}.`);
      print({ removed: email }, options, () => [`${email} is told nothing any more.`]);
    });

  admins
    .command('test')
    .description('send a test mail to each of them')
    .option('--json', 'print JSON')
    .action(async (options: { json?: boolean }) => {
      const results = await withContext(async ({ stores, config }) => {
        if (!config.SMTP_URL)
          throw new Error(
            'SMTP_URL is not set, so no mail can be sent. Example: SMTP_URL=smtp://user:password@mail.example.com:587',
          );
        const mailer = createMailer(config.SMTP_URL, config.NOTIFY_FROM);
        try {
          const sent: { email: string; result: string }[] = [];
          for (const { email } of await stores.admins.list()) {
            const mail = {
              to: email,
              id: uuidv7(new Date()),
              subject: 'Test notice',
              text: 'Tetrix can reach you.',
            };
            const result = await mailer.send(mail).then(
              () => 'sent',
              (error: Error) => `failed: ${error.message}`,
            );
            sent.push({ email, result });
          }
          return sent;
        } finally {
          mailer.stop();
        }
      });
      print(results, options, () =>
        results.length > 0
          ? table(
              ['email', 'result'],
              results.map(({ email, result }) => [email, result]),
            )
          : ['There are no admins: tetrix admins add <email>'],
      );
      if (results.some(({ result }) => result !== 'sent')) process.exitCode = 1;
    });
}
