import { resolve } from 'node:path';

import { ConfigError } from './config';
import type { Config } from './config';
import { parseSealKeys } from './domain/seal';
import type { SealKeys } from './domain/seal';
import type { Endpoints } from './embedded/endpoints';
import { loadSecrets } from './embedded/secrets';
import type { AppSecret } from './meta/signature';
import { temporalAddress } from './temporal/connection';
import type { TemporalAddress } from './temporal/connection';

/** Every setting that the parts are built with: the environment's, and what embedded mode made or started. */
export interface Settings {
  readonly home: string;
  readonly databaseUrl: string;
  readonly temporal: TemporalAddress;
  readonly temporalUiUrl?: string;
  readonly graphUrl: string;
  readonly graphVersion: string;
  readonly accessToken?: string;
  readonly appSecrets: readonly AppSecret[];
  readonly verifyToken: string;
  readonly idKey: string;
  readonly sealKeys: SealKeys;
  /** The Temporal server is the embedded one. */
  readonly devServer: boolean;
  /** No setting names a database: everything under `home` is this installation's own. */
  readonly embedded: boolean;
}

/** Any word will do where the Graph simulator answers. */
const SIMULATED_TOKEN = 'simulator';

/**
 * Joins the environment with what runs embedded. Throws ConfigError where a database of your own is set but
 * a secret is not: one that is made up at each start would not do.
 */
export async function readSettings(config: Config, found: Endpoints): Promise<Settings> {
  const home = resolve(config.TETRIX_HOME);
  const embedded = !config.DATABASE_URL;
  const databaseUrl = config.DATABASE_URL ?? found.databaseUrl;
  if (!databaseUrl)
    throw new ConfigError('Nothing runs here: start it with `npm start`, or set DATABASE_URL.');

  const made = embedded ? await loadSecrets(home) : undefined;
  const lacking = embedded
    ? []
    : (['META_APP_SECRETS', 'META_VERIFY_TOKEN', 'TETRIX_ID_KEY'] as const).filter(
        (name) => !config[name],
      );
  if (lacking.length > 0)
    throw new ConfigError(`With DATABASE_URL these must be set too: ${lacking.join(', ')}`);
  const keys = config.TETRIX_ENCRYPTION_KEYS ?? made?.encryptionKeys;

  return {
    home,
    databaseUrl,
    temporal: temporalAddress(
      config.TEMPORAL_ADDRESS ? undefined : found.temporal,
      config.temporal,
    ),
    temporalUiUrl: config.TEMPORAL_UI_URL ?? found.temporalUiUrl,
    graphUrl: config.GRAPH_BASE_URL ?? found.graphUrl ?? 'https://graph.facebook.com',
    graphVersion: config.GRAPH_VERSION,
    accessToken: config.META_ACCESS_TOKEN ?? (found.graphUrl ? SIMULATED_TOKEN : undefined),
    appSecrets: config.META_APP_SECRETS ?? [{ secret: made!.appSecret }],
    verifyToken: config.META_VERIFY_TOKEN ?? made!.verifyToken,
    idKey: config.TETRIX_ID_KEY ?? made!.idKey,
    sealKeys: keys ? parseSealKeys(keys) : new Map(),
    devServer: !config.TEMPORAL_ADDRESS,
    embedded,
  };
}
