import { createHash } from 'node:crypto';

import { eventRow } from '../../src/inbox/accept';
import { readDelivery } from '../../src/meta/read';
import { inParallel } from '../../src/dispatch/in-parallel';
import { count, drained, runsOf, statuses } from '../helpers/progress';
import { itemsIn, rebatched, sampleFiles } from '../helpers/samples';
import type { SampleFile } from '../helpers/samples';
import { createWorld, eventually, ID_KEY } from '../helpers/tetrix';
import type { TetrixProcess, World } from '../helpers/tetrix';

(sampleFiles.length > 0 ? describe : describe.skip)(
  'the public samples, sent as Meta sends',
  () => {
    let world: World;
    let tetrix: TetrixProcess;
    const answers = new Map<string, number>();
    beforeAll(async () => {
      world = await createWorld();
      tetrix = await world.start();
      await inParallel(sampleFiles, 4, async ({ path, text }) => {
        answers.set(path, await tetrix.post(text));
      });
      await drained(world.database.db, 120_000);
      await atRest(world);
    }, 200_000);
    afterAll(() => world?.stop(), 60_000);

    it('are all answered with 200', () => {
      const others = [...answers].filter(([, status]) => status !== 200);

      expect(answers.size).toBe(sampleFiles.length);
      expect(others).toEqual([]);
    });

    it('have an event for each change and each messaging item', async () => {
      const { db } = world.database;
      const { rows: deliveries } = await db.query<{ hash: string; items: number }>(
        `select encode(body_hash, 'hex') as hash, items from deliveries`,
      );
      const { rows: kept } = await db.query<{ key: string }>(
        `select encode(dedupe_key, 'hex') as key from events`,
      );
      const taken = new Map(deliveries.map(({ hash, items }) => [hash, items]));
      const keys = new Set(kept.map(({ key }) => key));

      const miscounted = sampleFiles.filter(
        ({ text }) => taken.get(hashOf(text)) !== itemsIn(text),
      );
      const lost = sampleFiles.filter(
        (file) => itemsWithEvent(file, keys).size !== itemsIn(file.text),
      );
      expect(miscounted.map(({ path }) => path)).toEqual([]);
      expect(lost.map(({ path }) => path)).toEqual([]);
    });

    it('have all run to their end', async () => {
      expect(Object.keys(await statuses(world.database.db))).toEqual(['done']);
    });

    it('bring nothing new when they come again, mixed up and in batches of 100', async () => {
      const before = await standing(world);
      const again: number[] = [];

      await inParallel(rebatched(sampleFiles, 100), 4, async (body) => {
        again.push(await tetrix.post(body));
      });
      await drained(world.database.db, 30_000);
      await atRest(world);

      expect(new Set(again)).toEqual(new Set([200]));
      expect(await standing(world)).toEqual(before);
    }, 60_000);
  },
);

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

/** The items of a file of which at least one event is kept. */
function itemsWithEvent({ text }: SampleFile, keys: ReadonlySet<string>): Set<number> {
  const now = new Date();
  const { events } = readDelivery(text, { app: 'app', receivedAt: now });

  return new Set(
    events.filter((event) => keys.has(eventRow(event, now, ID_KEY).key)).map(({ item }) => item),
  );
}

/** Waits until every run is over, but for leads that nobody has contacted and messages that may still arrive. */
async function atRest({ client, database: { db } }: World): Promise<void> {
  const leads = await count(db, `events where kind = 'lead.submitted'`);
  await eventually(async () => {
    const open = { leadEnrichment: 0, messageDelivery: 0 } as Record<string, number>;
    for await (const { type } of client.workflow.list({ query: `ExecutionStatus = 'Running'` }))
      open[type] = (open[type] ?? 0) + 1;
    const onTheirWay = await count(
      db,
      `messages where status = 'sent' and sent_at > now() - interval '1 hour'`,
    );
    expect(open).toEqual({ leadEnrichment: leads, messageDelivery: onTheirWay });
    expect(await count(db, `notices where topic = 'lead.new'`)).toBe(leads);
  }, 60_000);
}

async function standing(world: World) {
  const { database } = world;

  return {
    events: await count(database.db, 'events'),
    effects: await count(database.db, 'effects'),
    notices: await count(database.db, 'notices'),
    runs: await runsOf(world),
  };
}
