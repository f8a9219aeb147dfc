import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

import { projectRoot } from '../store/project-root';

/** Where the built bundle lies; made by `npm run build`, so that a worker starts at once. */
export const bundlePath = join(projectRoot, 'dist/workflow-bundle.js');

/** Bundles the workflows as they were compiled. Never minified: class names are failure types. */
export async function buildBundle(): Promise<void> {
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(projectRoot, 'dist/workflows/index.js'),
    logger: new DefaultLogger('ERROR'),
  });
  writeFileSync(bundlePath, code);
}

if (require.main === module) {
  buildBundle().catch((error: Error) => {
    process.stderr.write(`${error.stack ?? error.message}\n`);
    process.exitCode = 1;
  });
}
