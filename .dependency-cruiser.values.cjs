/** What may be imported when the code runs: rules on the compiled code, where types are gone. See .dependency-cruiser.cjs. */
const { options } = require('./.dependency-cruiser.cjs');

const OURS = '^dist/(src|workflows|activities)/';

/** A package, and its one home. */
const home = (name, packages, folders, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: OURS, pathNot: folders },
  to: { path: `node_modules/(${packages})/` },
});

module.exports = {
  forbidden: [
    {
      name: 'workflows-know-activities-by-type',
      comment: 'An activity in the bundle would run inside the workflow sandbox.',
      severity: 'error',
      from: { path: '^dist/workflows/' },
      to: { path: '^dist/activities/' },
    },
    {
      name: 'workflows-use-no-other-package',
      comment: 'Node and other packages are not deterministic.',
      severity: 'error',
      from: { path: '^dist/workflows/' },
      to: {
        pathNot: [
          '^dist/(workflows|activities|src)/',
          'node_modules/@temporalio/(workflow|common)/',
        ],
      },
    },
    {
      name: 'nobody-runs-workflow-code',
      comment: 'Workflows belong to the worker; dispatch knows them by type.',
      severity: 'error',
      from: { path: '^dist/(src|activities)/' },
      to: { path: '^dist/workflows/' },
    },
    home(
      'postgres-lives-in-store',
      'pg|node-pg-migrate',
      ['^dist/src/store/'],
      'SQL has one home.',
    ),
    home(
      'koa-lives-at-the-doors',
      'koa|@koa/router|koa-helmet|raw-body',
      ['^dist/src/(ingress|console)/', '^dist/src/embedded/graph/'],
      'HTTP comes in at two doors, and at the simulator.',
    ),
    home(
      'the-temporal-client-has-a-home',
      '@temporalio/(client|worker)',
      ['^dist/src/(temporal|dispatch)/'],
      'Whoever else wants a run accepts an event.',
    ),
    home('mail-lives-in-notify', 'nodemailer', ['^dist/src/notify/'], 'Sending has one home.'),
    {
      name: 'not-to-dev-dependencies',
      comment: 'The image is built without them.',
      severity: 'error',
      from: { path: OURS },
      to: { dependencyTypes: ['npm-dev'] },
    },
  ],
  options: {
    doNotFollow: options.doNotFollow,
    enhancedResolveOptions: { ...options.enhancedResolveOptions, extensions: ['.js', '.json'] },
  },
};
