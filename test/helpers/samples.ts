import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parseLossless } from '../../src/domain/json';
import { chunks, shuffled } from './traffic';

const root = join(__dirname, '../../../shared/payloads');

export interface SampleFile {
  readonly path: string;
  readonly text: string;
}

/** Every file of the public samples; none where this machine does not have them. */
export const sampleFiles: readonly SampleFile[] = existsSync(root)
  ? readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.json'))
      .sort()
      .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
  : [];

type Body = Readonly<Record<string, unknown>>;

/** Changes, messaging items and changed fields of a body, counted without Tetrix's own reader; what has none is one item. */
export function itemsIn(text: string): number {
  return bodiesOf(text)
    .flatMap((body) => (Array.isArray(body.entry) ? (body.entry as Body[]) : [body]))
    .reduce((sum, entry) => sum + (inEntry(entry) || 1), 0);
}

const LISTS = ['changes', 'messaging', 'standby', 'changed_fields', 'calls'];

function inEntry(entry: Body): number {
  return LISTS.map((name) => entry[name]).reduce<number>(
    (sum, list) => sum + (Array.isArray(list) ? list.length : 0),
    0,
  );
}

/** All of the files' entries, mixed up, in deliveries of `size` entries of one object; bodies without entries as they are. */
export function rebatched(files: readonly SampleFile[], size: number): object[] {
  const bodies = files.flatMap(({ text }) => bodiesOf(text));
  const byObject = new Map<unknown, unknown[]>();
  for (const { object, entry } of bodies) {
    if (Array.isArray(entry))
      byObject.set(object, [...(byObject.get(object) ?? []), ...(entry as unknown[])]);
  }
  const deliveries = [...byObject].flatMap(([object, entries]) =>
    chunks(shuffled(entries, 7), size).map((entry) => ({ object, entry })),
  );

  return shuffled([...deliveries, ...bodies.filter(({ entry }) => !Array.isArray(entry))], 7);
}

function bodiesOf(text: string): Body[] {
  const body = parseLossless(text);

  return (Array.isArray(body) ? body : [body]) as Body[];
}
