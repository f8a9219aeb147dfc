import { Context } from '@temporalio/activity';

import { messageDelivery } from '../../workflows/message-delivery';
import { messageRow, report } from '../helpers/delivery';
import { SHORT_HISTORY } from '../helpers/short-histories';
import { idsOf, mannerly, topicsOf } from '../helpers/stand-ins';
import { eventually } from '../helpers/tetrix';
import { openFor, startTemporal } from '../helpers/temporal';
import type { TestTemporal } from '../helpers/temporal';

const HOUR = 3_600_000;
const input = { asset: '1001', subject: 'a'.repeat(32) };

describe('a run whose history grows long', () => {
  let temporal: TestTemporal;
  beforeAll(async () => {
    temporal = await startTemporal();
  });
  afterAll(() => temporal.stop());

  it('goes on as a new one with its deadline', async () => {
    const activities = { ...mannerly(), recordStatus: messageRow() };
    const sentAt = await temporal.now();
    let firstRun = '';
    let lastRun = '';

    const outcome = await temporal.run(messageDelivery, {
      input,
      events: [report('sent', sentAt)],
      activities,
      workflowId: `${SHORT_HISTORY}deadline`,
      meddle: async ({ handle }) => {
        await eventually(async () => {
          const { raw, runId } = await handle.describe();
          firstRun = raw.workflowExecutionInfo?.firstRunId ?? '';
          expect(runId).not.toBe(firstRun);
        });
      },
      afterwards: async (run) => {
        lastRun = (await run.handle.describe()).runId;
        expect(await openFor(run, sentAt)).toBeCloseTo(HOUR, -5);
      },
    });

    expect(outcome).toBe('late');
    expect(lastRun).not.toBe(firstRun);
    expect(topicsOf(activities)).toEqual(['message.not_delivered']);
  });

  it('takes along the events that came while it worked', async () => {
    const now = await temporal.now();
    const recordStatus = messageRow();
    const [sent, delivered] = [report('sent', now), report('delivered', now)];
    let letGo = () => {};
    const mayEnd = new Promise<void>((done) => (letGo = done));
    let working = false;
    const held = jest.fn(async (event: typeof sent) => {
      if (event.id !== sent.id) return recordStatus(event);
      // While a local activity works, its run sees no signal: the ordinary one is what can be overtaken.
      if (Context.current().info.isLocal) throw new Error('connection refused');
      working = true;
      await mayEnd;
      return recordStatus(event);
    });

    const outcome = await temporal.run(messageDelivery, {
      input,
      events: [sent],
      activities: { ...mannerly(), recordStatus: held },
      workflowId: `${SHORT_HISTORY}pending`,
      meddle: async (run) => {
        await eventually(() => expect(working).toBe(true));
        await run.arrive(delivered);
        letGo();
      },
    });

    expect(outcome).toBe('settled');
    expect(idsOf(recordStatus)).toEqual([sent.id, delivered.id]);
  });
});
