import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { writeWhole } from './files';

/** What an installation without settings of its own uses; made at its first start. */
export interface Secrets {
  readonly appSecret: string;
  readonly verifyToken: string;
  readonly idKey: string;
  readonly encryptionKeys: string;
}

/** Reads `<home>/secrets.json` (mode 600), or makes it. Losing it means losing the id key: back it up. */
export async function loadSecrets(home: string): Promise<Secrets> {
  const file = join(home, 'secrets.json');
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Secrets;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }

  const made: Secrets = {
    appSecret: randomBytes(16).toString('hex'),
    verifyToken: randomBytes(12).toString('hex'),
    idKey: randomBytes(32).toString('hex'),
    encryptionKeys: `k1:${randomBytes(32).toString('base64')}`,
  };
  await writeWhole(file, `${JSON.stringify(made, null, 2)}\n`);

  return made;
}
