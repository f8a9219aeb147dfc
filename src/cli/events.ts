import type { Command } from 'commander';

import { runUrl } from '../temporal/links';
import { withContext } from './context';
import { print, table, time, wholeNumber } from './output';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

interface EventsOptions {
  status?: string;
  object?: string;
  kind?: string;
  asset?: string;
  limit: string;
  json?: boolean;
}

/** `tetrix events` and `tetrix show`: what arrived, and what came of it. */
export function addEvents(program: Command): void {
  program
    .command('events')
    .description('list events, newest first')
    .option('--status <status>', 'pending, dispatched, done, parked, ignored or dead')
    .option('--object <object>', 'such as page or whatsapp_business_account')
    .option('--kind <kind>', 'such as lead.submitted')
    .option('--asset <id>', 'page, phone number, ad account, …')
    .option('--limit <n>', 'at most this many', '20')
    .option('--json', 'print JSON')
    .action(async ({ limit, json, ...filter }: EventsOptions) => {
      const most = wholeNumber('--limit', limit);
      const events = await withContext(({ stores }) =>
        stores.events.list({ ...filter, limit: most }),
      );
      print(events, { json }, () =>
        table(
          ['received', 'event', 'object', 'field', 'kind', 'asset', 'status'],
          events.map((event) => [
            time(event.receivedAt),
            event.id,
            event.object,
            event.field,
            event.kind,
            event.asset,
            event.status,
          ]),
        ),
      );
    });

  program
    .command('show')
    .argument('<event>', 'the id of an event')
    .description('show one event: delivery, event, run, effects')
    .option('--payload', 'also what Meta sent and what was read from it (personal)')
    .option('--json', 'print JSON')
    .action(async (id: string, options: { payload?: boolean; json?: boolean }) => {
      const shown = await withContext(async ({ stores, settings }) => {
        const event = UUID.test(id) ? await stores.events.find(id) : undefined;
        if (!event) return undefined;
        const [delivery, siblings, effects] = await Promise.all([
          stores.events.delivery(event.deliveryId),
          stores.events.ofDelivery(event.deliveryId),
          stores.events.effects(id),
        ]);
        const { detail, payload, ...plain } = event;
        const url = event.workflowId ? runUrl(settings, event.workflowId) : undefined;
        return {
          delivery,
          event: options.payload ? { ...plain, detail, payload } : plain,
          siblings: siblings.length,
          effects,
          url,
        };
      });
      if (!shown) throw new Error(`There is no event ${id}.`);
      print(shown, options, () => showLines(shown));
    });
}

type Shown = {
  delivery?: Record<string, unknown>;
  event: object;
  siblings: number;
  effects: { step: string; at: Date; result: unknown }[];
  url?: string;
};

function showLines({ delivery, event, siblings, effects, url }: Shown): string[] {
  return [
    'delivery',
    ...members({ ...delivery, events: siblings }),
    'event',
    ...members(event),
    'run',
    `  ${url ?? 'not started yet'}`,
    'effects',
    ...(effects.length > 0
      ? effects.map(({ step, at, result }) => `  ${time(at)}  ${step}  ${JSON.stringify(result)}`)
      : ['  none yet']),
  ];
}

function members(value: object): string[] {
  return Object.entries(value).map(([name, member]) => {
    const text =
      member instanceof Date
        ? member.toISOString()
        : typeof member === 'object'
          ? JSON.stringify(member)
          : `${member}`;
    return `  ${name.padEnd(13)} ${text}`;
  });
}
