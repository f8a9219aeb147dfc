import { provideDatabase, provideTemporal } from './servers';

module.exports = () => Promise.all([provideDatabase(), provideTemporal()]);
