import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { lockHome } from '../../../src/embedded/lock';
import { removeHome, tempHome } from './temp-home';

describe('lockHome', () => {
  let home: string;
  beforeEach(() => (home = tempHome()));
  afterEach(() => removeHome(home));

  it('refuses a second user of a home and names the first', async () => {
    await lockHome(home);

    await expect(lockHome(home)).rejects.toThrow(`in use by process ${process.pid}`);
  });

  it('lets the next one in after a release', async () => {
    for (let round = 0; round < 3; round++) await (await lockHome(home)).release();

    await expect(lockHome(home)).resolves.toBeDefined();
  });

  it.each([
    ['of a process that is gone', '{"pid":4194305,"started":"x"}'],
    ['whose pid a stranger has by now', `{"pid":${process.pid},"started":"earlier"}`],
    ['cut short by a power failure', '{"pid":'],
  ])('takes over a lock %s', async (_what, content) => {
    mkdirSync(join(home, 'run'));
    writeFileSync(join(home, 'run', 'lock-7.json'), content);

    await expect(lockHome(home)).resolves.toBeDefined();
  });

  it('lets only one in of many who see the same stale lock', async () => {
    mkdirSync(join(home, 'run'));
    writeFileSync(join(home, 'run', 'lock-1.json'), '{"pid":4194305,"started":"x"}');

    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => lockHome(home)));

    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});
