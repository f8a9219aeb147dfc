import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

/** Bundles the workflows of the sources once for all test files: `TEST_WORKFLOW_BUNDLE`. Webpack takes seconds. */
export async function provideWorkflowBundle(): Promise<void> {
  const { code } = await bundleWorkflowCode({
    workflowsPath: resolve('workflows/index.ts'),
    workflowInterceptorModules: [resolve('test/helpers/short-histories.ts')],
    logger: new DefaultLogger('ERROR'),
  });
  const folder = resolve(process.env.TETRIX_HOME ?? '.tetrix', 'test');
  const path = join(folder, 'workflow-bundle.js');
  await mkdir(folder, { recursive: true });
  // Renamed into place: another Jest run beside this one never reads half a file.
  await writeFile(`${path}.${process.pid}`, code);
  await rename(`${path}.${process.pid}`, path);
  process.env.TEST_WORKFLOW_BUNDLE = path;
}
