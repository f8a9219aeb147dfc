import { MailError } from '../../src/notify/email';
import { leadEnrichment } from '../../workflows/lead-enrichment';
import { state } from '../../workflows/run';
import { fixtureEvent } from '../helpers/event-refs';
import { mannerly, topicsOf } from '../helpers/stand-ins';
import { eventually } from '../helpers/tetrix';
import { startTemporal } from '../helpers/temporal';
import type { TestTemporal } from '../helpers/temporal';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const input = fixtureEvent('lead.submitted');

describe('notices of a run', () => {
  let temporal: TestTemporal;
  beforeAll(async () => {
    temporal = await startTemporal();
  });
  afterAll(() => temporal.stop());

  const standIns = (...recipients: readonly string[]) => ({
    ...mannerly(...recipients),
    importLead: jest.fn().mockResolvedValue({ id: '501', asset: '1001', formId: '71' }),
    markLeadOverdue: jest.fn().mockResolvedValue(undefined),
  });

  it('are sent to each admin who is to get them', async () => {
    const activities = standIns('ann', 'bob');

    await temporal.run(leadEnrichment, { input, activities });

    const sent = activities.sendNotice.mock.calls.map((call) => call.join(' to '));
    expect(sent).toHaveLength(4);
    expect(new Set(sent)).toEqual(new Set(['notice-1 to ann', 'notice-1 to bob']));
  });

  it('are only stored where nobody is to get them', async () => {
    const activities = standIns();

    await temporal.run(leadEnrichment, { input, activities });

    expect(topicsOf(activities)).toHaveLength(2);
    expect(activities.sendNotice).not.toHaveBeenCalled();
  });

  it('neither delay the reminder nor fail the run while the mail server is away for days', async () => {
    const activities = standIns('ann');
    const now = async () => (await temporal.now()).getTime();
    const started = await now();
    let overdueAt = 0;
    activities.markLeadOverdue.mockImplementation(async () => {
      overdueAt = await now();
    });
    activities.sendNotice.mockImplementation(async () => {
      if ((await now()) - started < 2 * DAY) throw new MailError('ECONNREFUSED');
    });

    const outcome = await temporal.run(leadEnrichment, { input, activities });

    expect(outcome).toBe('overdue');
    expect(overdueAt - started).toBeLessThan(6 * MINUTE);
    expect((await now()) - started).toBeGreaterThan(2 * DAY);
    expect(activities.recordParked).not.toHaveBeenCalled();
  });

  it('are given up after three days, and the run still says what it came to', async () => {
    const activities = standIns('ann');
    activities.sendNotice.mockRejectedValue(new MailError('ECONNREFUSED'));

    const outcome = await temporal.run(leadEnrichment, { input, activities });

    expect(outcome).toBe('overdue');
    const given = [['notice-1', 'ann']];
    expect(activities.markNoticeFailed.mock.calls).toEqual([...given, ...given]);
  });

  it('to one admin do not wait for those to another', async () => {
    const activities = standIns('ann', 'bob');
    const reached = new Set<string>();
    activities.sendNotice.mockImplementation(async (_: string, admin: string) => {
      if (admin === 'ann') throw new MailError('EENVELOPE 550');
      reached.add(admin);
    });

    await temporal.run(leadEnrichment, {
      input,
      activities,
      meddle: () => eventually(() => expect(reached).toEqual(new Set(['bob']))),
    });

    expect(activities.markNoticeFailed).not.toHaveBeenCalledWith('notice-1', 'bob');
  });

  it('are waited for before the run ends', async () => {
    const activities = standIns('ann');
    activities.sendNotice.mockRejectedValue(new MailError('ECONNREFUSED'));

    await temporal.run(leadEnrichment, {
      input: fixtureEvent('lead.submitted'),
      activities,
      meddle: async (run) => {
        await run.sleep('1 hour');
        expect(await run.query(state)).toMatchObject({ step: 'overdue' });
        expect((await run.handle.describe()).status.name).toBe('RUNNING');
        activities.sendNotice.mockResolvedValue(undefined);
      },
    });

    expect(topicsOf(activities)).toEqual(['lead.new', 'lead.overdue']);
  });
});
