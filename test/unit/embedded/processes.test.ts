import { spawn } from 'node:child_process';
import { once } from 'node:events';

import {
  commandOf,
  descendantsOf,
  isRunning,
  self,
  startOf,
} from '../../../src/embedded/processes';
import { terminate } from '../../../src/embedded/terminate';

const MILD = { signal: 'SIGTERM', within: 2_000 } as const;
const children: number[] = [];

/** A shell in a group of its own that has said "ready". */
async function shell(script: string): Promise<{ pid: number; started: string }> {
  const child = spawn('/bin/sh', ['-c', script], { detached: true });
  await once(child.stdout, 'data');
  children.push(Number(child.pid));
  return { pid: Number(child.pid), started: startOf(Number(child.pid)) ?? '' };
}

afterAll(() => {
  for (const pid of children) {
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // ended by its test
    }
  }
});

describe('processes', () => {
  it('knows this process', () => {
    expect(isRunning(self())).toBe(true);
    expect(commandOf(process.pid)).toContain('node');
  });

  it('does not take a stranger for a process whose pid it got', () => {
    expect(isRunning({ ...self(), started: 'earlier' })).toBe(false);
  });

  it('finds no process under a free pid', () => {
    expect(startOf(2 ** 22 + 1)).toBeUndefined();
    expect(isRunning({ pid: 2 ** 22 + 1, started: '' })).toBe(false);
  });

  it('finds the children of children', async () => {
    const { pid } = await shell('sh -c "sleep 60; :" & sleep 0.2; echo ready; wait');

    expect(descendantsOf(pid)).toHaveLength(2);
  });
});

describe('terminate', () => {
  it('ends a process that obeys', async () => {
    const target = await shell('echo ready; exec sleep 60');

    await terminate(target, MILD);

    expect(isRunning(target)).toBe(false);
  });

  it('kills a process that does not obey, and those below it', async () => {
    const target = await shell('trap "" TERM; sleep 60 & sleep 0.1; echo ready; wait; wait');
    const below = descendantsOf(target.pid).map((pid) => ({ pid, started: startOf(pid) ?? '' }));

    await terminate(target, { signal: 'SIGTERM', within: 200 });

    expect(below).toHaveLength(1);
    expect([target, ...below].filter(isRunning)).toEqual([]);
  });

  it('leaves a stranger alone', async () => {
    const stranger = await shell('echo ready; exec sleep 60');

    await terminate({ ...stranger, started: 'earlier' }, MILD);

    expect(isRunning(stranger)).toBe(true);
  });
});
