import type { WorkflowExecutionInfo } from '@temporalio/client';

import { readSample, sampleNames } from '../../src/embedded/samples';
import { SEARCH_ATTRIBUTES } from '../../src/domain/search-attributes';
import { drained } from '../helpers/progress';
import { createWorld, eventually } from '../helpers/tetrix';
import type { World } from '../helpers/tetrix';

const PAGE = '100000000000001';
const REFUSED_LEAD = '470000000099999';
const refusedLead = {
  object: 'page',
  entry: [
    {
      id: PAGE,
      time: 1772359200,
      changes: [
        { field: 'leadgen', value: { leadgen_id: REFUSED_LEAD, created_time: 1772359200 } },
      ],
    },
  ],
};

interface EventOfRun {
  readonly id: string;
  readonly kind: string;
  readonly object: string;
  readonly field: string;
  readonly asset: string;
  readonly subject: string | null;
  readonly workflow: string;
  readonly at: Date;
}

describe('the Temporal UI', () => {
  let world: World;
  let events: EventOfRun[];
  beforeAll(async () => {
    world = await createWorld();
    for (const match of [`/${REFUSED_LEAD}`, `/v26.0/${REFUSED_LEAD}`])
      world.graph.fail({ kind: 'permission', match, times: 'always' });
    const tetrix = await world.start();
    for (const name of sampleNames()) await tetrix.post(readSample(name, new Date()));
    await tetrix.post(refusedLead);
    await drained(world.database.db, 60_000);
    const { rows } = await world.database.db.query<EventOfRun>(
      `select id, kind, object, field, asset_id as asset, subject_hash as subject, workflow_id as workflow,
         occurred_at as at from events order by id`,
    );
    events = rows;
  }, 120_000);
  afterAll(() => world.stop());

  const eventOf = (kind: string) => events.find((event) => event.kind === kind)!;
  const parked = () => events.find(({ workflow }) => workflow.includes(REFUSED_LEAD))!;
  const describeRun = ({ workflow }: EventOfRun) =>
    world.client.workflow.getHandle(workflow).describe();
  /** What the UI shows as current details. */
  const detailsOf = async ({ workflow }: EventOfRun) => {
    const handle = world.client.workflow.getHandle(workflow);
    const { currentDetails } = await handle.query<{ currentDetails: string }>(
      '__temporal_workflow_metadata',
    );
    return currentDetails;
  };
  const find = async (query: string) => {
    const runs: WorkflowExecutionInfo[] = [];
    for await (const run of world.client.workflow.list({ query })) runs.push(run);
    return runs.map(({ workflowId }) => workflowId);
  };

  it('has a run of every family that the samples reach', () => {
    const families = new Set(events.map(({ workflow }) => workflow.split('/')[0]));

    expect(families.size).toBeGreaterThanOrEqual(12);
    for (const name of ['leadEnrichment', 'optOutPropagation', 'messageDelivery', 'inboundMessage'])
      expect(families).toContain(name);
  });

  it('names kind, object, field and asset of each run, and the event that began it', async () => {
    const first = new Map(events.map((event) => [event.workflow, event]).toReversed() as never);
    for (const event of first.values() as Iterable<EventOfRun>) {
      const run = await describeRun(event);

      expect(await run.staticSummary()).toBe(`${event.kind} · ${event.object} ${event.asset}`);
      const details = await run.staticDetails();
      for (const word of [event.id, event.field, event.object, event.asset])
        expect(details).toContain(`\`${word}\``);
    }
  }, 30_000);

  it('tells where a run stands: what it waits for, how it ended, why it is parked', async () => {
    expect(await detailsOf(eventOf('lead.submitted'))).toContain(
      'Now: **waiting for somebody to make contact**',
    );
    expect(await detailsOf(eventOf('unrecognised'))).toMatch(/Now: \*\*(told|counted)\*\*/);
    expect(await detailsOf(parked())).toMatch(
      /\*\*Parked\*\* at \*importing the lead\*: GraphPermissionError: .* Send the update `retry` or `discard`\./,
    );
  }, 30_000);

  it('names title, kind and asset where it tells that', async () => {
    for (const kind of ['lead.submitted', 'message.received', 'mention.made']) {
      const event = eventOf(kind);

      expect(await detailsOf(event)).toMatch(
        new RegExp(`^[A-Z].+ · \`${kind}\` · asset \`${event.asset}\``),
      );
    }
  }, 30_000);

  it.each<[string, () => EventOfRun, (event: EventOfRun) => string]>([
    ['EventKind', () => eventOf('order.placed'), ({ kind }) => `EventKind = '${kind}'`],
    ['AssetId', () => eventOf('catalog.batch_finished'), ({ asset }) => `AssetId = '${asset}'`],
    ['MetaObject', () => eventOf('profile.changed'), () => `MetaObject = 'user'`],
    ['MetaField', () => eventOf('template.changed'), ({ field }) => `MetaField = '${field}'`],
    ['SubjectHash', () => eventOf('consent.withdrawn'), (e) => `SubjectHash = '${e.subject}'`],
    ['Outcome', () => eventOf('mention.made'), () => `Outcome = 'done'`],
    ['NeedsAttention', parked, () => 'NeedsAttention = true'],
    [
      'OccurredAt',
      () => eventOf('job.finished'),
      (e) => `OccurredAt BETWEEN '${around(e.at, -1)}' AND '${around(e.at, 1)}'`,
    ],
  ])(
    'finds a run by %s',
    async (_, pick, query) => {
      const event = pick();

      const found = await eventually(async () => {
        const ids = await find(query(event));
        expect(ids).toContain(event.workflow);
        return ids;
      }, 10_000);

      expect(found.length).toBeLessThan(events.length);
    },
    15_000,
  );

  it('finds nothing of another kind under an attribute', async () => {
    expect(await find('NeedsAttention = true')).toEqual([parked().workflow]);
    const leads = await find(`EventKind = 'lead.submitted'`);
    expect(leads.every((id) => id.startsWith('leadEnrichment/'))).toBe(true);
  });

  it('is told of every attribute that the design names', async () => {
    const known = await world.client.connection.operatorService.listSearchAttributes({
      namespace: world.namespace,
    });

    expect(Object.keys(known.customAttributes ?? {})).toEqual(
      expect.arrayContaining(Object.keys(SEARCH_ATTRIBUTES)),
    );
  });
});

/** The dev server's SQLite compares times as text, so the very ms is not to be had. */
function around(at: Date, seconds: number): string {
  return new Date(at.getTime() + seconds * 1_000).toISOString();
}
