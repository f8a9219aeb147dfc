import { provideTestServer } from './servers';

module.exports = () => provideTestServer();
