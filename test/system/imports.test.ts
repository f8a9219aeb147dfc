import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, readFileSync, symlinkSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';

import { removeHome, tempHome } from '../unit/embedded/temp-home';

const COPIED = [
  'src',
  'workflows',
  'activities',
  'package.json',
  'tsconfig.json',
  'tsconfig.build.json',
  '.dependency-cruiser.cjs',
  '.dependency-cruiser.values.cjs',
];

/** A wrong import, where it is planted, and the rule that must name that file. */
const SOURCES: [rule: string, file: string, imported: string][] = [
  ['domain-is-plain', 'src/domain/money.ts', '../store/pool'],
  ['meta-only-reads', 'src/meta/present.ts', '../store/leases'],
  ['inbox-knows-no-workflow', 'src/inbox/facts.ts', '../../workflows/reason'],
  ['ingress-only-accepts', 'src/ingress/health.ts', '../dispatch/refusal'],
  ['dispatch-hands-over', 'src/dispatch/refusal.ts', '../meta/signature'],
  ['store-is-sql', 'src/store/leases.ts', '../graph/errors'],
  ['activities-do-side-effects', 'activities/drift.ts', '../src/dispatch/in-parallel'],
  ['workflows-are-deterministic', 'workflows/reason.ts', '../src/store/audit'],
  ['embedded-is-optional', 'src/notify/email.ts', '../embedded/ports'],
  ['no-cycles', 'src/domain/clock.ts', './ids'],
];
const BUILT: typeof SOURCES = [
  ['workflows-know-activities-by-type', 'workflows/hot.ts', '../activities/rows'],
  ['workflows-use-no-other-package', 'workflows/retries.ts', 'node:crypto'],
  ['nobody-runs-workflow-code', 'activities/parking.ts', '../workflows/reason'],
  ['postgres-lives-in-store', 'src/inbox/accept.ts', 'pg'],
  ['koa-lives-at-the-doors', 'src/notify/wording.ts', 'koa'],
  ['the-temporal-client-has-a-home', 'activities/leads.ts', '@temporalio/client'],
  ['mail-lives-in-notify', 'activities/notices.ts', 'nodemailer'],
  ['not-to-dev-dependencies', 'src/domain/mask.ts', 'fast-check'],
];

describe('npm run check', () => {
  let copy: string;
  let outputs: { status: number | null; text: string }[];
  beforeAll(() => {
    copy = tempHome();
    for (const name of COPIED) cpSync(resolve(name), join(copy, name), { recursive: true });
    symlinkSync(resolve('node_modules'), join(copy, 'node_modules'));
    for (const [, file, imported] of [...SOURCES, ...BUILT])
      appendFileSync(join(copy, file), `\nimport '${imported}';\n`);
    // The other half of the circle.
    appendFileSync(join(copy, 'src/domain/ids.ts'), `\nimport './clock';\n`);
    outputs = commands().map((command) => run(command));
  }, 120_000);
  afterAll(() => removeHome(copy));

  it('looks at the imports of the sources and of what was built of them', () => {
    const { check } = scripts();

    expect(check).toContain('npm run -s check:imports');
    expect(outputs.map(({ status }) => status === 0)).toEqual([false, true, false]);
  });

  it.each(SOURCES)('fails on what %s forbids', (rule, file) => {
    expect(outputs[0]!.text).toContain(`error ${rule}: ${file}`);
  });

  it.each(BUILT)('fails on what %s forbids once it runs', (rule, file) => {
    expect(outputs[2]!.text).toContain(`error ${rule}: dist/${file.replace(/ts$/, 'js')}`);
  });

  /** What `check:imports` does, each even where the one before it fails. */
  function commands(): string[] {
    const { 'check:imports': script = '' } = scripts();

    return script.split('&&').map((command) => command.trim());
  }

  function run(command: string): { status: number | null; text: string } {
    const PATH = [resolve('node_modules/.bin'), process.env.PATH].join(delimiter);
    const { status, stdout, stderr } = spawnSync('sh', ['-c', command], {
      cwd: copy,
      env: { ...process.env, PATH, NO_COLOR: '1', FORCE_COLOR: '0' },
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });

    return { status, text: `${stdout}${stderr}` };
  }
});

function scripts(): Record<string, string> {
  return (JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> })
    .scripts;
}
