import { GraphTokenError } from '../../src/graph/errors';
import { leadEnrichment } from '../../workflows/lead-enrichment';
import { retry, state } from '../../workflows/run';
import { fixtureEvent } from '../helpers/event-refs';
import { valuesOf } from '../helpers/histories';
import { mannerly } from '../helpers/stand-ins';
import { startTemporal } from '../helpers/temporal';
import type { TestRun, TestTemporal } from '../helpers/temporal';

const input = fixtureEvent('lead.submitted', { asset: '1001' });

interface Metadata {
  readonly currentDetails: string;
  readonly definition: Record<'queryDefinitions' | 'updateDefinitions', { name: string }[]>;
}

const metadataOf = ({ handle }: TestRun) => handle.query<Metadata>('__temporal_workflow_metadata');

describe('every run', () => {
  let temporal: TestTemporal;
  beforeAll(async () => {
    temporal = await startTemporal();
  });
  afterAll(() => temporal.stop());

  const standIns = () => ({
    ...mannerly(),
    importLead: jest.fn().mockResolvedValue({ id: '501', asset: '1001', formId: '71' }),
    markLeadOverdue: jest.fn().mockResolvedValue(undefined),
  });

  it('answers `state` from its first moment to after its end', async () => {
    const title = 'Lead from an ad form';

    await temporal.run(leadEnrichment, {
      input,
      activities: standIns(),
      meddle: async (run) => {
        expect(await run.query(state)).toMatchObject({ title, parked: null });
        await run.sleep('1 minute');
        const step = 'waiting for somebody to make contact';
        expect(await run.query(state)).toEqual({ title, step, parked: null });
      },
      afterwards: async (run) => {
        expect(await run.query(state)).toEqual({ title, step: 'overdue', parked: null });
      },
    });
  });

  it('names kind, asset and present step in the details that the Temporal UI shows', async () => {
    await temporal.run(leadEnrichment, {
      input,
      activities: standIns(),
      meddle: async (run) => {
        await run.sleep('1 minute');
        expect((await metadataOf(run)).currentDetails).toBe(
          'Lead from an ad form · `lead.submitted` · asset `1001`\n\n' +
            'Now: **waiting for somebody to make contact**',
        );
      },
      afterwards: async (run) => {
        expect((await metadataOf(run)).currentDetails).toMatch(/Now: \*\*overdue\*\*$/);
      },
    });
  });

  it('says in its details why it is parked and what may be sent', async () => {
    const activities = standIns();
    activities.importLead.mockRejectedValueOnce(new GraphTokenError({ code: 190 }));

    await temporal.run(leadEnrichment, {
      input,
      activities,
      meddle: async (run) => {
        await run.untilParked();
        expect((await metadataOf(run)).currentDetails).toMatch(
          /\*\*Parked\*\* at \*importing the lead\*: GraphTokenError: .*code 190.*`retry` or `discard`/,
        );
        await run.update(retry);
      },
    });
  });

  it('offers its query and its updates to the Temporal UI by name', async () => {
    await temporal.run(leadEnrichment, {
      input,
      activities: standIns(),
      meddle: async (run) => {
        const { queryDefinitions, updateDefinitions } = (await metadataOf(run)).definition;
        expect(queryDefinitions.map(({ name }) => name)).toContain('state');
        expect(updateDefinitions.map(({ name }) => name).sort()).toEqual(['discard', 'retry']);
      },
    });
  });

  it('can be found by its outcome, and by needing attention only while it is parked', async () => {
    const activities = standIns();
    activities.importLead.mockRejectedValueOnce(new GraphTokenError({ code: 190 }));

    await temporal.run(leadEnrichment, {
      input,
      activities,
      meddle: async (run) => {
        await run.untilParked();
        const parked = await run.handle.describe();
        expect(parked.searchAttributes).toMatchObject({ NeedsAttention: [true] });
        await run.update(retry);
      },
      afterwards: async ({ handle }) => {
        const history = await handle.fetchHistory();
        expect(valuesOf(history, 'NeedsAttention')).toEqual([true, false]);
        expect(valuesOf(history, 'Outcome')).toEqual(['overdue']);
      },
    });
  });
});
