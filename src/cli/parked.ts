import type { Command } from 'commander';

import { DISCARD_CODES } from '../domain/failures';
import { priorityOf } from '../domain/priority';
import { updateRun } from '../temporal/updates';
import { withContext } from './context';
import type { CliContext } from './context';
import { print, table, time } from './output';

interface RetryOptions {
  dead?: boolean;
  json?: boolean;
}

/** `tetrix parked`, `retry` and `discard`: what waits for a person, and what the person says. */
export function addParked(program: Command): void {
  program
    .command('parked')
    .description('list the runs that wait for a person, the longest waiting first')
    .option('--json', 'print JSON')
    .action(async (options: { json?: boolean }) => {
      const parked = await withContext(({ stores }) => stores.parking.list(200));
      print(parked, options, () =>
        table(
          ['since', 'run', 'step', 'reason'],
          parked.map(({ parkedAt, workflowId, step, reason }) => [
            time(parkedAt),
            workflowId,
            step,
            reason,
          ]),
        ),
      );
    });

  program
    .command('retry')
    .argument(
      '[run or event]',
      'a workflow id as `tetrix parked` shows it, or the id of a dead event',
    )
    .description('let a parked run try again, or hand a dead event over again')
    .option('--dead', 'every dead event that could be read')
    .option('--json', 'print JSON')
    .action(async (id: string | undefined, options: RetryOptions) => {
      if (!id && !options.dead) throw new Error('Name a run or an event, or say --dead.');
      const said = await withContext(async (context) => {
        if (options.dead)
          return `${await requeue(context, await deadEvents(context))} dead event(s) go again`;
        if (id!.includes('/'))
          return updateRun(context.settings.temporal, id!, { update: 'retry' });

        const event = await context.stores.events.find(id!);
        if (event?.status !== 'dead') throw new Error(`There is no dead event ${id}.`);
        return `${await requeue(context, [event])} dead event(s) go again`;
      });
      print({ said }, options, () => [said]);
    });

  program
    .command('discard')
    .argument('<run>', 'a workflow id as `tetrix parked` shows it')
    .argument('<code>', `why: ${DISCARD_CODES.join(', ')}`)
    .description('end a parked run without doing its step')
    .option('--json', 'print JSON')
    .action(async (id: string, code: string, options: { json?: boolean }) => {
      const said = await withContext(({ settings }) =>
        updateRun(settings.temporal, id, { update: 'discard', code }),
      );
      print({ said }, options, () => [said]);
    });
}

type Dead = Pick<
  Awaited<ReturnType<CliContext['stores']['events']['list']>>[number],
  'id' | 'kind'
>;

async function deadEvents({ stores }: CliContext): Promise<readonly Dead[]> {
  return stores.events.list({ status: 'dead', limit: 10_000 });
}

async function requeue({ stores }: CliContext, events: readonly Dead[]): Promise<number> {
  return stores.queue.requeue(
    events.map(({ id, kind }) => ({ id, priority: priorityOf(kind) })),
    new Date(),
  );
}
