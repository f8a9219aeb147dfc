import type { DiscardCode } from '../../src/domain/failures';
import { GraphTokenError } from '../../src/graph/errors';
import { leadEnrichment } from '../../workflows/lead-enrichment';
import { discard, retry, state } from '../../workflows/run';
import { fixtureEvent } from '../helpers/event-refs';
import { valuesOf } from '../helpers/histories';
import { mannerly, topicsOf } from '../helpers/stand-ins';
import { eventually } from '../helpers/tetrix';
import { startTemporal } from '../helpers/temporal';
import type { TestTemporal } from '../helpers/temporal';

const DAY = 24 * 3_600_000;
const input = fixtureEvent('lead.updated');
const lead = { id: '501', asset: '1001', formId: '71' };
const notParked = { cause: { message: 'not parked' } };

describe('a parked run', () => {
  let temporal: TestTemporal;
  beforeAll(async () => {
    temporal = await startTemporal();
  });
  afterAll(() => temporal.stop());

  /** Its first call needs a new token. */
  const standIns = () => ({
    ...mannerly(),
    importLead: jest
      .fn()
      .mockResolvedValue(lead)
      .mockRejectedValueOnce(new GraphTokenError({ code: 190 })),
  });

  it('is written down with its step and reason, so that it can be found', async () => {
    const activities = standIns();
    const workflowId = 'leadEnrichment/parked';

    await temporal.run(leadEnrichment, { input, activities, workflowId });

    const row = { workflowId, workflow: 'leadEnrichment', eventId: input.id, asset: input.asset };
    const why = { step: 'importing the lead', reason: 'GraphTokenError: Graph API: code 190' };
    expect(activities.recordParked.mock.calls).toMatchObject([[{ ...row, ...why }]]);
    expect(activities.clearParked.mock.calls).toEqual([
      [{ workflowId, eventId: input.id, discarded: null }],
    ]);
  });

  it('is told, at most once an hour for its asset and workflow', async () => {
    const activities = standIns();

    await temporal.run(leadEnrichment, { input, activities });

    expect(topicsOf(activities)).toEqual(['run.parked']);
    const [[scope]] = activities.storeNotice.mock.calls as [[{ id: string }]];
    expect(scope.id).toMatch(/^notice\/run.parked\/\d+\/leadEnrichment\/[-\d]{10}T\d\d$/);
  });

  it('goes on at once after `retry`', async () => {
    const activities = standIns();

    const outcome = await temporal.run(leadEnrichment, {
      input,
      activities,
      meddle: async (run) => {
        await run.untilParked();
        const answer = await run.update(retry);
        expect(answer).toBe('trying again: importing the lead');
        await eventually(() => expect(activities.importLead).toHaveBeenCalledTimes(2));
      },
    });

    expect(outcome).toBe('updated');
  });

  it('parks again when the retry fails too', async () => {
    const activities = standIns();
    activities.importLead.mockRejectedValueOnce(new GraphTokenError({ code: 190 }));

    await temporal.run(leadEnrichment, {
      input,
      activities,
      meddle: async (run) => {
        await run.untilParked();
        await run.update(retry);
        await eventually(() => expect(activities.recordParked).toHaveBeenCalledTimes(2));
        await run.update(retry);
      },
    });

    expect(activities.importLead).toHaveBeenCalledTimes(3);
  });

  it('ends without its step after `discard`, and says why', async () => {
    const activities = standIns();

    const outcome = await temporal.run(leadEnrichment, {
      input,
      activities,
      meddle: async (run) => {
        await run.untilParked();
        // The answer comes although the run ends in the same moment: handlers are finished first.
        expect(await run.update(discard, 'duplicate')).toBe('discarded: duplicate');
      },
      afterwards: async ({ handle }) => {
        const history = await handle.fetchHistory();
        expect(valuesOf(history, 'Outcome')).toEqual(['discarded: duplicate']);
        expect(valuesOf(history, 'NeedsAttention')).toEqual([true, false]);
      },
    });

    expect(outcome).toBe('discarded: duplicate');
    expect(activities.importLead).toHaveBeenCalledTimes(1);
    expect(activities.clearParked.mock.calls).toMatchObject([
      [{ eventId: input.id, discarded: 'discarded: duplicate' }],
    ]);
  });

  it('takes listed codes only, for they stay in its history', async () => {
    await temporal.run(leadEnrichment, {
      input,
      activities: standIns(),
      meddle: async (run) => {
        await run.untilParked();
        const code = 'because Ann asked me to' as DiscardCode;
        await expect(run.update(discard, code)).rejects.toMatchObject({
          cause: { message: expect.stringMatching(/^the code is one of not_ours, /) as unknown },
        });
        expect(await run.query(state)).toMatchObject({ parked: expect.any(String) as unknown });
      },
      afterwards: async ({ handle }) => {
        expect(JSON.stringify(await handle.fetchHistory())).not.toContain('Ann');
      },
    });
  });

  it('takes one decision of two that come at once', async () => {
    const activities = standIns();
    let release = () => {};
    const released = new Promise<void>((done) => (release = done));
    activities.recordParked.mockImplementation(() =>
      released.then(() => ({ version: 1, changedAt: null })),
    );
    let answers: PromiseSettledResult<string>[] = [];

    const outcome = await temporal.run(leadEnrichment, {
      input,
      activities,
      meddle: async (run) => {
        await eventually(() => expect(activities.recordParked).toHaveBeenCalled());
        const both = [run.update(discard, 'too_late'), run.update(discard, 'not_ours')];
        release();
        answers = await Promise.allSettled(both);
      },
    });

    const taken = answers.find((answer) => answer.status === 'fulfilled');
    const refused = answers.find((answer) => answer.status === 'rejected');
    expect(taken?.value).toBe(outcome);
    expect(refused?.reason).toMatchObject(notParked);
  });

  it('looks again by itself every day', async () => {
    const times: number[] = [];
    const activities = standIns();
    activities.importLead.mockReset().mockImplementation(async () => {
      times.push((await temporal.now()).getTime());
      if (times.length < 4) throw new GraphTokenError({ code: 190 });
      return lead;
    });

    const outcome = await temporal.run(leadEnrichment, { input, activities });

    const waits = times.slice(1).map((time, index) => Math.round((time - times[index]!) / DAY));
    expect(outcome).toBe('updated');
    expect(waits).toEqual([1, 1, 1]);
  });

  it('resumes at once with a token that came between the failure and the parking', async () => {
    const activities = standIns();
    activities.recordParked.mockImplementation(async () => ({
      version: 2,
      changedAt: (await temporal.now()).getTime(),
    }));

    await temporal.run(leadEnrichment, {
      input,
      activities,
      // Time stands: only the new token can be what lets it go on.
      meddle: () => eventually(() => expect(activities.importLead).toHaveBeenCalledTimes(2)),
    });

    expect(activities.clearParked).toHaveBeenCalledTimes(1);
  });

  it('does not try the same new token over and over', async () => {
    const activities = standIns();
    activities.importLead.mockRejectedValueOnce(new GraphTokenError({ code: 190 }));
    activities.recordParked.mockImplementation(async () => ({
      version: 2,
      changedAt: (await temporal.now()).getTime(),
    }));

    await temporal.run(leadEnrichment, {
      input,
      activities,
      meddle: async (run) => {
        await eventually(() => expect(activities.recordParked).toHaveBeenCalledTimes(2));
        await run.untilParked();
        await run.sleep('23 hours');
        expect(activities.importLead).toHaveBeenCalledTimes(2);
      },
    });

    expect(activities.importLead).toHaveBeenCalledTimes(3);
  });
});
