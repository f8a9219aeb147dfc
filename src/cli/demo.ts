import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Command } from 'commander';

import { readConfig } from '../config';
import { readSample } from '../embedded/samples';
import { createLog } from '../log';
import type { Started } from '../start';
import { census, growth } from '../store/census';
import type { EventSummary } from '../store/events';
import type { Notice } from '../store/notices';
import { createPool } from '../store/pool';
import type { Pool } from '../store/pool';
import { runUrl } from '../temporal/links';
import { OBJECT_STORIES } from './demo-stories';
import type { Story } from './demo-stories';
import { post } from './send';

/** ms that the events of one object may take to end. */
const PATIENCE = 60_000;

/** `tetrix demo`: everything, once, told as it happens. */
export function addDemo(program: Command): void {
  program
    .command('demo')
    .description('run everything, send signed samples of all nine objects, and tell what happened')
    .option('--once', 'end afterwards: 0 only if every event ended as it should')
    .action(async ({ once }: { once?: boolean }) => {
      const say = (text = '') => console.log(text);
      const config = readConfig();
      await mkdir(join(config.TETRIX_HOME, 'logs'), { recursive: true });
      const logFile = join(config.TETRIX_HOME, 'logs', 'demo.log');
      // Everything that runs, native parts among it: the other commands start without.
      const { start } = await import('../start.js');
      const log = createLog(config.LOG_LEVEL, createWriteStream(logFile, { flags: 'a' }));
      const started = await start({
        config,
        path: process.env.PATH,
        log,
        progress: say,
        printNotice: () => undefined,
      });
      const ended = untilStopped();
      const db = createPool({
        url: started.settings.databaseUrl,
        size: 2,
        waitMs: 5_000,
        statementMs: 10_000,
        name: 'tetrix demo',
      });
      let wrong = 0;
      try {
        say(`Tetrix runs. Temporal UI: ${started.settings.temporalUiUrl ?? '-'}   Log: ${logFile}`);
        for (const story of OBJECT_STORIES) wrong += await tell({ story, started, db, say });
        say();
        say(
          wrong === 0
            ? 'All well: every event ended as it should.'
            : `Not well: ${wrong} event(s) did not end as they should; see LOOK above and ${logFile}.`,
        );
        if (!once) {
          say(
            'It goes on running: open the Temporal UI, or try `npx tetrix events` in another terminal. Stop with Ctrl-C.',
          );
          await Promise.race([ended, started.broken]);
        }
      } finally {
        await db.stop();
        await started.stop();
      }
      process.exit(wrong === 0 ? 0 : 1);
    });
}

interface Telling {
  readonly story: Story;
  readonly started: Started;
  readonly db: Pool;
  readonly say: (line?: string) => void;
}

/** Sends the samples of one object, waits, and says what came of them. Returns how many events went wrong. */
async function tell({ story, started, db, say }: Telling): Promise<number> {
  const { service, settings } = started;
  const since = new Date();
  const before = await census(db);
  const target = `http://127.0.0.1:${service.ingressPort}`;
  const answers = await Promise.all(
    story.samples.map((name) =>
      post(target, JSON.stringify(readSample(name, new Date())), settings.appSecrets[0]!.secret),
    ),
  );
  const events = await settled(started, story, since);
  const grown = growth(before, await census(db));
  const notices = (await service.stores.notices.list(since, 50)).toReversed();
  const wrong = events.filter(({ status }) => status !== 'done');

  say();
  say(story.title);
  say(
    `  arrived   ${answers.length} deliveries (${story.samples.map((name) => name.split('/')[1]).join(', ')}), answered ${[...new Set(answers)].join(', ')}`,
  );
  for (const event of events)
    say(`  ${event.status === 'done' ? 'ran  ' : 'LOOK '}     ${line(event, started)}`);
  say(
    `  wrote     ${
      Object.entries(grown)
        .map(([table, rows]) => `${table} +${rows}`)
        .join(', ') || 'nothing new'
    }`,
  );
  say(`  told      ${await told(notices, started)}`);
  if (story.remark) say(`  note      ${story.remark}`);

  return (
    wrong.length +
    (events.length < story.events ? story.events - events.length : 0) +
    answers.filter((answer) => answer !== 200).length
  );
}

function line(event: EventSummary, { settings }: Started): string {
  const run = event.workflowId ? runUrl(settings, event.workflowId) : undefined;

  return `${event.kind} (${event.status})  ${run ?? event.error ?? ''}`;
}

async function told(notices: readonly Notice[], { service }: Started): Promise<string> {
  if (notices.length === 0) return 'nobody needs to know';
  const admins = await service.stores.admins.list();
  const topics = notices.map(({ topic }) => topic).join(', ');

  return admins.length === 0
    ? `${topics}: stored; no admin is set yet (npx tetrix admins add you@example.com)`
    : `${topics}: ${admins.length} admin(s)`;
}

async function settled(started: Started, story: Story, since: Date): Promise<EventSummary[]> {
  const until = Date.now() + PATIENCE;
  for (;;) {
    const all = await started.service.stores.events.list({ object: story.object, limit: 100 });
    const events = all.filter(({ receivedAt }) => receivedAt >= since).toReversed();
    const open = events.filter(({ status }) => status === 'pending' || status === 'dispatched');
    if ((events.length >= story.events && open.length === 0) || Date.now() > until) return events;
    await sleep(100);
  }
}

function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => resolve());
  });
}
