import * as fc from 'fast-check';

import { join, statusOf, UNKNOWN } from '../../src/domain/delivery';
import type { DeliveryStatus } from '../../src/domain/events';
import { messageDelivery } from '../../workflows/message-delivery';
import { anyOrder } from '../helpers/any-order';
import { messageRow, report } from '../helpers/delivery';
import { mannerly } from '../helpers/stand-ins';
import { startTemporal } from '../helpers/temporal';
import type { TestTemporal } from '../helpers/temporal';

const input = { asset: '1001', subject: 'a'.repeat(32) };

/** Some of the statuses, in any order, any of them twice, cut into signals anywhere. */
const signals = fc
  .subarray<DeliveryStatus>(['sent', 'delivered', 'read', 'failed'], { minLength: 1 })
  .chain(anyOrder)
  .chain((statuses) =>
    fc.array(fc.boolean(), { minLength: statuses.length, maxLength: statuses.length }).map((cuts) =>
      statuses.reduce<DeliveryStatus[][]>((batches, status, index) => {
        if (index === 0 || cuts[index]) batches.push([]);
        batches.at(-1)!.push(status);
        return batches;
      }, []),
    ),
  );

function expectedOutcome(statuses: readonly DeliveryStatus[]): string {
  const status = statusOf(statuses.reduce(join, UNKNOWN));
  if (status === 'failed') return 'failed';

  return status === 'sent' ? 'late' : 'settled';
}

describe('messageDelivery', () => {
  let temporal: TestTemporal;
  beforeAll(async () => {
    temporal = await startTemporal();
  });
  afterAll(() => temporal.stop());

  it('ends alike in whatever order, batches and repetitions the statuses come', async () => {
    await fc.assert(
      fc.asyncProperty(signals, async (batches) => {
        const now = await temporal.now();
        const activities = { ...mannerly(), recordStatus: messageRow() };
        const [first = [], ...others] = batches.map((batch) =>
          batch.map((status) => report(status, now)),
        );

        const outcome = await temporal.run(messageDelivery, {
          input,
          events: first,
          activities,
          meddle: async (run) => {
            for (const batch of others) await run.arrive(...batch);
          },
        });

        expect(outcome).toBe(expectedOutcome(batches.flat()));
        const recorded = new Set(activities.recordStatus.mock.calls.map(([{ id }]) => id));
        expect(recorded.size).toBe(batches.flat().length);
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});
