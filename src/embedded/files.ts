import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Takes one line about what is going on, for the person who waits. */
export type Progress = (line: string) => void;

/** A sibling name that no other process uses: written first, then renamed to the real one. */
export const besides = (path: string): string =>
  `${path}.${process.pid}-${randomUUID().slice(0, 8)}`;

/** Writes a private file (mode 600) so that a reader sees the old text or the new, never a part. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const draft = besides(path);
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(draft, text, { mode: 0o600, flush: true });
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** What went wrong, in one line. */
export function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // fetch says only "fetch failed"; why is in its cause.
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return `${error.message.trim()}${cause}`;
}
