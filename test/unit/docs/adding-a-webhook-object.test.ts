import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const root = resolve(__dirname, '../../..');
const COPIED = [
  'package.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'jest.config.js',
  'src',
  'test',
  'workflows',
  'activities',
];

interface Block {
  readonly how: 'file' | 'append';
  readonly path: string;
  readonly code: string;
}

describe('docs/adding-a-webhook-object.md', () => {
  const copy = mkdtempSync(join(tmpdir(), 'tetrix-tenth-'));
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  it('makes a tenth object of one file, one line and fixtures', () => {
    for (const name of COPIED) cpSync(join(root, name), join(copy, name), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    const blocks = blocksOf(readFileSync(join(root, 'docs/adding-a-webhook-object.md'), 'utf8'));

    blocks.forEach(write);
    const types = run('tsc', ['-p', 'tsconfig.build.json', '--noEmit']);
    const tests = run('jest', [
      'test/unit/meta/objects.test.ts',
      '-t',
      'loyalty_program|registers',
      '--verbose',
    ]);

    expect(blocks.map(({ how }) => how)).toEqual(['file', 'append', 'file']);
    expect(types).toEqual({ status: 0, output: '' });
    expect(tests.output).toContain('reads loyalty_program/points.changed.json');
    expect(tests.status).toBe(0);
  }, 120_000);

  function write({ how, path, code }: Block): void {
    const target = join(copy, path);
    mkdirSync(dirname(target), { recursive: true });
    if (how === 'append') appendFileSync(target, code);
    else writeFileSync(target, code);
  }

  function run(
    command: string,
    args: readonly string[],
  ): { status: number | null; output: string } {
    const { status, stdout, stderr } = spawnSync(join('node_modules/.bin', command), [...args], {
      cwd: copy,
      encoding: 'utf8',
    });

    return { status, output: `${stdout}${stderr}` };
  }
});

function blocksOf(markdown: string): Block[] {
  return [...markdown.matchAll(/^```\w+ (file|append)=(\S+)\n([\s\S]*?)^```$/gm)].map(
    ([, how, path, code]) => ({
      how: how as Block['how'],
      path: path!,
      code: code!,
    }),
  );
}
