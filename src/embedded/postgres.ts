import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { type Child, startChild } from './child';
import type { Progress } from './files';
import { lastLines, logFile } from './logs';
import { endOrphan } from './orphans';
import { assertPortFree } from './ports';
import { ensureCluster, TETRIX } from './postgres-cluster';
import { choosePlace, type Place } from './postgres-place';
import { clearStaleServer, FAST_SHUTDOWN, isReady } from './postgres-process';

export type PostgresOptions = {
  readonly home: string;
  readonly port: number;
  readonly progress: Progress;
};

export type Postgres = Pick<Child, 'pid' | 'exited' | 'stop'> & { readonly url: string };

const NAME = 'postgres';
const READY_WITHIN = 120_000; // recovery after a crash takes its time
const LINGER = 20_000;
const DURABLE = ['fsync=on', 'synchronous_commit=on', 'full_page_writes=on'];
const PRIVATE = ['listen_addresses=127.0.0.1', 'unix_socket_directories='];

/**
 * Starts the embedded PostgreSQL on this machine's loopback only; its data outlives it.
 * Ends the one that a killed run left behind.
 * @throws when the port is taken, the data is of another version, or the server does not come up
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const { port, progress } = options;
  const home = resolve(options.home);
  await endOrphan(home, NAME, progress);
  const place = await choosePlace(home, progress);
  await clearStaleServer(place.data);
  await assertPortFree(port, 'POSTGRES_PORT');

  const password = await ensureCluster(home, place, progress);
  const { pid, exited, stop } = await launch(home, port, place);
  return { url: `postgres://${TETRIX}:${password}@127.0.0.1:${port}/${TETRIX}`, pid, exited, stop };
}

async function launch(home: string, port: number, { native, data, user }: Place): Promise<Child> {
  const settings = [...PRIVATE, ...DURABLE, `port=${port}`, 'timezone=UTC', 'log_timezone=UTC'];
  const args = ['-D', data, ...settings.flatMap((setting) => ['-c', setting])];
  const command = join(native, 'bin/postgres');
  const begin = Date.now();

  for (;;) {
    const child = await startChild({
      home,
      name: NAME,
      command,
      args,
      user,
      manner: FAST_SHUTDOWN,
    });
    while (child.running() && Date.now() < begin + READY_WITHIN) {
      if (await isReady(data, child.pid)) return child;
      await sleep(30);
    }
    await child.stop();
    const log = lastLines(home, NAME);
    // Backends of a server killed by force need a moment to notice where we cannot find them.
    if (!log.includes('pre-existing shared memory block') || Date.now() > begin + LINGER) {
      throw new Error(`PostgreSQL did not start. The end of ${logFile(home, NAME)}:\n${log}`);
    }
    await sleep(500);
  }
}
