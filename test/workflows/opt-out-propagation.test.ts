import { DISCARD_CODES, EventMissing } from '../../src/domain/failures';
import type { EventRef } from '../../src/domain/events';
import { optOutPropagation } from '../../workflows/opt-out-propagation';
import { discard } from '../../workflows/run';
import { fixtureEvent } from '../helpers/event-refs';
import { valuesOf } from '../helpers/histories';
import { idsOf, mannerly } from '../helpers/stand-ins';
import { eventually } from '../helpers/tetrix';
import { startTemporal } from '../helpers/temporal';
import type { TestTemporal } from '../helpers/temporal';

const input = { asset: '1001', subject: 'a'.repeat(32) };
const stop = () => fixtureEvent('consent.withdrawn', input);
const start = () => fixtureEvent('consent.given', input);

describe('optOutPropagation', () => {
  let temporal: TestTemporal;
  beforeAll(async () => {
    temporal = await startTemporal();
  });
  afterAll(() => temporal.stop());

  const standIns = () => ({
    ...mannerly(),
    recordConsent: jest.fn(async ({ kind }: EventRef) =>
      kind === 'consent.withdrawn' ? 'withdrawn' : 'given',
    ),
  });

  it('puts the block in force before anything else', async () => {
    const activities = standIns();
    const event = stop();

    const outcome = await temporal.run(optOutPropagation, { input, events: [event], activities });

    expect(outcome).toBe('withdrawn');
    expect(activities.recordConsent.mock.calls).toEqual([[event]]);
  });

  it('takes the events of one signal in their order', async () => {
    const activities = standIns();
    const events = [stop(), start(), stop()];

    const outcome = await temporal.run(optOutPropagation, { input, events, activities });

    expect(outcome).toBe('withdrawn');
    expect(idsOf(activities.recordConsent)).toEqual(events.map(({ id }) => id));
  });

  it('does not lose an event that comes while it works', async () => {
    const activities = standIns();
    const [first, second] = [stop(), start()];
    let letGo = () => {};
    const mayEnd = new Promise<void>((done) => (letGo = done));
    const recorded: string[] = [];
    activities.recordConsent.mockImplementation(async ({ id }) => {
      await mayEnd;
      recorded.push(id);
      return 'withdrawn';
    });

    await temporal.run(optOutPropagation, {
      input,
      events: [first],
      activities,
      meddle: async (run) => {
        await eventually(() => expect(activities.recordConsent).toHaveBeenCalled());
        await run.arrive(second);
        letGo();
      },
    });

    expect(new Set(recorded)).toEqual(new Set([first.id, second.id]));
    expect(recorded.at(-1)).toBe(second.id);
  });

  it('does the others of a signal of which one is discarded', async () => {
    const activities = standIns();
    const [lost, kept] = [stop(), stop()];
    activities.recordConsent.mockImplementation(async ({ id }) => {
      if (id === lost.id) throw new EventMissing('there is no such event');
      return 'withdrawn';
    });

    const outcome = await temporal.run(optOutPropagation, {
      input,
      events: [lost, kept],
      activities,
      meddle: async (run) => {
        await run.untilParked();
        await run.update(discard, DISCARD_CODES[0]);
      },
      afterwards: async ({ handle }) => {
        const history = await handle.fetchHistory();
        expect(valuesOf(history, 'Outcome')).toEqual(['withdrawn']);
      },
    });

    expect(outcome).toBe('withdrawn');
    expect(activities.recordParked.mock.calls).toMatchObject([[{ eventId: lost.id }]]);
    expect(idsOf(activities.recordConsent)).toEqual([lost.id, kept.id]);
  });
});
