import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

import { withLog } from './logs';
import { isRunning, self, startOf } from './processes';
import { removeRecord, saveRecord } from './records';
import { type Manner, terminate } from './terminate';

export type User = { readonly uid: number; readonly gid: number };

export type ChildSpec = {
  readonly home: string;
  /** Names the log and the file under `<home>/run`. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly manner: Manner;
  readonly user?: User;
};

export type Child = {
  readonly pid: number;
  /** Settles when the process ends, by itself or by `stop`, and says how, as in "exit code 1". */
  readonly exited: Promise<string>;
  readonly running: () => boolean;
  readonly stop: () => Promise<void>;
};

/**
 * Starts a process in a group of its own, so that a terminal's Ctrl-C does not reach it,
 * with its output in `<home>/logs`. It is recorded, so that `endOrphans` finds it after a `kill -9`.
 * @throws when the command cannot be started
 */
export async function startChild(spec: ChildSpec): Promise<Child> {
  const child = withLog(spec.home, spec.name, (log) => spawnWith(spec, log));
  await once(child, 'spawn');

  const pid = Number(child.pid);
  // Nothing of ours survives an orderly exit, even where nobody called stop().
  const lastWish = () => child.kill(spec.manner.signal);
  process.once('exit', lastWish);
  const exited = once(child, 'exit').then(([code, signal]) => {
    process.off('exit', lastWish);
    removeRecord(spec.home, spec.name);
    return signal ? `signal ${signal}` : `exit code ${code}`;
  });

  const life = { pid, started: startOf(pid) ?? '' };
  if (life.started) {
    await saveRecord(spec.home, spec.name, { ...life, parent: self(), manner: spec.manner });
  }
  return {
    pid,
    exited,
    running: () => isRunning(life),
    async stop() {
      await terminate(life, spec.manner);
      await exited;
    },
  };
}

/** The environment is made up, not inherited: no setting of the user's may change what we run. */
function spawnWith({ home, command, args, user }: ChildSpec, log: number): ChildProcess {
  return spawn(command, args, {
    ...user,
    cwd: '/',
    detached: true,
    env: { HOME: home, LC_ALL: 'C', PATH: '/usr/bin:/bin' },
    stdio: ['ignore', log, log],
  });
}
