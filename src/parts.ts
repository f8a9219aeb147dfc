import type { Clock } from './domain/clock';
import { createGraphClient } from './graph/client';
import type { Settings } from './settings';
import { createAdObjectStore } from './store/ad-objects';
import { createAdminStore } from './store/admins';
import { createAssetStore } from './store/assets';
import { createAuditStore } from './store/audit';
import { createCatalogItemStore } from './store/catalog-items';
import { createConsentStore } from './store/consents';
import { createConversationStore } from './store/conversations';
import { createDeletionStore } from './store/deletion';
import { createDriftStore } from './store/drift';
import { createEffects } from './store/effects';
import { createEventStore } from './store/events';
import { createInboxStore } from './store/inbox';
import { createLeadStore } from './store/leads';
import { createLeaseStore } from './store/leases';
import { createMessageStore } from './store/messages';
import { createNoticeStore } from './store/notices';
import { createOrderStore } from './store/orders';
import { createParkingStore } from './store/parking';
import { createPool } from './store/pool';
import type { Pool } from './store/pool';
import { createQueueStore } from './store/queue';
import { createRowStore } from './store/rows';

export type Stores = ReturnType<typeof createStores>;

/** Every store over one pool. */
export function createStores(
  db: Pool,
  { idKey, sealKeys }: Pick<Settings, 'idKey' | 'sealKeys'>,
  clock: Clock,
) {
  return {
    adObjects: createAdObjectStore(),
    admins: createAdminStore(db, clock),
    assets: createAssetStore(db, sealKeys, clock),
    audit: createAuditStore(clock),
    catalogItems: createCatalogItemStore(db, clock),
    consents: createConsentStore(db, idKey, clock),
    conversations: createConversationStore(idKey, clock),
    deletions: createDeletionStore(db, idKey, clock),
    drift: createDriftStore(db, clock),
    effects: createEffects(db, clock),
    events: createEventStore(db),
    inboxRows: createInboxStore(db),
    leads: createLeadStore(db, clock),
    leases: createLeaseStore(db),
    messages: createMessageStore(idKey, clock),
    notices: createNoticeStore(db, clock),
    orders: createOrderStore(clock),
    parking: createParkingStore(db, clock),
    queue: createQueueStore(db),
    rows: createRowStore(idKey),
  };
}

/** The pool that work goes through: patient, for Temporal tries again anyway. */
export function createWorkPool(databaseUrl: string, onError: (error: Error) => void): Pool {
  return createPool({
    url: databaseUrl,
    size: 20,
    waitMs: 5_000,
    statementMs: 10_000,
    name: 'tetrix',
    onError,
  });
}

/** The pool of the accept path: Meta waits, so a second for a connection and three for the statement. */
export function createAcceptPool(databaseUrl: string, onError: (error: Error) => void): Pool {
  return createPool({
    url: databaseUrl,
    size: 10,
    waitMs: 1_000,
    statementMs: 3_000,
    name: 'tetrix accept',
    keepOpen: true,
    onError,
  });
}

/** The Graph API with the token of each asset, else the one that is set for all. */
export function createGraph(settings: Settings, assets: Stores['assets']) {
  const { graphUrl, graphVersion, accessToken, appSecrets } = settings;

  return createGraphClient({
    baseUrl: graphUrl,
    version: graphVersion,
    token: async (asset) => (await assets.token(asset)) ?? accessToken,
    appSecret: accessToken === 'simulator' ? undefined : appSecrets[0]?.secret,
  });
}
