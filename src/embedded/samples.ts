import { randomInt } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { projectRoot } from '../store/project-root';

const root = join(projectRoot, 'src/embedded/samples');

/** The names that `tetrix send` takes: `page/leadgen`, `whatsapp/message`, … */
export function sampleNames(): string[] {
  return readdirSync(root)
    .sort()
    .flatMap((object) =>
      readdirSync(join(root, object))
        .sort()
        .map((file) => `${object}/${file.replace(/\.json$/, '')}`),
    );
}

/**
 * A sample as Meta would send it now: `{{id}}` becomes a fresh number, so that each is a new happening, and
 * `{{seconds}}`, `{{ms}}` and `{{secondsText}}` the time. Throws an Error naming the samples where there is none.
 */
export function readSample(name: string, now: Date): Sample {
  const names = sampleNames();
  if (!names.includes(name))
    throw new Error(`There is no sample "${name}". There are: ${names.join(', ')}`);
  const id = `${now.getTime()}${randomInt(100_000, 999_999)}`.slice(-16);
  const seconds = Math.floor(now.getTime() / 1000);
  const text = readFileSync(join(root, `${name}.json`), 'utf8')
    .replaceAll('"{{seconds}}"', `${seconds}`)
    .replaceAll('"{{ms}}"', `${now.getTime()}`)
    .replaceAll('{{secondsText}}', `${seconds}`)
    .replaceAll('{{id}}', id);

  return JSON.parse(text) as Sample;
}

export interface Sample {
  readonly object: string;
  readonly entry: readonly unknown[];
}
