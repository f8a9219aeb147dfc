import type { EventRef } from '../../src/domain/events';
import { EventErased } from '../../src/domain/failures';
import { inboundMessage } from '../../workflows/inbound-message';
import { leadEnrichment } from '../../workflows/lead-enrichment';
import { discard, retry } from '../../workflows/run';
import { fixtureEvent } from '../helpers/event-refs';
import { mannerly } from '../helpers/stand-ins';
import { startTemporal } from '../helpers/temporal';
import type { TestTemporal } from '../helpers/temporal';

const notParked = { cause: { message: 'not parked' } };

describe('a run that is not parked', () => {
  let temporal: TestTemporal;
  beforeAll(async () => {
    temporal = await startTemporal();
  });
  afterAll(() => temporal.stop());

  it('takes neither `retry` nor `discard`', async () => {
    const activities = {
      ...mannerly(),
      importLead: jest.fn().mockResolvedValue({ id: '501', asset: '1001', formId: '71' }),
      markLeadOverdue: jest.fn(),
    };

    const outcome = await temporal.run(leadEnrichment, {
      input: fixtureEvent('lead.submitted'),
      activities,
      meddle: async (run) => {
        await expect(run.update(retry)).rejects.toMatchObject(notParked);
        await expect(run.update(discard, 'duplicate')).rejects.toMatchObject(notParked);
      },
    });

    expect(outcome).toBe('overdue');
  });

  it.each([
    {
      workflow: leadEnrichment,
      input: fixtureEvent('lead.submitted'),
      activity: 'importLead',
    },
    {
      workflow: inboundMessage,
      input: fixtureEvent('message.echoed'),
      activity: 'recordConversation',
    },
  ])('ends where $activity finds its person erased, and troubles nobody', async (one) => {
    const { input, activity } = one;
    const workflow = one.workflow as (event: EventRef) => Promise<string>;
    const erased = jest.fn().mockRejectedValue(new EventErased('nothing personal is left'));
    const activities = { ...mannerly(), [activity]: erased };

    const outcome = await temporal.run(workflow, { input, activities });

    expect(outcome).toBe('erased');
    expect(erased).toHaveBeenCalledTimes(1);
    expect(activities.recordParked).not.toHaveBeenCalled();
    expect(activities.storeNotice).not.toHaveBeenCalled();
    expect(activities.clearParked.mock.calls).toMatchObject([
      [{ eventId: input.id, discarded: 'erased' }],
    ]);
  });
});
