import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { Client } from 'pg';

import { findTemporalCli, findTemporalTestServer } from '../../src/embedded/binaries';
import { freePort } from '../../src/embedded/ports';
import { startPostgres } from '../../src/embedded/postgres';
import { startTemporalServer } from '../../src/embedded/temporal-server';
import { migrate } from '../../src/store/migrate';

/** Fetched binaries stay here between runs. */
const cache = resolve(process.env.TETRIX_HOME ?? '.tetrix');
const progress = (line: string) => process.stderr.write(`${line}\n`);
const search = { home: cache, path: process.env.PATH, progress };

/** One set of servers for all Jest projects of a run. Tests find them by `process.env`. */
interface TestServers {
  stops: (() => Promise<unknown>)[];
  home?: Promise<string>;
  database?: Promise<void>;
  temporal?: Promise<void>;
  testServer?: Promise<void>;
}

const servers: TestServers = ((globalThis as { tetrixServers?: TestServers }).tetrixServers ??= {
  stops: [],
});

/** A migrated database to copy: `TEST_DATABASE_URL` names its server. */
export function provideDatabase(): Promise<void> {
  return (servers.database ??= (async () => {
    const postgres = await startPostgres({ home: await home(), port: await freePort(), progress });
    servers.stops.push(postgres.stop);
    process.env.TEST_DATABASE_URL = postgres.url;
    const admin = new Client({ connectionString: postgres.url });
    await admin.connect();
    await admin.query('create database template_tetrix');
    await admin.end();
    await migrate(postgres.url.replace(/[^/]*$/, 'template_tetrix'), () => undefined);
  })());
}

/** A real Temporal server: `TEST_TEMPORAL_ADDRESS`, and its UI. */
export function provideTemporal(): Promise<void> {
  return (servers.temporal ??= (async () => {
    const temporal = await startTemporalServer({
      home: await home(),
      cliPath: await findTemporalCli({ ...search, explicitPath: process.env.TEMPORAL_CLI_PATH }),
      port: await freePort(),
      uiPort: await freePort(),
      namespace: 'default',
      searchAttributes: {},
      progress,
    });
    servers.stops.push(temporal.stop);
    process.env.TEST_TEMPORAL_ADDRESS = temporal.address;
    process.env.TEST_TEMPORAL_UI = temporal.uiUrl;
  })());
}

/** The time-skipping server's binary: `TEST_SERVER_PATH`. */
export function provideTestServer(): Promise<void> {
  return (servers.testServer ??= (async () => {
    const explicitPath = process.env.TEMPORAL_TEST_SERVER_PATH;
    process.env.TEST_SERVER_PATH = await findTemporalTestServer({ ...search, explicitPath });
  })());
}

export async function stopServers(): Promise<void> {
  for (const stop of servers.stops.splice(0).toReversed()) await stop();
}

function home(): Promise<string> {
  return (servers.home ??= (async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tetrix-test-'));
    // PostgreSQL does not run as root: its own user has to get in.
    await chmod(folder, 0o755);
    servers.stops.unshift(() => rm(folder, { recursive: true, force: true }));
    return folder;
  })());
}
