import { Context } from '@temporalio/activity';

import { EventMissing } from '../../src/domain/failures';
import { inboundMessage } from '../../workflows/inbound-message';
import { retry } from '../../workflows/run';
import { fixtureEvent } from '../helpers/event-refs';
import { mannerly, topicsOf } from '../helpers/stand-ins';
import { startTemporal } from '../helpers/temporal';
import type { TestTemporal } from '../helpers/temporal';

describe('inboundMessage', () => {
  let temporal: TestTemporal;
  beforeAll(async () => {
    temporal = await startTemporal();
  });
  afterAll(() => temporal.stop());

  /** `recordConversation` that fails so many times; notes how each call was made. */
  function filingAfter(failures: number) {
    const places: string[] = [];
    const recordConversation = jest.fn(async () => {
      places.push(Context.current().info.isLocal ? 'local' : 'ordinary');
      if (places.length <= failures) throw new Error('connection refused');
      return 'filed';
    });

    return { places, activities: { ...mannerly(), recordConversation } };
  }

  it('files a message at once by a local activity', async () => {
    const { places, activities } = filingAfter(0);
    const input = fixtureEvent('message.echoed');

    const outcome = await temporal.run(inboundMessage, { input, activities });

    expect(outcome).toBe('filed');
    expect(places).toEqual(['local']);
    expect(activities.recordConversation).toHaveBeenCalledWith(input);
    expect(activities.storeNotice).not.toHaveBeenCalled();
  });

  it('goes on with an ordinary activity, whose retries can be seen, after three failures', async () => {
    const { places, activities } = filingAfter(5);
    const input = fixtureEvent('message.echoed');

    const outcome = await temporal.run(inboundMessage, { input, activities });

    expect(outcome).toBe('filed');
    expect(places).toEqual(['local', 'local', 'local', 'ordinary', 'ordinary', 'ordinary']);
    expect(activities.recordParked).not.toHaveBeenCalled();
  });

  it('parks at once on what no repetition mends', async () => {
    const recordConversation = jest
      .fn()
      .mockResolvedValue('filed')
      .mockRejectedValueOnce(new EventMissing('there is no such event'));
    const activities = { ...mannerly(), recordConversation };

    await temporal.run(inboundMessage, {
      input: fixtureEvent('message.echoed'),
      activities,
      meddle: async (run) => {
        await run.untilParked();
        expect(recordConversation).toHaveBeenCalledTimes(1);
        await run.update(retry);
      },
    });

    expect(recordConversation).toHaveBeenCalledTimes(2);
  });

  it('tells of an order, with ids only', async () => {
    const { activities } = filingAfter(0);
    const input = fixtureEvent('order.placed');

    await temporal.run(inboundMessage, { input, activities });

    expect(topicsOf(activities)).toEqual(['order.placed']);
    expect(activities.storeNotice.mock.calls[0]).toMatchObject([
      { id: input.id },
      { ref: input.id },
    ]);
  });

  it('fetches a message that Meta only names', async () => {
    const { activities } = filingAfter(0);
    const fetchMessage = jest.fn().mockResolvedValue('fetched');
    const input = fixtureEvent('message.received', { data: { needsFetch: true } });

    const outcome = await temporal.run(inboundMessage, {
      input,
      activities: { ...activities, fetchMessage },
    });

    expect(outcome).toBe('fetched');
    expect(activities.recordConversation).not.toHaveBeenCalled();
  });
});
