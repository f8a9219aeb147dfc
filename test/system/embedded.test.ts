import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';

import { Connection, WorkflowClient } from '@temporalio/client';
import { Client } from 'pg';

import { findTemporalCli } from '../../src/embedded/binaries';
import { openHome } from '../../src/embedded/home';
import { freePort } from '../../src/embedded/ports';
import { type Postgres, startPostgres } from '../../src/embedded/postgres';
import { isRunning, startOf } from '../../src/embedded/processes';
import { startTemporalServer, type TemporalServer } from '../../src/embedded/temporal-server';
import { compileEmbedded, type Run, startRun } from '../unit/embedded/run-process';
import { removeHome, tempHome } from '../unit/embedded/temp-home';

const asRoot = process.getuid?.() === 0 ? describe : describe.skip;
const NOBODY = { uid: 65534, gid: 65534 };
const namespace = 'tetrix';
const attributes = { AssetId: 'Keyword' };

describe('the embedded servers', () => {
  let cliPath: string;
  let app: string;
  let home: string;
  let ports: { postgres: number; temporal: number; ui: number };
  let progress: string[];
  const running: { stop: () => Promise<void> }[] = [];

  beforeAll(async () => {
    const path = process.env.PATH;
    cliPath = await findTemporalCli({ home: resolve('.tetrix'), path, progress: () => {} });
    app = compileEmbedded();
  }, 300_000);
  afterAll(() => removeHome(app));

  beforeEach(async () => {
    home = tempHome();
    progress = [];
    ports = { postgres: await freePort(), temporal: await freePort(), ui: await freePort() };
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((server) => server.stop()));
    removeHome(home);
  });

  const tell = (line: string) => void progress.push(line);
  const postgres = async (): Promise<Postgres> => {
    const server = await startPostgres({ home, port: ports.postgres, progress: tell });
    running.push(server);
    return server;
  };
  const temporal = async (searchAttributes: Record<string, string> = attributes) => {
    const where = { home, cliPath, port: ports.temporal, uiPort: ports.ui };
    const server = await startTemporalServer({
      ...where,
      namespace,
      searchAttributes,
      progress: tell,
    });
    running.push(server);
    return server;
  };
  const run = async (user?: typeof NOBODY, cli = cliPath): Promise<Run> => {
    const settings = { home, ports, cliPath: cli, namespace, attributes };
    const child = await startRun(app, settings, user);
    running.push(child);
    return child;
  };

  it('keep their data over a stop and leave no process behind', async () => {
    const first = { database: await postgres(), server: await temporal() };
    await query(first.database, 'create table kept as select 42 as answer');
    await withRuns(first.server, (runs) =>
      runs.start('later', { taskQueue: 'q', workflowId: 'w-1' }),
    );
    const ui = await fetch(first.server.uiUrl);
    expect(ui.status).toBe(200);
    expect(startOf(first.database.pid)).toBeDefined();
    await first.server.stop();
    await first.database.stop();
    expect([startOf(first.database.pid), startOf(first.server.pid)]).toEqual([
      undefined,
      undefined,
    ]);

    const [database, server] = await Promise.all([
      postgres(),
      temporal({ ...attributes, NeedsAttention: 'Bool' }),
    ]);

    expect(await query(database, 'select answer from kept')).toEqual([{ answer: 42 }]);
    const described = await withRuns(server, (runs) => runs.getHandle('w-1').describe());
    expect(described.status.name).toBe('RUNNING');
    const connection = await Connection.connect({ address: server.address });
    const found = await connection.workflowService.describeNamespace({ namespace });
    await connection.close();
    expect(Number(found.config?.workflowExecutionRetentionTtl?.seconds)).toBe(14 * 24 * 3600);
    const names = Object.values(found.config?.customSearchAttributeAliases ?? {});
    expect(names.sort()).toEqual(['AssetId', 'NeedsAttention']);
  }, 60_000);

  it('recover from a kill -9 of the process that started them', async () => {
    const killed = await run();
    await query(killed, 'create table kept as select 42 as answer');
    killed.kill('SIGKILL');
    await killed.ended;
    expect(killed.servers.filter(isRunning)).toHaveLength(2);

    const next = await run();

    expect(killed.servers.filter(isRunning)).toEqual([]);
    expect(next.output()).toContain('left behind by a run that was killed');
    expect(await query(next, 'select answer from kept')).toEqual([{ answer: 42 }]);
    await next.stop();
    expect(next.servers.filter(isRunning)).toEqual([]);
  }, 60_000);

  it('let only one process use a home', async () => {
    const first = await run();

    const second = openHome({ home, ports: {}, progress: tell });
    await expect(second).rejects.toThrow(`in use by process ${first.pid}`);
    await expect(postgres()).rejects.toThrow(`started by process ${first.pid}`);
  }, 30_000);

  it('name a port that is in use before anything starts', async () => {
    const database = await postgres();
    const other = tempHome();

    const second = startPostgres({ home: other, port: ports.postgres, progress: tell });

    await expect(second).rejects.toThrow(
      `Port ${ports.postgres} is in use (needed for PostgreSQL). Set POSTGRES_PORT to another port.`,
    );
    expect(existsSync(join(other, 'postgres', 'data'))).toBe(false);
    expect(await query(database, 'select 1 as one')).toEqual([{ one: 1 }]);
    removeHome(other);
  }, 30_000);

  it('tell when PostgreSQL dies by itself, and come back after that', async () => {
    const database = await postgres();
    const busy = query(database, 'do $$ begin loop end loop; end $$').catch(() => 'cut off');
    await untilBusy(database);
    process.kill(database.pid, 'SIGKILL');
    await expect(database.exited).resolves.toBe('signal SIGKILL');
    // By now a stranger has the pid that PostgreSQL left in its lock file.
    const pidFile = join(dataOf(), 'postmaster.pid');
    writeFileSync(pidFile, readFileSync(pidFile, 'utf8').replace(/^\d+/, String(process.pid)));

    const again = await postgres();

    expect(await query(again, 'select 1 as one')).toEqual([{ one: 1 }]);
    await expect(busy).resolves.toBe('cut off');
  }, 30_000);

  it('refuse data of another major version, and data whose password is lost', async () => {
    await (await postgres()).stop();
    rmSync(join(home, 'postgres-password'));
    await expect(postgres()).rejects.toThrow('postgres-password back');

    writeFileSync(join(dataOf(), 'PG_VERSION'), '9\n');

    await expect(postgres()).rejects.toThrow(/was made by PostgreSQL 9, but \d+ is installed/);
  }, 30_000);

  asRoot('as root', () => {
    it('run under /var/lib where PostgreSQL may not enter the home of root', async () => {
      const shut = join(home, 'shut');
      mkdirSync(shut, { mode: 0o700 });
      const start = () => startPostgres({ home: shut, port: ports.postgres, progress: tell });
      const first = await start();
      await query(first, 'create table kept as select 42 as answer');
      await first.stop();
      const place = readFileSync(join(shut, 'postgres', 'location'), 'utf8').trim();

      const second = await start();

      expect(await query(second, 'select answer from kept')).toEqual([{ answer: 42 }]);
      expect(place).toMatch(/^\/var\/lib\/tetrix\/[0-9a-f]{12}$/);
      expect(progress).toContainEqual(expect.stringContaining(`its data is in ${place}`));
      await second.stop();
      removeHome(place);
    }, 60_000);

    it('run for an ordinary user', async () => {
      chownSync(home, NOBODY.uid, NOBODY.gid);
      const reachable = join(home, 'temporal-cli');
      cpSync(cliPath, reachable);

      const ordinary = await run(NOBODY, reachable);

      expect(await query(ordinary, 'select 1 as one')).toEqual([{ one: 1 }]);
      await ordinary.stop();
      expect(ordinary.servers.filter(isRunning)).toEqual([]);
    }, 60_000);
  });

  const dataOf = () => join(home, 'postgres', 'data');
});

async function query({ url }: { url: string }, sql: string): Promise<unknown[]> {
  const client = new Client(url);
  client.on('error', () => {}); // a server that is killed says so twice
  await client.connect();
  const { rows } = await client.query(sql);
  await client.end();
  return rows;
}

/** Until the endless statement of another connection has begun. */
async function untilBusy(database: Postgres): Promise<void> {
  const statement = "select 1 from pg_stat_activity where query like 'do %' and state = 'active'";
  while ((await query(database, statement)).length === 0);
}

async function withRuns<T>(server: TemporalServer, use: (runs: WorkflowClient) => Promise<T>) {
  const connection = await Connection.connect({ address: server.address });
  const result = await use(new WorkflowClient({ connection, namespace }));
  await connection.close();
  return result;
}
