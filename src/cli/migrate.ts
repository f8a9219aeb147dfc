import type { Command } from 'commander';

import { readConfig } from '../config';
import { readEndpoints } from '../embedded/endpoints';
import { migrate } from '../store/migrate';
import { print } from './output';

/** `tetrix migrate`: brings the database to the newest schema. */
export function addMigrate(program: Command): void {
  program
    .command('migrate')
    .description(
      'bring the database to the newest schema (a direct connection, not through a pooler)',
    )
    .option('--json', 'print JSON')
    .action(async (options: { json?: boolean }) => {
      const config = readConfig();
      const url = config.DATABASE_URL ?? (await readEndpoints(config.TETRIX_HOME))?.databaseUrl;
      if (!url) throw new Error('Set DATABASE_URL, or run `npm start` first.');
      const applied = await migrate(url, () => undefined);
      print({ applied }, options, () => [
        applied.length > 0 ? `applied ${applied.join(', ')}` : 'the schema is up to date',
      ]);
    });
}
