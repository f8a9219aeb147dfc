import { provideDatabase } from './servers';

module.exports = () => provideDatabase();
