import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export interface CliResult {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface CliOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly input?: string;
}

/** Runs `tetrix …` as a process of its own, as a shell would. */
export function tetrixCli(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  const { env = {}, input = '' } = options;
  // Not the home of this clone: somebody may be running `npm start` in it.
  const home = join(tmpdir(), 'tetrix-test-no-home');
  const child = spawn(process.execPath, [resolve('dist/src/cli/index.js'), ...args], {
    env: { PATH: process.env.PATH, TETRIX_HOME: home, ...env },
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => (out += String(chunk)));
  child.stderr.on('data', (chunk) => (err += String(chunk)));
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);

  return new Promise((done) => child.once('close', (code) => done({ code, out, err })));
}
