import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { writeWhole } from './files';
import type { ProcessRef } from './processes';
import type { Manner } from './terminate';

/** What `<home>/run/<name>.json` says about a child, so that it is found after its parent was killed. */
export type ChildRecord = ProcessRef & { readonly parent: ProcessRef; readonly manner: Manner };

const SUFFIX = '.child.json';
const fileOf = (home: string, name: string): string => join(home, 'run', `${name}${SUFFIX}`);

export async function saveRecord(home: string, name: string, record: ChildRecord): Promise<void> {
  await writeWhole(fileOf(home, name), JSON.stringify(record));
}

/** The child of that name; undefined when there is none, or the file was cut short by a crash. */
export function readRecord(home: string, name: string): ChildRecord | undefined {
  try {
    return JSON.parse(readFileSync(fileOf(home, name), 'utf8')) as ChildRecord;
  } catch {
    return undefined;
  }
}

export function removeRecord(home: string, name: string): void {
  rmSync(fileOf(home, name), { force: true });
}

export function recordedNames(home: string): string[] {
  mkdirSync(join(home, 'run'), { recursive: true });
  const files = readdirSync(join(home, 'run')).filter((file) => file.endsWith(SUFFIX));
  return files.map((file) => file.slice(0, -SUFFIX.length));
}
