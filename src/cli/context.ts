import { readConfig } from '../config';
import type { Config } from '../config';
import { readEndpoints } from '../embedded/endpoints';
import type { Endpoints } from '../embedded/endpoints';
import { createStores, createWorkPool } from '../parts';
import type { Stores } from '../parts';
import { readSettings } from '../settings';
import type { Settings } from '../settings';

/** What a command works with: the settings, and the database of the Tetrix that runs. */
export interface CliContext {
  readonly config: Config;
  readonly settings: Settings;
  readonly endpoints: Endpoints;
  readonly stores: Stores;
}

/** Opens what a command needs, and closes it when it is done. */
export async function withContext<T>(work: (context: CliContext) => Promise<T>): Promise<T> {
  const config = readConfig();
  const endpoints = (await readEndpoints(config.TETRIX_HOME)) ?? {};
  const settings = await readSettings(config, endpoints);
  const db = createWorkPool(settings.databaseUrl, () => undefined);
  try {
    return await work({
      config,
      settings,
      endpoints,
      stores: createStores(db, settings, () => new Date()),
    });
  } finally {
    await db.stop();
  }
}
