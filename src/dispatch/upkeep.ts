import type { Client } from '@temporalio/client';

import type { Clock } from '../domain/clock';
import type { Log } from '../log';
import type { LeaseStore } from '../store/leases';
import type { ParkingStore } from '../store/parking';
import type { QueueStore } from '../store/queue';

export interface SweeperParts {
  readonly queue: QueueStore;
  readonly parking: ParkingStore;
  readonly leases: LeaseStore;
  readonly client: Client;
  readonly clock: Clock;
  readonly log: Log;
  readonly onDead: (eventIds: readonly string[], reason: string) => Promise<void>;
}

/** What a job of upkeep works with; it looks at `stopped` between its calls. */
export type UpkeepParts = SweeperParts & { readonly stopped: () => boolean };
