import type { Client } from '@temporalio/client';

import { createActivities } from '../activities';
import type { Config } from './config';
import { startDispatcher } from './dispatch/dispatcher';
import { startSweeper } from './dispatch/sweeper';
import type { Clock } from './domain/clock';
import type { NoticeRequest } from './domain/notices';
import type { Inbox } from './inbox/accept';
import { createIngress } from './ingress/app';
import type { IngressParts } from './ingress/app';
import { listen } from './ingress/server';
import type { Listener } from './ingress/server';
import type { Log } from './log';
import { createMailer } from './notify/email';
import { createWorder } from './notify/wording';
import { createGraph } from './parts';
import type { Stores } from './parts';
import type { Settings } from './settings';
import { registerSearchAttributes } from './temporal/attributes';
import { connectWorkers } from './temporal/worker-connection';
import { makeSchedules } from './temporal/schedules';
import { runUrl } from './temporal/links';
import { installRuntime } from './temporal/runtime';
import { startWorkers } from './temporal/worker';

/** What every role is built from. */
export interface RoleParts {
  readonly config: Config;
  readonly settings: Settings;
  readonly clock: Clock;
  readonly log: Log;
  readonly stores: Stores;
  readonly client: Client;
}

/** The port that Meta calls. Its stores are over the accept pool. */
export async function runIngress(
  { config, settings, clock, log, stores }: RoleParts,
  door: Pick<IngressParts, 'inbox' | 'metrics' | 'problems' | 'onTooLarge'>,
): Promise<Listener> {
  const app = createIngress({
    ...door,
    deletions: stores.deletions,
    secrets: settings.appSecrets,
    verifyToken: settings.verifyToken,
    maxBody: config.TETRIX_MAX_BODY,
    keepRaw: config.TETRIX_KEEP_RAW > 0,
    publicUrl: config.PUBLIC_URL,
    clock,
    log,
  });

  return listen(app, { host: config.HOST, port: config.PORT, variable: 'PORT' });
}

type OnDead = (eventIds: readonly string[], reason: string) => Promise<void>;

/** Hands accepted events to Temporal, and looks after those that nothing came of. */
export function runDispatch(
  { settings, clock, log, stores, client }: RoleParts,
  onDead: OnDead,
): { wake(): void; stop(): Promise<void> } {
  const { queue, parking, leases } = stores;
  // The dev server's SQLite has one connection: more calls at once only wait there.
  const inFlight = settings.devServer ? 8 : 32;
  const sweeper = startSweeper({ queue, parking, leases, client, clock, log, onDead });
  const prepare = () => registerSearchAttributes(client);
  const dispatcher = startDispatcher({ queue, client, clock, log, inFlight, prepare, onDead });

  return {
    wake: () => dispatcher.wake(),
    async stop() {
      await Promise.all([dispatcher.stop(), sweeper.stop()]);
    },
  };
}

/** Runs workflows and activities as soon as Temporal is there. `ended` rejects where a worker fails for good. */
export function runWorker(
  { config, settings, log, stores, client }: RoleParts,
  { inbox, printNotice }: { inbox: Inbox; printNotice: (notice: NoticeRequest) => void },
): { ended: Promise<void>; stop(): Promise<void> } {
  installRuntime(log);
  const mailer = config.SMTP_URL ? createMailer(config.SMTP_URL, config.NOTIFY_FROM) : undefined;
  const word = createWorder({ leadCard: stores.leads.card, runUrl: (id) => runUrl(settings, id) });
  const graph = createGraph(settings, stores.assets);
  const activities = createActivities({
    ...stores,
    inbox,
    graph,
    mailer,
    word,
    print: printNotice,
  });
  const closing = new AbortController();
  let quietUntil = 0;
  const ended = run();

  return {
    ended,
    async stop() {
      closing.abort();
      await ended.catch(() => undefined);
      mailer?.stop();
      await graph.close();
    },
  };

  /** Once a minute is enough to see that it is still so. */
  function lost(error: Error): void {
    if (Date.now() < quietUntil) return;
    quietUntil = Date.now() + 60_000;
    log.warn({ err: error }, 'the workers cannot reach Temporal');
  }

  async function run(): Promise<void> {
    const connection = await connectWorkers(settings.temporal, closing.signal, lost);
    if (!connection) return;
    await makeSchedules(client).catch((error: unknown) =>
      log.warn({ err: error }, 'schedules not made'),
    );
    const workers = await startWorkers({
      connection,
      namespace: settings.temporal.namespace,
      activities,
    });
    log.info('workers run');
    closing.signal.addEventListener('abort', workers.stop, { once: true });
    if (closing.signal.aborted) workers.stop();
    await workers.ended;
    await connection.close();
  }
}
