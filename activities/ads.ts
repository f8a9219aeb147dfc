import { Context } from '@temporalio/activity';
import { z } from 'zod';

import type { EventRef } from '../src/domain/events';
import type { GraphClient } from '../src/graph/client';
import type { AdObjectStore } from '../src/store/ad-objects';
import type { Effects } from '../src/store/effects';

/** Budgets come as text, in minor units of the account's currency (Marketing API, Ad Set). */
const Minor = z.coerce.number().int().optional().catch(undefined);
const AdObject = z.object({
  name: z.string().optional(),
  status: z.string().optional(),
  effective_status: z.string().optional(),
  daily_budget: Minor,
  lifetime_budget: Minor,
  bid_strategy: z.string().optional(),
});

const STATUS = 'name,status,effective_status';
const BUDGET = `${STATUS},daily_budget,lifetime_budget,bid_strategy`;

interface AdParts {
  graph: GraphClient;
  effects: Effects;
  adObjects: AdObjectStore;
}

export type AdActivities = ReturnType<typeof createAdActivities>;

export const createAdActivities = ({ graph, effects, adObjects }: AdParts) => ({
  /** Reads a campaign, ad set or ad as it is now and writes what changed since it was last read. */
  async readAdObject(event: EventRef<'ad.changed'>): Promise<void> {
    const { objectId, objectType } = event.data;
    const type = String(objectType ?? 'ad').toLowerCase();
    const meta = graph.for(event.asset, { signal: Context.current().cancellationSignal });
    // An ad has no budget, and Graph refuses a field that an object does not have.
    const fields = type.includes('campaign') || type.includes('set') ? BUDGET : STATUS;
    const readAt = new Date();
    const now = await meta.get(`${String(objectId)}?fields=${fields}`, AdObject);

    await effects.once(event, 'readAdObject', async (tx) => {
      await adObjects.change(tx, event, {
        id: String(objectId),
        type,
        name: now.name ?? null,
        status: now.status ?? null,
        effectiveStatus: now.effective_status ?? null,
        dailyBudget: now.daily_budget ?? null,
        lifetimeBudget: now.lifetime_budget ?? null,
        bidStrategy: now.bid_strategy ?? null,
        readAt,
      });
    });
  },
});
