import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';

import { findTemporalCli } from '../../src/embedded/binaries';
import { freePort } from '../../src/embedded/ports';
import { tetrixCli } from '../helpers/cli';
import { eventually } from '../helpers/tetrix';
import { removeHome, tempHome } from '../unit/embedded/temp-home';

jest.setTimeout(120_000);

const PORTS = [
  'PORT',
  'CONSOLE_PORT',
  'POSTGRES_PORT',
  'TEMPORAL_PORT',
  'TEMPORAL_UI_PORT',
  'GRAPH_PORT',
];

type Env = Record<string, string | undefined>;

/** What stands in the list of processes under this home: its servers, and whoever was told of it. */
const processesOf = (home: string) =>
  execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(home));

/** Starts `npm start`'s process with nothing of its own: everything embedded. */
function startEmbedded(env: Env) {
  const child = spawn(process.execPath, [resolve('dist/src/main.js')], { env });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => (out += String(chunk)));
  child.stderr.on('data', (chunk) => (err += String(chunk)));
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  const ready = () =>
    eventually(async () => {
      if (child.exitCode !== null) throw new Error(`it ended: ${err}`);
      const { status } = await fetch(`http://127.0.0.1:${env.PORT}/readyz`);
      expect(status).toBe(200);
    }, 60_000);

  return { child, ended, ready, out: () => out, err: () => err };
}

describe('npm start, with nothing set', () => {
  let home: string;
  let env: Env;
  beforeAll(async () => {
    const path = process.env.PATH;
    const search = { home: resolve('.tetrix'), path, progress: () => undefined };
    const explicitPath = process.env.TEMPORAL_CLI_PATH;
    const cli = await findTemporalCli({ ...search, explicitPath });
    home = tempHome();
    env = { PATH: path, TETRIX_HOME: home, TEMPORAL_CLI_PATH: cli };
    for (const name of PORTS) env[name] = `${await freePort()}`;
  });
  afterAll(() => removeHome(home));

  const kinds = async () => {
    const { out } = await tetrixCli(['events', '--json'], { env: { TETRIX_HOME: home } });
    return (JSON.parse(out) as { kind: string; status: string }[]).map(
      ({ kind, status }) => `${kind} ${status}`,
    );
  };

  it('is ready within a minute, does an event, and ends within ten seconds of Ctrl-C', async () => {
    const tetrix = startEmbedded(env);
    await tetrix.ready();

    const sent = await tetrixCli(['send', 'page/comment'], { env: { TETRIX_HOME: home } });
    expect([sent.code, sent.err]).toEqual([0, '']);
    await eventually(async () => expect(await kinds()).toEqual(['comment.changed done']), 30_000);
    expect(processesOf(home).length).toBeGreaterThan(1);
    const asked = Date.now();
    tetrix.child.kill('SIGINT');
    const code = await tetrix.ended;

    expect([code, tetrix.err()]).toEqual([0, '']);
    expect(Date.now() - asked).toBeLessThan(10_000);
    expect(processesOf(home)).toEqual([]);
    expect(tetrix.out()).toContain(`http://localhost:${env.PORT}/api/webhooks`);
    expect(tetrix.out()).toContain(`127.0.0.1:${env.TEMPORAL_UI_PORT}`);
  });

  it('keeps its data over a stop, and its servers outlive a kill -9 of it', async () => {
    const tetrix = startEmbedded(env);
    await tetrix.ready();
    expect(await kinds()).toEqual(['comment.changed done']);

    tetrix.child.kill('SIGKILL');
    await tetrix.ended;

    expect(processesOf(home).length).toBeGreaterThan(0);
  });

  it('recovers from a kill -9, and shows all nine objects in a demo that leaves nothing behind', async () => {
    const demo = await tetrixCli(['demo', '--once'], { env });

    expect(demo.err).toBe('');
    expect(demo.out).toContain('left behind by a run that was killed');
    expect(demo.out).toContain('All well: every event ended as it should.');
    expect(demo.out).not.toContain('LOOK');
    expect(demo.code).toBe(0);
    expect(processesOf(home)).toEqual([]);
  });

  it.each(PORTS)(
    'says which port is taken and that %s moves it, and nothing else',
    async (name) => {
      const other = createServer().listen(0, '127.0.0.1');
      await once(other, 'listening');
      const { port } = other.address() as AddressInfo;

      const tetrix = startEmbedded({ ...env, [name]: `${port}` });
      const code = await tetrix.ended;
      other.close();

      expect(code).toBe(1);
      expect(tetrix.err()).toMatch(
        new RegExp(`^Port ${port} is in use.* Set ${name} to another port\\.\n$`),
      );
      expect(processesOf(home)).toEqual([]);
    },
  );
});
