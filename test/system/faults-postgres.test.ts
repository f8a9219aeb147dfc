import { request } from 'undici';

import { freePort } from '../../src/embedded/ports';
import { startPostgres } from '../../src/embedded/postgres';
import type { Postgres } from '../../src/embedded/postgres';
import { sign } from '../../src/meta/signature';
import { createPool } from '../../src/store/pool';
import type { Pool } from '../../src/store/pool';
import { tetrixCli } from '../helpers/cli';
import { once, outcomeOf } from '../helpers/outcome';
import { drained } from '../helpers/progress';
import { APP_SECRET, createWorld, eventually } from '../helpers/tetrix';
import type { TetrixProcess, World } from '../helpers/tetrix';
import { deliveriesOf, traffic } from '../helpers/traffic';
import { removeHome, tempHome } from '../unit/embedded/temp-home';

const quiet = () => undefined;

describe('PostgreSQL that stops', () => {
  const home = tempHome();
  let world: World;
  let postgres: Postgres;
  let restart: () => Promise<Postgres>;
  let db: Pool;
  let tetrix: TetrixProcess;
  beforeAll(async () => {
    const port = await freePort();
    restart = () => startPostgres({ home, port, progress: quiet });
    postgres = await restart();
    await tetrixCli(['migrate'], { env: { DATABASE_URL: postgres.url } });
    db = createPool({
      url: postgres.url,
      size: 2,
      waitMs: 5_000,
      statementMs: 10_000,
      name: 'test',
      onError: quiet,
    });
    world = await createWorld();
    tetrix = await world.start({ env: { DATABASE_URL: postgres.url } });
  }, 120_000);
  afterAll(async () => {
    await world?.stop();
    await db?.stop();
    await postgres?.stop();
    removeHome(home);
  }, 60_000);

  it('makes Meta come again later, and everything taken before and after has its run', async () => {
    const { entries, outcome } = traffic(200);
    const [first, ...rest] = deliveriesOf(entries, 40);

    const before = await tetrix.post(first);
    await postgres.stop();
    const refused = await post(tetrix, first);
    const health = await statusOf(`${tetrix.url}/healthz`);
    const readiness = await statusOf(`${tetrix.url}/readyz`);
    postgres = await restart();
    await eventually(async () => expect(await statusOf(`${tetrix.url}/readyz`)).toBe(200));
    const after = await Promise.all([first, ...rest].map((body) => tetrix.post(body)));
    await drained(db, 60_000);

    expect(before).toBe(200);
    expect(refused.status).toBe(503);
    expect(Number(refused.retryAfter)).toBeGreaterThan(0);
    expect(health).toBe(200);
    expect(readiness).toBe(503);
    expect(new Set(after)).toEqual(new Set([200]));
    expect(await outcomeOf(db)).toEqual(once(outcome));
  }, 120_000);
});

async function post(
  { url }: TetrixProcess,
  body: unknown,
): Promise<{ status: number; retryAfter: unknown }> {
  const text = JSON.stringify(body);
  const answer = await request(`${url}/api/webhooks`, {
    method: 'POST',
    headers: { 'x-hub-signature-256': sign(text, APP_SECRET) },
    body: text,
  });
  await answer.body.dump();

  return { status: answer.statusCode, retryAfter: answer.headers['retry-after'] };
}

async function statusOf(url: string): Promise<number> {
  const { statusCode, body } = await request(url);
  await body.dump();

  return statusCode;
}
