import { ConfigError, readConfig } from './config';
import { createLog } from './log';
import { noticeLine } from './notify/wording';
import { start } from './start';
import type { Started } from './start';

/** ms after which a stop that does not come to its end is made one. */
const STOP_LIMIT = 9_500;

/** The process of `npm start`: reads the environment, runs the roles, and ends everything that it started. */
async function main(): Promise<void> {
  const config = readConfig();
  const log = createLog(config.LOG_LEVEL);
  const say = (line: string) => process.stdout.write(`${line}\n`);
  let started: Started | undefined;
  let ending = false;

  const end = async (code: number) => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(code || 1), STOP_LIMIT).unref();
    await started?.stop();
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => void end(0));

  started = await start({
    config,
    path: process.env.PATH,
    log,
    progress: say,
    printNotice: (notice) => say(noticeLine(notice)),
  });
  if (ending) {
    await started.stop();
    return;
  }
  banner(started).forEach(say);
  say(`notice  ${await recipients(started, Boolean(config.SMTP_URL))}`);

  const why = await started.broken;
  log.fatal({ why }, 'stopping');
  await end(1);
}

function banner({ service, settings }: Started): string[] {
  const { ingressPort, consolePort } = service;

  return [
    '',
    ...(ingressPort
      ? [`Tetrix takes webhooks at   http://localhost:${ingressPort}/api/webhooks`]
      : []),
    ...(settings.temporalUiUrl ? [`Temporal UI                ${settings.temporalUiUrl}`] : []),
    ...(consolePort ? [`Metrics                    http://localhost:${consolePort}/metrics`] : []),
    `Graph API                  ${settings.graphUrl}${settings.accessToken === 'simulator' ? ' (simulator: no META_ACCESS_TOKEN is set)' : ''}`,
    `Data                       ${settings.home}`,
    '',
    'Send a first event from another terminal:   npx tetrix send page/leadgen',
    'Stop with Ctrl-C.',
    '',
  ];
}

async function recipients({ service }: Started, mail: boolean): Promise<string> {
  const { length } = await service.stores.admins.list();
  if (length === 0)
    return 'Nobody is told yet: `npx tetrix doctor` says how. Notices are stored and printed here.';

  return mail
    ? `${length} admin(s) are told by e-mail.`
    : `${length} admin(s) are known, but SMTP_URL is not set: notices are printed here.`;
}

main().catch((error: Error) => {
  // What we throw in words is for people; of anything else its place helps more.
  const inWords = error instanceof ConfigError || error.name === 'Error';
  process.stderr.write(`${inWords ? error.message : (error.stack ?? error.message)}\n`);
  process.exit(1);
});
