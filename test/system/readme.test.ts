import { readFileSync } from 'node:fs';

import { tetrixCli } from '../helpers/cli';
import { createWorld, eventually } from '../helpers/tetrix';
import type { TetrixProcess, World } from '../helpers/tetrix';

// Each command is a process of its own.
jest.setTimeout(60_000);

const readme = readFileSync('README.md', 'utf8');
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  scripts: Record<string, string>;
};

/** What stands in for the README's placeholders; a command without a line here is run as it is written. */
const ARGUMENTS: Readonly<Record<string, (event: string) => string[]>> = {
  'show <event>': (event) => ['show', event],
  'assets token <asset> < token.txt': () => ['assets', 'token', '1234'],
  // Both need a parked run: their own tests park one.
  retry: () => ['retry', '--dead'],
  discard: () => ['discard', '--help'],
};

const commands = [
  ...new Set([...readme.matchAll(/`(?:npx )?tetrix ([^`]+)`/g)].map(([, words]) => words!)),
];

describe('the commands that the README names', () => {
  let world: World;
  let tetrix: TetrixProcess;
  let event: string;
  beforeAll(async () => {
    world = await createWorld();
    tetrix = await world.start();
    await run(['send', 'page/leadgen']);
    event = await eventually(async () => {
      const listed = JSON.parse((await run(['events', '--json'])).out) as {
        id: string;
        status: string;
      }[];
      if (listed[0]?.status !== 'done') throw new Error('no event is done');
      return listed[0].id;
    });
  });
  afterAll(() => world.stop());

  const run = (args: readonly string[]) => tetrixCli(args, { env: tetrix.env, input: 'a-token\n' });

  it('are more than a few', () => {
    expect(commands.length).toBeGreaterThan(9);
  });

  it.each(commands)('tetrix %s does what it says', async (words) => {
    const args =
      ARGUMENTS[words]?.(event) ?? words.split(' ').map((word) => word.replaceAll("'", ''));

    const { code, out, err } = await run(args);

    expect(err).toBe('');
    expect(out.trim()).not.toBe('');
    // The doctor says by its code that nobody is told yet.
    expect(code).toBe(words.startsWith('doctor') ? 1 : 0);
  });

  it.each([
    ...new Set(
      [...readme.matchAll(/npm (?:run )?(start|test|demo|docs|check)\b/g)].map(([, name]) => name!),
    ),
  ])('npm %s is a script', (name) => {
    expect(scripts[name]).toBeDefined();
  });
});
