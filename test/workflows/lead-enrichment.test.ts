import { leadContacted, leadEnrichment } from '../../workflows/lead-enrichment';
import { fixtureEvent } from '../helpers/event-refs';
import { mannerly, topicsOf } from '../helpers/stand-ins';
import { startTemporal } from '../helpers/temporal';
import type { TestTemporal } from '../helpers/temporal';

const input = fixtureEvent('lead.submitted');
const lead = { id: '501', asset: '1001', formId: '71' };

describe('leadEnrichment', () => {
  let temporal: TestTemporal;
  beforeAll(async () => {
    temporal = await startTemporal();
  });
  afterAll(() => temporal.stop());

  const standIns = () => ({
    ...mannerly(),
    importLead: jest.fn().mockResolvedValue(lead),
    markLeadOverdue: jest.fn(),
    markLeadContacted: jest.fn(),
  });

  it('tells the admins of a new lead, and again when nobody makes contact', async () => {
    const activities = standIns();

    const outcome = await temporal.run(leadEnrichment, { input, activities });

    expect(outcome).toBe('overdue');
    expect(topicsOf(activities)).toEqual(['lead.new', 'lead.overdue']);
    expect(activities.importLead).toHaveBeenCalledWith(input);
    expect(activities.markLeadOverdue).toHaveBeenCalledWith('501');
    expect(activities.markLeadContacted).not.toHaveBeenCalled();
  });

  it('stores each notice once for the event, with ids and no words', async () => {
    const activities = standIns();

    await temporal.run(leadEnrichment, { input, activities, workflowId: 'leadEnrichment/one' });

    const scope = { id: input.id, generation: 0 };
    expect(activities.storeNotice.mock.calls).toEqual([
      [scope, { topic: 'lead.new', asset: '1001', ref: '501', workflowId: 'leadEnrichment/one' }],
      [
        scope,
        {
          topic: 'lead.overdue',
          severity: 'warning',
          asset: '1001',
          ref: '501',
          workflowId: 'leadEnrichment/one',
        },
      ],
    ]);
  });

  it('gives people five minutes, not less', async () => {
    const times: number[] = [];
    const noteTime = async () => void times.push((await temporal.now()).getTime());
    const activities = standIns();
    activities.importLead.mockImplementation(async () => noteTime().then(() => lead));
    activities.markLeadOverdue.mockImplementation(noteTime);

    await temporal.run(leadEnrichment, { input, activities });

    const [imported = 0, overdue = 0] = times;
    expect(overdue - imported).toBeGreaterThanOrEqual(300_000);
    expect(overdue - imported).toBeLessThan(310_000);
  });

  it('goes quiet once the lead is contacted in time', async () => {
    const activities = standIns();

    const outcome = await temporal.run(leadEnrichment, {
      input,
      activities,
      meddle: async (run) => {
        await run.sleep('4 minutes');
        await run.signal(leadContacted);
      },
    });

    expect(outcome).toBe('contacted');
    expect(topicsOf(activities)).toEqual(['lead.new']);
    expect(activities.markLeadContacted).toHaveBeenCalledWith('501');
    expect(activities.markLeadOverdue).not.toHaveBeenCalled();
  });

  it('remembers a contact that was made before the lead was imported', async () => {
    const activities = standIns();
    activities.importLead.mockRejectedValueOnce(new Error('the network')).mockResolvedValue(lead);

    const outcome = await temporal.run(leadEnrichment, {
      input,
      activities,
      meddle: (run) => run.signal(leadContacted),
    });

    expect(outcome).toBe('contacted');
    expect(topicsOf(activities)).toEqual(['lead.new']);
  });

  it('imports an updated lead again and troubles nobody', async () => {
    const activities = standIns();
    const updated = fixtureEvent('lead.updated');

    const outcome = await temporal.run(leadEnrichment, { input: updated, activities });

    expect(outcome).toBe('updated');
    expect(activities.importLead).toHaveBeenCalledWith(updated);
    expect(activities.storeNotice).not.toHaveBeenCalled();
    expect(activities.markLeadOverdue).not.toHaveBeenCalled();
  });
});
