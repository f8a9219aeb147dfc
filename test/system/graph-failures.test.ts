import type { FailureKind } from '../../src/embedded/graph/failures';
import { parseSealKeys } from '../../src/domain/seal';
import { createAssetStore } from '../../src/store/assets';
import type { AssetStore } from '../../src/store/assets';
import { count } from '../helpers/progress';
import { createWorld, eventually, SEAL_KEYS } from '../helpers/tetrix';
import type { World } from '../helpers/tetrix';

/** Each lead is of a page of its own: Graph slows the calls of a page down as a whole. */
const leads = {
  expired: lead(1),
  renewed: lead(2),
  limited: lead(3),
  transient: lead(4),
  reset: lead(5),
  malformed: lead(6),
  slow: lead(7),
  silent: lead(8),
  missing: lead(9),
  forbidden: lead(10),
  nameless: lead(11),
};
const FORM = '710000000000011';
const SLOW_MS = 3_000;
/** Longer than a call may take. */
const SILENT_MS = 60_000;

describe('a lead whose import fails at the Graph API', () => {
  let world: World;
  let assets: AssetStore;
  beforeAll(async () => {
    world = await createWorld();
    const { graph, database } = world;
    // Set long ago: a token that is newer than the failure would be tried at once.
    const longAgo = () => new Date(Date.now() - 3_600_000);
    assets = createAssetStore(database.db, parseSealKeys(SEAL_KEYS), longAgo);
    await assets.setToken(leads.renewed.page, 'taken back');
    graph.world.revokedTokens.add('taken back');
    graph.world.nodes.set(leads.nameless.id, { form_id: FORM });
    const fail = (kind: FailureKind, match: string, more = {}) =>
      graph.fail({ kind, match: `/${match}`, times: 1, ...more });
    fail('token_expired', leads.expired.id);
    fail('rate_limit', leads.limited.id, { retryAfterMinutes: 0.1 });
    fail('transient', leads.transient.id);
    fail('reset', leads.reset.id);
    fail('malformed', leads.malformed.id);
    fail('slow', leads.slow.id, { ms: SLOW_MS });
    fail('slow', leads.silent.id, { ms: SILENT_MS });
    fail('not_found', leads.missing.id, { times: 'always' });
    fail('permission', leads.forbidden.id);
    fail('permission', FORM, { times: 'always' });

    const tetrix = await world.start();
    await tetrix.post({ object: 'page', entry: Object.values(leads).map(({ entry }) => entry) });
  }, 60_000);
  afterAll(() => world?.stop(), 60_000);

  it('parks where its token has expired, and is imported after a retry', async () => {
    const { expired } = leads;
    await eventually(() => expectParked(expired, 'GraphTokenError: Graph API: HTTP 401, code 190'));

    await run(expired).executeUpdate('retry');

    await eventually(() => expectImported(expired));
    await eventually(() => expectAttention(expired, 0));
    expect(await waiting(expired)).toBe(0);
  }, 30_000);

  it('goes on by itself when its page gets a new token', async () => {
    const { renewed } = leads;
    await eventually(() => expectParked(renewed, 'GraphTokenError'));

    await assets.setToken(renewed.page, 'new');

    await eventually(() => expectImported(renewed));
    expect(await waiting(renewed)).toBe(0);
  }, 30_000);

  it('is tried again when the rate limit allows it', async () => {
    await eventually(() => expectImported(leads.limited), 30_000);

    const [refused, answered, ...more] = callsFor(leads.limited);
    const waited = Date.parse(answered!.at) - Date.parse(refused!.at);
    expect([refused!.status, answered!.status]).toEqual([400, 200]);
    expect(more).toEqual([]);
    expect(waited).toBeGreaterThanOrEqual(6_000);
    expect(waited).toBeLessThan(25_000);
  }, 40_000);

  it.each(['transient', 'reset', 'malformed'] as const)(
    'is tried again after an answer that is %s',
    async (kind) => {
      await eventually(() => expectImported(leads[kind]), 30_000);

      expect(callsFor(leads[kind])).toHaveLength(2);
    },
    40_000,
  );

  it('waits for a slow answer', async () => {
    await eventually(() => expectImported(leads.slow));

    expect(callsFor(leads.slow)).toHaveLength(1);
  }, 30_000);

  it('parks where the lead is not found, and is ignored once it is discarded', async () => {
    const { missing } = leads;
    await eventually(() => expectParked(missing, 'GraphNotFoundError'));

    await run(missing).executeUpdate('discard', { args: ['not_ours'] });

    expect(await run(missing).result()).toBe('discarded: not_ours');
    expect(await eventOf(missing)).toMatchObject({ status: 'ignored' });
    expect(await count(world.database.db, 'leads where id = $1', [missing.id])).toBe(0);
    expect(await waiting(missing)).toBe(0);
    await eventually(() => expectAttention(missing, 0));
  }, 30_000);

  it('parks at once where a permission is lacking', async () => {
    const { forbidden } = leads;
    await eventually(() => expectParked(forbidden, 'GraphPermissionError'));
    expect(callsFor(forbidden)).toHaveLength(1);

    await run(forbidden).executeUpdate('retry');

    await eventually(() => expectImported(forbidden));
  }, 30_000);

  it('is imported without the name of a form that may not be seen', async () => {
    await eventually(() => expectImported(leads.nameless));

    const { rows } = await world.database.db.query(
      'select form_id, form_name from leads where id = $1',
      [leads.nameless.id],
    );
    expect(rows).toEqual([{ form_id: FORM, form_name: null }]);
  }, 30_000);

  // The last, for it takes the longest: all have been under way since the first.
  it('is tried again where no answer comes', async () => {
    await eventually(() => expectImported(leads.silent), 50_000);

    expect(callsFor(leads.silent).map(({ outcome }) => outcome)).toEqual(['cut', 'answered']);
  }, 60_000);

  const run = ({ run: id }: Lead) => world.client.workflow.getHandle(id);
  const callsFor = ({ id }: Lead) =>
    world.graph.log.filter(({ path }) => path.startsWith(`/${id}?`));

  const waiting = ({ run: id }: Lead) =>
    count(world.database.db, 'parked_runs where workflow_id = $1', [id]);

  async function eventOf({ run: id }: Lead): Promise<{ status: string; error: string | null }> {
    const { rows } = await world.database.db.query<{ status: string; error: string | null }>(
      'select status, error from events where workflow_id = $1',
      [id],
    );

    return rows[0]!;
  }

  async function expectAttention({ run: id }: Lead, runs: number): Promise<void> {
    const query = `NeedsAttention = true and WorkflowId = '${id}'`;
    expect((await world.client.workflow.count(query)).count).toBe(runs);
  }

  async function expectParked(one: Lead, reason: string): Promise<void> {
    const { rows } = await world.database.db.query<{ reason: string }>(
      'select reason from parked_runs where workflow_id = $1',
      [one.run],
    );
    expect(rows).toEqual([{ reason: expect.stringContaining(reason) as string }]);
    expect(await eventOf(one)).toMatchObject({ status: 'parked', error: rows[0]!.reason });
    await expectAttention(one, 1);
  }

  async function expectImported(one: Lead): Promise<void> {
    expect(await count(world.database.db, 'leads where id = $1', [one.id])).toBe(1);
    expect(await eventOf(one)).toEqual({ status: 'done', error: null });
  }
});

interface Lead {
  readonly id: string;
  readonly page: string;
  /** Its run's id. */
  readonly run: string;
  readonly entry: object;
}

function lead(n: number): Lead {
  const id = `${501_000_000_000_000 + n}`;
  const page = `${104_000_000_000_100 + n}`;
  const time = 1772359200;
  const value = {
    leadgen_id: id,
    page_id: page,
    form_id: `${710_000_000_000_000 + n}`,
    created_time: time,
  };

  return {
    id,
    page,
    run: `leadEnrichment/${page}/${id}`,
    entry: { id: page, time, changes: [{ field: 'leadgen', value }] },
  };
}
