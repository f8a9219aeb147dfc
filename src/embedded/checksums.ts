import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

import { writeWhole } from './files';

/** SHA-256 of a file in hex, read as a stream. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), hash);
  return hash.digest('hex');
}

const noteOf = (path: string): string => `${path}.sha256`;

/** Notes the checksum of a file that is about to stand at `path`, so that damage shows later. */
export async function noteChecksum(path: string, sha256: string): Promise<void> {
  await writeWhole(noteOf(path), `${sha256}\n`);
}

/** Whether the file is there and still has the checksum noted for it. */
export async function isIntact(path: string): Promise<boolean> {
  try {
    const noted = await readFile(noteOf(path), 'utf8');
    return noted.trim() === (await sha256Of(path));
  } catch {
    return false;
  }
}
