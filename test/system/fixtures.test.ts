import { eventRow } from '../../src/inbox/accept';
import { readDelivery } from '../../src/meta/read';
import { rowless } from '../helpers/event-rows';
import { fixtureContext, fixtures } from '../helpers/fixtures';
import type { Fixture } from '../helpers/fixtures';
import { postLikeMeta } from '../helpers/post-like-meta';
import { drained } from '../helpers/progress';
import { APP_SECRET, createWorld, ID_KEY } from '../helpers/tetrix';
import type { World } from '../helpers/tetrix';

/** What erases a person comes last: it takes the rows of the others with it. */
const erases = ({ events }: Fixture) => events.some(({ kind }) => kind === 'deletion.requested');
const erasing = fixtures.filter(erases);
const keeping = fixtures.filter((fixture) => !erases(fixture));

describe('the fixture of every field and kind, through a real process', () => {
  let world: World;
  let send: (some: readonly Fixture[]) => Promise<void>;
  beforeAll(async () => {
    world = await createWorld();
    const secrets = `${fixtureContext.app}:${APP_SECRET}`;
    const tetrix = await world.start({ env: { META_APP_SECRETS: secrets } });
    send = async (some) => {
      const bodies = some.map(({ delivery }) => delivery);
      await postLikeMeta(tetrix, bodies);
      await drained(world.database.db, 120_000);
    };
  }, 60_000);
  afterAll(() => world?.stop(), 60_000);

  it('becomes the events that it names, each done and with a row in the table of its kind', async () => {
    await send(keeping);

    const stored = await storedEvents(world);
    expect(keeping.map((fixture) => outcomeOf(fixture, stored))).toEqual(keeping.map(expected));
    expect(await rowless(world.database.db)).toEqual([]);
  }, 180_000);

  it('erases the person and says so in the audit log where it is a request for that', async () => {
    await send(erasing);

    const stored = await storedEvents(world);
    const left = await rowless(world.database.db);
    expect(erasing.map((fixture) => outcomeOf(fixture, stored))).toEqual(erasing.map(expected));
    expect(left.filter(({ kind }) => kind === 'deletion.requested')).toEqual([]);
  }, 60_000);
});

/** Kind and status of every event, by its dedupe key. */
async function storedEvents({ database }: World): Promise<Map<string, string>> {
  const { rows } = await database.db.query<{ key: string; outcome: string }>(
    `select encode(dedupe_key, 'hex') as key, kind || ' ' || status as outcome from events`,
  );

  return new Map(rows.map(({ key, outcome }) => [key, outcome]));
}

function outcomeOf({ file, delivery }: Fixture, stored: ReadonlyMap<string, string>) {
  const now = new Date();
  const { events } = readDelivery(JSON.stringify(delivery), { ...fixtureContext, receivedAt: now });

  return {
    file,
    events: events.map((event) => stored.get(eventRow(event, now, ID_KEY).key) ?? 'not stored'),
  };
}

const expected = ({ file, events }: Fixture) => ({
  file,
  events: events.map(({ kind }) => `${kind} done`),
});
