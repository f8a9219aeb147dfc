import { holdUp } from '../helpers/hold-up';
import { once, outcomeOf } from '../helpers/outcome';
import { count, drained, statuses } from '../helpers/progress';
import { startTcpGate } from '../helpers/tcp-gate';
import type { TcpGate } from '../helpers/tcp-gate';
import { createWorld, eventually } from '../helpers/tetrix';
import type { World } from '../helpers/tetrix';
import { deliveriesOf, optOutEntry, traffic } from '../helpers/traffic';

describe('a worker that is killed', () => {
  let world: World;
  let gate: TcpGate | undefined;
  beforeEach(async () => {
    world = await createWorld();
  }, 60_000);
  afterEach(async () => {
    await world?.stop();
    await gate?.stop();
  }, 60_000);

  it('in the middle of 200 events loses none of them, and the next one repeats nothing', async () => {
    const { db, url } = world.database;
    const { entries, outcome } = traffic(200);
    const ingress = await world.start({ roles: 'ingress,dispatch' });
    const worker = await world.start({ roles: 'worker' });
    const goOn = await holdUp(url, 'unrecognised_items');

    const answers = await Promise.all(deliveriesOf(entries, 50).map((body) => ingress.post(body)));
    await eventually(async () => expect((await statuses(db)).done).toBeGreaterThan(30));
    await worker.kill();
    await goOn();
    const atTheKill = await statuses(db);
    await world.start({ roles: 'worker' });
    await drained(db, 60_000);

    expect(new Set(answers)).toEqual(new Set([200]));
    expect(atTheKill.done).toBeLessThan(200);
    expect(await outcomeOf(db)).toEqual(once(outcome));
  }, 120_000);

  it('between an effect and the word that it is done does not have the effect again', async () => {
    const { db, url } = world.database;
    gate = await startTcpGate(process.env.TEST_TEMPORAL_ADDRESS!);
    const ingress = await world.start({ roles: 'ingress,dispatch' });
    const worker = await world.start({
      roles: 'worker',
      env: { TEMPORAL_ADDRESS: gate.address },
    });
    const goOn = await holdUp(url, 'audit_log');
    const body = { object: 'whatsapp_business_account', entry: [optOutEntry(1)] };

    await ingress.post(body);
    await eventually(() => waitingForTheTable(world));
    gate.block();
    await goOn();
    await eventually(async () => expect((await outcomeOf(db)).audited).toBe(1));
    await worker.kill();
    await world.start({ roles: 'worker' });
    const run = world.client.workflow.getHandle(await workflowOf(world));
    await run.result();

    const { events } = await run.fetchHistory();
    const types = (events ?? []).map(({ eventType }) => Number(eventType));
    expect(types).toContain(WORKFLOW_TASK_TIMED_OUT);
    expect(await outcomeOf(db)).toMatchObject({ events: 1, audited: 1, effects: 1 });
  }, 90_000);
});

/** In a history: the first worker never said what had become of its task. */
const WORKFLOW_TASK_TIMED_OUT = 8;

async function waitingForTheTable({ database }: World): Promise<void> {
  const waiting = await count(
    database.db,
    `pg_locks where not granted and relation = 'audit_log'::regclass`,
  );
  expect(waiting).toBe(1);
}

async function workflowOf({ database }: World): Promise<string> {
  const { rows } = await database.db.query<{ id: string }>('select workflow_id as id from events');

  return rows[0]!.id;
}
