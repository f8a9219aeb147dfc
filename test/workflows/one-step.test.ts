import { dataDeletion } from '../../workflows/data-deletion';
import {
  accountHealth,
  commentThread,
  deauthorization,
  mentionMonitor,
} from '../../workflows/recorders';
import { unrecognisedEvent } from '../../workflows/unrecognised-event';
import { fixtureEvent } from '../helpers/event-refs';
import { mannerly, topicsOf } from '../helpers/stand-ins';
import { startTemporal } from '../helpers/temporal';
import type { TestTemporal } from '../helpers/temporal';

describe('workflows of one step', () => {
  let temporal: TestTemporal;
  beforeAll(async () => {
    temporal = await startTemporal();
  });
  afterAll(() => temporal.stop());

  it.each([
    { firstOfItsSort: true, outcome: 'told', topics: ['field.unrecognised'] },
    { firstOfItsSort: false, outcome: 'counted', topics: [] },
  ])(
    'unrecognisedEvent ends "$outcome" where firstOfItsSort is $firstOfItsSort',
    async ({ firstOfItsSort, outcome, topics }) => {
      const recordUnrecognised = jest.fn().mockResolvedValue({ firstOfItsSort });
      const activities = { ...mannerly(), recordUnrecognised };
      const input = fixtureEvent('unrecognised');

      const ended = await temporal.run(unrecognisedEvent, { input, activities });

      expect(ended).toBe(outcome);
      expect(topicsOf(activities)).toEqual(topics);
      expect(recordUnrecognised).toHaveBeenCalledWith(input);
    },
  );

  it.each([
    { found: 3, outcome: 'erased' },
    { found: 0, outcome: 'nothing to erase' },
  ])('dataDeletion ends "$outcome" and says how many rows went: $found', async (erased) => {
    const erasePerson = jest.fn().mockResolvedValue({ found: erased.found });
    const activities = { ...mannerly(), erasePerson };
    const input = { ...fixtureEvent('comment.changed'), kind: 'deletion.requested' } as const;

    const outcome = await temporal.run(dataDeletion, { input, activities });

    expect(outcome).toBe(erased.outcome);
    expect(activities.storeNotice.mock.calls).toMatchObject([
      [{ id: input.id }, { topic: 'deletion.requested', facts: { found: erased.found } }],
    ]);
  });

  it.each([
    { workflow: commentThread, kind: 'comment.changed', topics: [] },
    { workflow: mentionMonitor, kind: 'mention.made', topics: ['mention.made'] },
    { workflow: accountHealth, kind: 'account.changed', topics: ['account.changed'] },
    { workflow: deauthorization, kind: 'app.deauthorized', topics: ['app.deauthorized'] },
  ] as const)('writes the row of $kind, and then tells: $topics', async (recorder) => {
    const calls: string[] = [];
    const activities = {
      ...mannerly(),
      recordRow: jest.fn(async () => void calls.push('row')),
    };
    activities.storeNotice.mockImplementation(async () => {
      calls.push('notice');
      return { noticeId: 'notice-1', recipients: [] };
    });
    const input = fixtureEvent('comment.changed');

    const outcome = await temporal.run(recorder.workflow, { input, activities });

    expect(outcome).toBe('done');
    expect(topicsOf(activities)).toEqual(recorder.topics);
    expect(calls).toEqual(['row', ...recorder.topics.map(() => 'notice')]);
  });
});
