import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

const OLD = 60 * 60_000; // ms; nothing that we make takes an hour, so nobody works on it any more

/** Removes what killed attempts left in a folder: files and folders of that name, untouched for an hour. */
export async function removeLeftovers(folder: string, name: RegExp): Promise<void> {
  for (const entry of await readdir(folder)) {
    const path = join(folder, entry);
    const touched = name.test(entry) && (await stat(path).catch(() => undefined))?.mtimeMs;
    if (touched && Date.now() - touched > OLD) await rm(path, { recursive: true, force: true });
  }
}
