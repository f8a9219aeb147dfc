import { provideTestServer } from './servers';
import { provideWorkflowBundle } from './workflow-bundle';

module.exports = () => Promise.all([provideTestServer(), provideWorkflowBundle()]);
