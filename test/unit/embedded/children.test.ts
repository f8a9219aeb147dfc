import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { startChild } from '../../../src/embedded/child';
import { endOrphans } from '../../../src/embedded/orphans';
import { isRunning, self } from '../../../src/embedded/processes';
import { readRecord, saveRecord } from '../../../src/embedded/records';
import { removeHome, tempHome } from './temp-home';

const manner = { signal: 'SIGTERM', within: 2_000 } as const;
const quiet = () => {};

describe('children', () => {
  let home: string;
  beforeEach(() => (home = tempHome()));
  afterEach(() => removeHome(home));

  const start = (script: string) =>
    startChild({ home, name: 'part', command: '/bin/sh', args: ['-c', script], manner });

  /** Makes the record say that another process, now gone, started the child. */
  const forgetParent = async () => {
    const record = readRecord(home, 'part');
    if (record) await saveRecord(home, 'part', { ...record, parent: { pid: 1, started: 'gone' } });
  };

  it('keeps what a child writes, and forgets it once it is stopped', async () => {
    const child = await start('echo hello; exec sleep 60');
    expect(readRecord(home, 'part')?.pid).toBe(child.pid);
    await new Promise((resolve) => setTimeout(resolve, 100));

    await child.stop();

    expect(child.running()).toBe(false);
    expect(readFileSync(join(home, 'logs', 'part.log'), 'utf8')).toBe('hello\n');
    expect(readRecord(home, 'part')).toBeUndefined();
  });

  it('tells how a child ended by itself', async () => {
    const child = await start('exit 3');

    await expect(child.exited).resolves.toBe('exit code 3');
  });

  it('fails where there is no such command', async () => {
    const spec = { home, name: 'part', command: '/nowhere/x', args: [], manner };

    await expect(startChild(spec)).rejects.toThrow('ENOENT');
  });

  it('ends a child whose parent was killed', async () => {
    const child = await start('exec sleep 60');
    await forgetParent();
    const lines: string[] = [];

    await endOrphans(home, (line) => lines.push(line));

    expect(child.running()).toBe(false);
    expect(lines).toEqual([expect.stringContaining(`Ending part (process ${child.pid})`)]);
  });

  it('refuses to end a child whose parent lives', async () => {
    const child = await start('exec sleep 60');

    await expect(endOrphans(home, quiet)).rejects.toThrow(`started by process ${process.pid}`);

    expect(child.running()).toBe(true);
    await child.stop();
  });

  it('never ends a stranger that got the pid of a child', async () => {
    const gone = { pid: 1, started: 'gone' };
    await saveRecord(home, 'part', { pid: process.pid, started: 'earlier', parent: gone, manner });

    await endOrphans(home, quiet);

    expect(isRunning(self())).toBe(true);
    expect(readRecord(home, 'part')).toBeUndefined();
  });
});
