import { closeSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

const LARGEST_LOG = 10 * 1024 * 1024; // bytes; looked at on start only

export const logFile = (home: string, name: string): string => join(home, 'logs', `${name}.log`);

/** Opens a child's log to append to and hands over its descriptor; a large one becomes `.log.1` first. */
export function withLog<T>(home: string, name: string, use: (descriptor: number) => T): T {
  const path = logFile(home, name);
  mkdirSync(join(home, 'logs'), { recursive: true });
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > LARGEST_LOG) {
    renameSync(path, `${path}.1`);
  }
  const descriptor = openSync(path, 'a', 0o600);
  try {
    return use(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** The log's last lines, for an error message. */
export function lastLines(home: string, name: string, count = 5): string {
  try {
    const lines = readFileSync(logFile(home, name), 'utf8').trimEnd().split('\n');
    return lines.slice(-count).join('\n');
  } catch {
    return '';
  }
}
