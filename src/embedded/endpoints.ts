import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { writeWhole } from './files';

/** Where a running Tetrix is found by `tetrix …` in another terminal. */
export interface Endpoints {
  readonly databaseUrl?: string;
  readonly temporal?: { readonly address: string; readonly namespace: string };
  readonly temporalUiUrl?: string;
  readonly ingressUrl?: string;
  readonly graphUrl?: string;
}

const fileOf = (home: string) => join(home, 'run', 'endpoints.json');

/** Returns what takes them back. Where nothing runs embedded nothing is written: the settings say it all. */
export async function publishEndpoints(
  home: string,
  endpoints: Endpoints,
): Promise<() => Promise<void>> {
  if (!endpoints.databaseUrl && !endpoints.temporal && !endpoints.graphUrl)
    return () => Promise.resolve();
  await writeWhole(fileOf(home), JSON.stringify(endpoints));

  return () => rm(fileOf(home), { force: true });
}

/** Undefined where nothing runs, or what ran was killed before its first answer. */
export async function readEndpoints(home: string): Promise<Endpoints | undefined> {
  try {
    return JSON.parse(await readFile(fileOf(home), 'utf8')) as Endpoints;
  } catch {
    return undefined;
  }
}
