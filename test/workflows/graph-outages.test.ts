import { Context } from '@temporalio/activity';

import { GraphRateLimitError, GraphTokenError, GraphTransientError } from '../../src/graph/errors';
import { leadEnrichment } from '../../workflows/lead-enrichment';
import { fixtureEvent } from '../helpers/event-refs';
import { mannerly } from '../helpers/stand-ins';
import { startTemporal } from '../helpers/temporal';
import type { TestTemporal } from '../helpers/temporal';

const HOUR = 3_600_000;
const input = fixtureEvent('lead.updated');
const lead = { id: '501', asset: '1001', formId: '71' };

describe('a run that needs Graph', () => {
  let temporal: TestTemporal;
  beforeAll(async () => {
    temporal = await startTemporal();
  });
  afterAll(() => temporal.stop());

  /** `importLead` while Graph is away for so long after the first call; `waits` are the ms since that call. */
  function awayFor(ms: number) {
    const waits: number[] = [];
    let first: number | undefined;
    const importLead = jest.fn(async () => {
      const now = (await temporal.now()).getTime();
      first ??= now;
      waits.push(now - first);
      if (now - first < ms) throw new GraphTransientError({ httpStatus: 503 });
      return lead;
    });

    return { importLead, waits };
  }

  it('survives an outage of nearly 36 hours with ordinary retries and no person', async () => {
    const { importLead, waits } = awayFor(35.5 * HOUR);
    const activities = { ...mannerly(), importLead };

    const outcome = await temporal.run(leadEnrichment, { input, activities });

    expect(outcome).toBe('updated');
    expect(waits.at(-1)).toBeLessThan(36 * HOUR);
    expect(waits.at(-1)! - waits.at(-2)!).toBeLessThan(0.2 * HOUR);
    expect(activities.recordParked).not.toHaveBeenCalled();
  });

  it('parks after 36 hours, and looks again the next day by itself', async () => {
    const { importLead, waits } = awayFor(37 * HOUR);
    const activities = { ...mannerly(), importLead };

    const outcome = await temporal.run(leadEnrichment, { input, activities });

    expect(outcome).toBe('updated');
    expect(activities.recordParked).toHaveBeenCalledTimes(1);
    expect(activities.recordParked.mock.calls[0]).toMatchObject([
      { step: 'importing the lead', reason: 'GraphTransientError: Graph API: HTTP 503' },
    ]);
    expect(waits.at(-1)).toBeGreaterThan(59 * HOUR);
  });

  it('waits as long as a rate limit says', async () => {
    const times: number[] = [];
    const importLead = jest.fn(async () => {
      times.push((await temporal.now()).getTime());
      if (times.length === 1) throw new GraphRateLimitError({ code: 4, retryAfterMs: 2 * HOUR });
      return lead;
    });
    const activities = { ...mannerly(), importLead };

    await temporal.run(leadEnrichment, { input, activities });

    expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(2 * HOUR);
    expect(times[1]! - times[0]!).toBeLessThan(2.01 * HOUR);
  });

  it('parks at once, after one call, where only a new token helps', async () => {
    const importLead = jest.fn().mockRejectedValue(new GraphTokenError({ code: 190 }));
    const activities = { ...mannerly(), importLead };

    await temporal.run(leadEnrichment, {
      input,
      activities,
      meddle: async (run) => {
        await run.untilParked();
        expect(importLead).toHaveBeenCalledTimes(1);
        importLead.mockResolvedValue(lead);
      },
    });

    expect(activities.recordParked).toHaveBeenCalledTimes(1);
    expect(importLead).toHaveBeenCalledTimes(2);
  });

  it('calls Graph on its own task queue', async () => {
    const queues: string[] = [];
    const importLead = jest.fn(async () => {
      queues.push(Context.current().info.taskQueue);
      return lead;
    });

    await temporal.run(leadEnrichment, { input, activities: { ...mannerly(), importLead } });

    expect(queues).toEqual(['graph']);
  });
});
