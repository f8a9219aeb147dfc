import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { type Child, startChild } from './child';
import { type Progress, reason } from './files';
import { lastLines, logFile } from './logs';
import { endOrphan } from './orphans';
import { assertPortFree } from './ports';
import { createOperator, type Operator } from './temporal-cli';
import { prepareNamespace } from './temporal-namespace';
import type { Manner } from './terminate';

export type TemporalServerOptions = {
  readonly home: string;
  /** From `findTemporalCli`. */
  readonly cliPath: string;
  readonly port: number;
  readonly uiPort: number;
  readonly namespace: string;
  /** Name to type, as in `{ AssetId: 'Keyword', NeedsAttention: 'Bool' }`. */
  readonly searchAttributes: Readonly<Record<string, string>>;
  /** Leaves the UI out. */
  readonly headless?: boolean;
  readonly progress: Progress;
};

export type TemporalServer = Pick<Child, 'pid' | 'exited' | 'stop'> & {
  readonly address: string;
  readonly uiUrl: string;
};

const NAME = 'temporal';
const HOST = '127.0.0.1';
const READY_WITHIN = 60_000;
const TERMINATE: Manner = { signal: 'SIGTERM', within: 3_000 };

/**
 * Starts Temporal's dev server on this machine's loopback; its runs are kept in a file and outlive it.
 * Ends the one that a killed run left behind.
 * @throws when a port is taken or the server does not come up
 */
export async function startTemporalServer(options: TemporalServerOptions): Promise<TemporalServer> {
  const { cliPath, namespace } = options;
  const home = resolve(options.home);
  const address = `${HOST}:${options.port}`;
  await endOrphan(home, NAME, options.progress);
  await assertPortFree(options.port, 'TEMPORAL_PORT');
  if (!options.headless) await assertPortFree(options.uiPort, 'TEMPORAL_UI_PORT');

  await mkdir(join(home, 'temporal'), { recursive: true, mode: 0o700 });
  const args = argumentsOf(options, home);
  const child = await startChild({ home, name: NAME, command: cliPath, args, manner: TERMINATE });
  const operator = createOperator({ home, cliPath, address, namespace });
  try {
    await untilReady(child, operator);
    await prepareNamespace(operator, options.searchAttributes);
  } catch (error) {
    await child.stop();
    const log = `The end of ${logFile(home, NAME)}:\n${lastLines(home, NAME)}`;
    throw new Error(`Temporal did not start: ${reason(error)}\n${log}`, { cause: error });
  }
  const { pid, exited, stop } = child;
  return { address, uiUrl: `http://${HOST}:${options.uiPort}`, pid, exited, stop };
}

function argumentsOf(options: TemporalServerOptions, home: string): string[] {
  const { port, uiPort, namespace, headless, searchAttributes } = options;
  const flags: [flag: string, value: string | number][] = [
    ['--ip', HOST],
    ['--port', port],
    ['--db-filename', join(home, 'temporal', 'temporal.db')],
    ['--namespace', namespace],
    ['--log-level', 'warn'],
    // Else the server asks Temporal on the internet for newer versions.
    ['--dynamic-config-value', 'frontend.enableServerVersionCheck=false'],
  ];
  for (const [name, type] of Object.entries(searchAttributes)) {
    flags.push(['--search-attribute', `${name}=${type}`]);
  }
  if (!headless) flags.push(['--ui-port', uiPort]);
  const last = headless ? ['--headless'] : [];
  return ['server', 'start-dev', ...flags.flat().map(String), ...last];
}

/** Ready is when the frontend answers for our namespace, which is made a little after the port opens. */
async function untilReady(child: Child, operator: Operator): Promise<void> {
  let problem = 'no answer';
  for (const end = Date.now() + READY_WITHIN; Date.now() < end; await sleep(100)) {
    if (!child.running()) throw new Error(`it ended with ${await child.exited}`);
    try {
      await operator('namespace', 'describe');
      return;
    } catch (error) {
      problem = reason(error);
    }
  }
  throw new Error(`not ready after ${READY_WITHIN / 1000} s: ${problem}`);
}
