import { resolve } from 'node:path';

import { SEARCH_ATTRIBUTES } from '../../src/domain/search-attributes';
import { findTemporalCli } from '../../src/embedded/binaries';
import { freePort } from '../../src/embedded/ports';
import { startTemporalServer } from '../../src/embedded/temporal-server';
import type { TemporalServer } from '../../src/embedded/temporal-server';
import { once, outcomeOf } from '../helpers/outcome';
import { drained, statuses } from '../helpers/progress';
import { createWorld } from '../helpers/tetrix';
import type { World } from '../helpers/tetrix';
import { deliveriesOf, traffic } from '../helpers/traffic';
import { removeHome, tempHome } from '../unit/embedded/temp-home';

const quiet = () => undefined;

describe('Temporal that stops', () => {
  const home = tempHome();
  let world: World;
  let temporal: TemporalServer;
  let restart: () => Promise<TemporalServer>;
  beforeAll(async () => {
    const cliPath = await findTemporalCli({
      home: resolve(process.env.TETRIX_HOME ?? '.tetrix'),
      path: process.env.PATH,
      explicitPath: process.env.TEMPORAL_CLI_PATH,
      progress: quiet,
    });
    const place = { home, cliPath, port: await freePort(), uiPort: await freePort() };
    restart = () =>
      startTemporalServer({
        ...place,
        namespace: 'default',
        searchAttributes: SEARCH_ATTRIBUTES,
        headless: true,
        progress: quiet,
      });
    temporal = await restart();
    world = await createWorld();
  }, 120_000);
  afterAll(async () => {
    await world?.stop();
    await temporal?.stop();
    removeHome(home);
  }, 60_000);

  it('keeps no delivery from being taken, and what came meanwhile runs once it is back', async () => {
    const { db } = world.database;
    const { entries, outcome } = traffic(500);
    const tetrix = await world.start({
      env: { TEMPORAL_ADDRESS: temporal.address, TEMPORAL_NAMESPACE: 'default' },
    });

    await temporal.stop();
    const answers = await Promise.all(deliveriesOf(entries, 10).map((body) => tetrix.post(body)));
    const meanwhile = await statuses(db);
    temporal = await restart();
    await drained(db, 60_000);

    expect(new Set(answers)).toEqual(new Set([200]));
    expect(meanwhile).toEqual({ pending: 500 });
    expect(await outcomeOf(db)).toEqual(once(outcome));
  }, 150_000);
});
