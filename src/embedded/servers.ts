import { resolve } from 'node:path';

import type { Config, Role } from '../config';
import { SEARCH_ATTRIBUTES } from '../domain/search-attributes';
import { findTemporalCli } from './binaries';
import type { Progress } from './files';
import { startGraphSimulator } from './graph/server';
import { openHome } from './home';
import { startPostgres } from './postgres';
import { startTemporalServer } from './temporal-server';

/** What was started because no setting names one of your own. */
export interface Servers {
  readonly databaseUrl?: string;
  readonly temporal?: {
    readonly address: string;
    readonly namespace: string;
    readonly uiUrl: string;
  };
  readonly graphUrl?: string;
  /** Settles with what ended, where a server ends by itself. */
  readonly broken: Promise<string>;
  stop(): Promise<void>;
}

/** Everything is elsewhere: no folder is locked, and any number of processes may run. */
const NONE: Servers = { broken: new Promise(() => undefined), stop: () => Promise.resolve() };

export interface ServersOptions {
  readonly config: Config;
  /** `$PATH`, where a Temporal CLI may lie. */
  readonly path: string | undefined;
  readonly progress: Progress;
}

/** Starts what the settings leave out: PostgreSQL, Temporal, and the Graph simulator. Throws with everything ended again. */
export async function startServers({ config, path, progress }: ServersOptions): Promise<Servers> {
  const home = resolve(config.TETRIX_HOME);
  const wants = {
    postgres: !config.DATABASE_URL,
    temporal: !config.TEMPORAL_ADDRESS,
    // Beside a database of your own the simulator would fill it with invented people.
    graph: !config.DATABASE_URL && !config.META_ACCESS_TOKEN && !config.GRAPH_BASE_URL,
  };
  if (!wants.postgres && !wants.temporal && !wants.graph) return NONE;
  const has = (role: Role) => config.TETRIX_ROLES.includes(role);
  const ports = {
    // Not ours to open, but better found taken before anything starts.
    ...(has('ingress') && { PORT: config.PORT }),
    ...(has('console') && { CONSOLE_PORT: config.CONSOLE_PORT }),
    ...(wants.postgres && { POSTGRES_PORT: config.POSTGRES_PORT }),
    ...(wants.temporal && {
      TEMPORAL_PORT: config.TEMPORAL_PORT,
      TEMPORAL_UI_PORT: config.TEMPORAL_UI_PORT,
    }),
    ...(wants.graph && { GRAPH_PORT: config.GRAPH_PORT }),
  };
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const end of stops.splice(0).toReversed()) await end();
  };

  try {
    const lock = await openHome({ home, ports, progress });
    stops.push(() => lock.release());
    const startedPostgres = wants.postgres
      ? startPostgres({ home, port: config.POSTGRES_PORT, progress })
      : undefined;
    const startedTemporal = wants.temporal
      ? startTemporal({ config, path, progress }, home)
      : undefined;
    const [first, second] = await Promise.allSettled([startedPostgres, startedTemporal]);
    if (first.status === 'fulfilled' && first.value) stops.push(first.value.stop);
    if (second.status === 'fulfilled' && second.value) stops.push(second.value.stop);
    const failed = [first, second].find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
    const graph = wants.graph ? await startGraphSimulator({ port: config.GRAPH_PORT }) : undefined;
    if (graph) stops.push(() => graph.stop());
    const postgres = await startedPostgres;
    const temporal = await startedTemporal;
    const ended = [
      postgres?.exited.then((how) => `PostgreSQL ended: ${how}`),
      temporal?.exited.then((how) => `Temporal ended: ${how}`),
    ].filter((exit) => exit !== undefined);

    return {
      databaseUrl: postgres?.url,
      temporal: temporal && {
        address: temporal.address,
        namespace: config.TEMPORAL_NAMESPACE,
        uiUrl: temporal.uiUrl,
      },
      graphUrl: graph?.url,
      broken: ended.length > 0 ? Promise.race(ended) : new Promise(() => undefined),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startTemporal({ config, path, progress }: ServersOptions, home: string) {
  const cliPath = await findTemporalCli({
    home,
    path,
    explicitPath: config.TEMPORAL_CLI_PATH,
    progress,
  });

  return startTemporalServer({
    home,
    cliPath,
    port: config.TEMPORAL_PORT,
    uiPort: config.TEMPORAL_UI_PORT,
    namespace: config.TEMPORAL_NAMESPACE,
    searchAttributes: SEARCH_ATTRIBUTES,
    progress,
  });
}
