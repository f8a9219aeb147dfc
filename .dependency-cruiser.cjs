/**
 * Who may import whom (docs/architecture.md). Arrows go one way; each rule says why it is there. These rules
 * hold for types too; those of .dependency-cruiser.values.cjs for what is still imported when the code runs.
 */
const within = (...folders) => `^(${folders.join('|')})/`;
const OURS = within('src', 'workflows', 'activities');

/** A folder, and everything of ours that it may reach. */
const reach = (name, from, to, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: OURS, pathNot: [from, ...to] },
});

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'A reader must be able to start somewhere.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    reach(
      'domain-is-plain',
      '^src/domain/',
      [],
      'Decisions depend on nothing, so they are tested without anything.',
    ),
    reach('meta-only-reads', '^src/meta/', ['^src/domain/'], 'Wire in, events out.'),
    reach(
      'inbox-knows-no-workflow',
      '^src/inbox/',
      [within('src/(domain|meta|store)')],
      'What is accepted does not depend on what becomes of it.',
    ),
    reach(
      'ingress-only-accepts',
      '^src/ingress/',
      [within('src/(domain|meta|inbox|store)'), '^src/(log|metrics)[.]ts$'],
      'The answer to Meta never waits for Temporal.',
    ),
    reach(
      'dispatch-hands-over',
      '^src/dispatch/',
      [within('src/(domain|store|temporal)'), '^src/log[.]ts$', '^workflows/'],
      'It knows the queue and Temporal, not what is in an event.',
    ),
    reach(
      'store-is-sql',
      '^src/store/',
      ['^src/domain/'],
      'SQL lives here, and nothing else does.',
    ),
    reach('graph-calls-meta', '^src/graph/', ['^src/domain/'], 'The one way to Meta.'),
    reach(
      'notify-words-and-sends',
      '^src/notify/',
      [within('src/(domain|store)')],
      'It is told what to say.',
    ),
    reach(
      'temporal-is-plumbing',
      '^src/temporal/',
      [within('src/(domain|store)', 'activities'), '^src/(log|settings)[.]ts$'],
      'Connections, workers, attributes.',
    ),
    reach(
      'activities-do-side-effects',
      '^activities/',
      [within('src/(domain|store|graph|notify|inbox)')],
      'To reach another workflow an activity accepts an event.',
    ),
    reach(
      'workflows-are-deterministic',
      '^workflows/',
      [within('src/domain', 'activities')],
      'A workflow replays: what it decides with must be pure.',
    ),
    {
      name: 'embedded-is-optional',
      comment: 'Production runs without it.',
      severity: 'error',
      from: { path: OURS, pathNot: ['^src/embedded/', '^src/cli/', '^src/(start|settings)[.]ts$'] },
      to: { path: '^src/embedded/' },
    },
    {
      name: 'nobody-imports-the-process',
      comment: 'main and the commands build everything; nothing builds on them.',
      severity: 'error',
      from: { path: OURS, pathNot: '^src/cli/' },
      to: { path: '^src/(main[.]ts|cli/)' },
    },
    {
      name: 'not-unresolvable',
      comment: 'It would fail when it runs.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    // TypeScript 7 has no API for tools: swc reads the sources.
    parser: 'swc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
      extensions: ['.ts', '.js', '.json'],
    },
  },
};
