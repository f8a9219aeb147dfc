import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Runs an `operator` command against one server and namespace; gives what it prints. */
export type Operator = (...args: string[]) => Promise<string>;

type Target = {
  readonly home: string;
  readonly cliPath: string;
  readonly address: string;
  readonly namespace: string;
};

/**
 * The CLI without the user's settings: a profile in their home could point it to another server.
 * @throws the CLI's own message when a command fails or takes over 10 s
 */
export function createOperator({ home, cliPath, address, namespace }: Target): Operator {
  const target = ['--address', address, '--namespace', namespace, '--output', 'json'];
  return async (...args) => {
    const options = { env: { HOME: home, PATH: '/usr/bin:/bin' }, timeout: 10_000 };
    const all = ['operator', ...args, ...target];
    const { stdout } = await promisify(execFile)(cliPath, all, options);
    return stdout;
  };
}
