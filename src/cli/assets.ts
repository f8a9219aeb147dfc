import { text } from 'node:stream/consumers';

import type { Command } from 'commander';

import { withContext } from './context';
import { print, table } from './output';

/** `tetrix assets`: the pages, numbers and accounts that have a token of their own. */
export function addAssets(program: Command): void {
  const assets = program
    .command('assets')
    .description('pages, numbers and accounts with a token of their own');

  assets
    .command('list')
    .description('list them')
    .option('--json', 'print JSON')
    .action(async (options: { json?: boolean }) => {
      const all = await withContext(({ stores }) => stores.assets.list());
      print(all, options, () =>
        table(
          ['asset', 'type', 'state', 'token'],
          all.map(({ id, type, state, hasToken }) => [id, type, state, hasToken ? 'set' : '-']),
        ),
      );
    });

  assets
    .command('token')
    .argument('<asset>', 'id of a page, WABA, phone number, IG or ad account')
    .description(
      'set its access token, read from standard input; runs parked for the old one go on',
    )
    .option('--json', 'print JSON')
    .action(async (id: string, options: { json?: boolean }) => {
      const token = (await text(process.stdin)).trim();
      if (!token)
        throw new Error('Give the token on standard input: tetrix assets token 1234 < token.txt');
      await withContext(({ stores }) => stores.assets.setToken(id, token));
      print({ asset: id }, options, () => [`The token of ${id} is set.`]);
    });
}
