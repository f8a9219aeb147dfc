import type { Config, Role } from './config';
import { startConsole } from './console/app';
import { keyFingerprint } from './domain/ids';
import type { NoticeRequest, NoticeTopic } from './domain/notices';
import { createInbox } from './inbox/accept';
import { factDelivery } from './inbox/facts';
import type { Log } from './log';
import { createMetrics } from './metrics';
import { createAcceptPool, createStores, createWorkPool } from './parts';
import type { Stores } from './parts';
import { runDispatch, runIngress, runWorker } from './roles';
import type { RoleParts } from './roles';
import type { Settings } from './settings';
import { migrate, missingMigrations } from './store/migrate';
import type { Pool } from './store/pool';
import { createTemporalClient } from './temporal/connection';

export interface ServiceOptions {
  readonly config: Config;
  readonly settings: Settings;
  readonly log: Log;
  /** Told of each notice. */
  readonly printNotice: (notice: NoticeRequest) => void;
}

export interface Service {
  readonly ingressPort?: number;
  readonly consolePort?: number;
  readonly stores: Stores;
  /** Rejects where a role ends by itself. */
  readonly failed: Promise<never>;
  /** In this order: listener, claims, workers, connections, pools. */
  stop(): Promise<void>;
}

/** Brings up the roles that are asked for, over one database and one Temporal. Throws with everything ended again. */
export async function startService({
  config,
  settings,
  log,
  printNotice,
}: ServiceOptions): Promise<Service> {
  const clock = () => new Date();
  const has = (role: Role) => config.TETRIX_ROLES.includes(role);
  const onError = (error: Error) => log.warn({ err: error }, 'database connection lost');
  if (settings.embedded) await migrate(settings.databaseUrl, () => undefined);
  const work = createWorkPool(settings.databaseUrl, onError);
  const accepting = createAcceptPool(settings.databaseUrl, onError);
  const client = createTemporalClient(settings.temporal);
  const parts: RoleParts = {
    config,
    settings,
    clock,
    log,
    client,
    stores: createStores(work, settings, clock),
  };
  const acceptStores = createStores(accepting, settings, clock);
  const { stores } = parts;
  const ends: (() => unknown)[] = [];
  const stop = async () => {
    for (const end of ends.splice(0)) await end();
    await client.connection.close();
    await Promise.all([work.stop(), accepting.stop()]);
  };

  let wake: () => void = () => undefined;
  const inbox = createInbox({
    store: acceptStores.inboxRows,
    idKey: settings.idKey,
    clock,
    wake: () => wake(),
  });
  const metrics = createMetrics(() => stores.queue.depth());
  let stopping = false;
  let fail: (error: unknown) => void = () => undefined;
  const failed = new Promise<never>((_, reject) => (fail = reject));
  failed.catch(() => undefined);

  try {
    await prepare(stores, settings, config);
    if (has('ingress')) await accepting.open();
    const onDead = async (ids: readonly string[], reason: string) => {
      await stores.queue.bury(ids, reason);
      await inbox.accept(ownNotice('event.dead', { events: ids.length, reason }, clock()));
    };
    const problems = async () => (stopping ? ['stopping'] : problemsOf(accepting));

    const onTooLarge = () =>
      inbox.accept(ownNotice('delivery.too_large', { limit: config.TETRIX_MAX_BODY }, clock()));
    const door = { inbox, metrics, problems, onTooLarge };
    const ingress = has('ingress')
      ? await runIngress({ ...parts, stores: acceptStores }, door)
      : undefined;
    const console = has('console')
      ? await startConsole({ host: config.CONSOLE_HOST, port: config.CONSOLE_PORT, metrics })
      : undefined;
    const dispatch = has('dispatch') ? runDispatch(parts, onDead) : undefined;
    const worker = has('worker') ? runWorker(parts, { inbox, printNotice }) : undefined;
    wake = () => dispatch?.wake();
    worker?.ended.catch((error: unknown) => fail(error));
    ends.push(
      () => (stopping = true),
      () => ingress?.stop(),
      () => console?.stop(),
      () => dispatch?.stop(),
      () => worker?.stop(),
    );

    return { ingressPort: ingress?.port, consolePort: console?.port, stores, failed, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function prepare(stores: Stores, settings: Settings, config: Config): Promise<void> {
  if (!(await stores.leases.sameKey(keyFingerprint(settings.idKey)))) {
    throw new Error(
      'TETRIX_ID_KEY is not the key that this database was filled with. It never changes: put the old one back.',
    );
  }
  await stores.admins.seed(config.NOTIFY_EMAILS);
  // A process that was away for weeks, or never lives for an hour, must not fill the default partitions.
  await stores.leases.makePartitions(new Date());
}

async function problemsOf(db: Pool): Promise<string[]> {
  try {
    return (await missingMigrations(db)).map((name) => `migration ${name} is missing`);
  } catch {
    return ['the database does not answer'];
  }
}

/**
 * Something that an operator should know goes through the same door as everything else. Once an hour is
 * enough, and keeps a notice that cannot be handed over from reporting itself for ever.
 */
function ownNotice(
  topic: NoticeTopic,
  facts: Readonly<Record<string, string | number>>,
  now: Date,
) {
  const event = {
    kind: 'application.noticed' as const,
    key: [topic, now.toISOString().slice(0, 13)],
    asset: 'tetrix',
    occurredAt: now.toISOString(),
    data: facts,
  };

  return factDelivery({ object: 'tetrix', field: topic, app: 'tetrix', events: [event] });
}
