import { MailError } from '../../src/notify/email';
import { messageDelivery } from '../../workflows/message-delivery';
import { messageRow, report } from '../helpers/delivery';
import { idsOf, mannerly, topicsOf } from '../helpers/stand-ins';
import { eventually } from '../helpers/tetrix';
import { openFor, startTemporal } from '../helpers/temporal';
import type { TestTemporal } from '../helpers/temporal';

const HOUR = 3_600_000;
const input = { asset: '1001', subject: 'a'.repeat(32) };

describe('messageDelivery', () => {
  let temporal: TestTemporal;
  beforeAll(async () => {
    temporal = await startTemporal();
  });
  afterAll(() => temporal.stop());

  const standIns = (...recipients: readonly string[]) => ({
    ...mannerly(...recipients),
    recordStatus: messageRow(),
  });

  it('tells of a message that is not delivered an hour after it was sent', async () => {
    const activities = standIns();
    const sentAt = await temporal.now();

    const outcome = await temporal.run(messageDelivery, {
      input,
      events: [report('sent', sentAt)],
      activities,
      afterwards: async (run) => {
        expect(await openFor(run, sentAt)).toBeCloseTo(HOUR, -5);
      },
    });

    expect(outcome).toBe('late');
    expect(topicsOf(activities)).toEqual(['message.not_delivered']);
  });

  it('ends in silence when it is delivered before that', async () => {
    const activities = standIns();

    const outcome = await temporal.run(messageDelivery, {
      input,
      events: [report('sent', await temporal.now())],
      activities,
      meddle: async (run) => {
        await run.sleep('59 minutes');
        await run.arrive(report('delivered', await temporal.now()));
      },
    });

    expect(outcome).toBe('settled');
    expect(activities.recordStatus).toHaveBeenCalledTimes(2);
    expect(activities.storeNotice).not.toHaveBeenCalled();
  });

  it('keeps the first alarm when `sent` is told again', async () => {
    const activities = standIns();
    const sentAt = await temporal.now();

    await temporal.run(messageDelivery, {
      input,
      events: [report('sent', sentAt)],
      activities,
      meddle: async (run) => {
        await run.sleep('50 minutes');
        await run.arrive(report('sent', await temporal.now()));
      },
      afterwards: async (run) => {
        expect(await openFor(run, sentAt)).toBeCloseTo(HOUR, -5);
      },
    });

    expect(topicsOf(activities)).toEqual(['message.not_delivered']);
  });

  it('tells of a failure at most once an hour for its code, with code and class', async () => {
    const activities = standIns();

    const outcome = await temporal.run(messageDelivery, {
      input,
      events: [report('failed', await temporal.now(), 131047)],
      activities,
    });

    expect(outcome).toBe('failed');
    const hourly = /^notice\/message.failed\/1001\/131047\/[-\d]{10}T\d\d$/;
    expect(activities.storeNotice.mock.calls).toMatchObject([
      [
        { id: expect.stringMatching(hourly) as unknown, generation: 0 },
        { topic: 'message.failed', asset: '1001', facts: { code: 131047, class: 'window' } },
      ],
    ]);
  });

  it('tells nobody where the failure is that the person said stop', async () => {
    const activities = standIns();

    const outcome = await temporal.run(messageDelivery, {
      input,
      events: [report('failed', await temporal.now(), 131050)],
      activities,
    });

    expect(outcome).toBe('failed');
    expect(activities.storeNotice).not.toHaveBeenCalled();
  });

  it('records a late `read` in a fresh run', async () => {
    const activities = standIns();
    const workflowId = 'messageDelivery/late-read';
    const now = await temporal.now();
    const runIds: string[] = [];
    const one = { input, activities, workflowId };
    const afterwards = async ({ handle }: { handle: { describe(): Promise<{ runId: string }> } }) =>
      void runIds.push((await handle.describe()).runId);
    const events = [report('delivered', now), report('read', now)];

    await temporal.run(messageDelivery, { ...one, afterwards, events: events.slice(0, 1) });
    const outcome = await temporal.run(messageDelivery, {
      ...one,
      afterwards,
      events: events.slice(1),
    });

    expect(outcome).toBe('settled');
    expect(new Set(runIds).size).toBe(2);
    expect(idsOf(activities.recordStatus)).toEqual(events.map(({ id }) => id));
  });

  it('records what arrives while the mail server is away', async () => {
    const activities = standIns('ann');
    activities.sendNotice.mockRejectedValue(new MailError('ECONNREFUSED'));

    const outcome = await temporal.run(messageDelivery, {
      input,
      events: [report('failed', await temporal.now(), 131000)],
      activities,
      meddle: async (run) => {
        await eventually(() => expect(activities.sendNotice).toHaveBeenCalled());
        await run.arrive(report('delivered', await temporal.now()));
        // Time stands: the notice is not given up yet.
        await eventually(() => expect(activities.recordStatus).toHaveBeenCalledTimes(2), 5_000);
        activities.sendNotice.mockResolvedValue(undefined);
      },
    });

    expect(outcome).toBe('settled');
  });
});
