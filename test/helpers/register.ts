import { tablesOf } from '../../src/domain/tables';
import { routeOf } from '../../src/dispatch/routes';
import type { WebhookObject } from '../../src/meta/define';
import * as registry from '../../src/meta/objects';
import { fixtures } from './fixtures';
import { graphPermission } from './graph-permissions';

const ORDER: readonly (readonly [name: string, title: string])[] = [
  ['whatsapp_business_account', 'WhatsApp Business Account'],
  ['page', 'Page'],
  ['instagram', 'Instagram'],
  ['ad_account', 'Ad Account'],
  ['catalog', 'Catalog'],
  ['permissions', 'Permissions'],
  ['user', 'User'],
  ['application', 'Application'],
  ['managed_meta_account', 'Managed Meta Account'],
];

const OPEN: Readonly<Record<string, string>> = {
  permissions: 'Any other permission is read the same way: the field is its name.',
  managed_meta_account: 'Meta documents no field: whatever it sends is read the same way.',
};

/** `docs/webhook-fields.md`: what the registry, the fixtures, the routes and the tables say, in one place. */
export function registerOfFields(
  unread: readonly (readonly [file: string, why: string])[],
): string {
  const objects = new Map(Object.values(registry).map((object) => [object.name, object]));
  const sections = ORDER.flatMap(([name, title]) => section(objects.get(name)!, title));

  return [
    '# Webhook fields',
    '',
    'Every field that Tetrix reads, with the kinds of event it becomes, the workflow that runs, the tables that it writes to, the',
    'permission that Meta asks for, and a fixture that shows it. Written by `npm run docs` from the code; a test keeps it current.',
    'A field that is not here ends as `unrecognised`: kept, counted in `field_drift` with a masked sample, told once.',
    '',
    ...sections,
    '## Samples that stay unread',
    '',
    'Of the public samples that Tetrix was tried on, these end `unrecognised`, and should:',
    '',
    ...unread.map(([file, why]) => `- \`${file}\`: ${why}.`),
    '',
  ].join('\n');
}

function section(object: WebhookObject, title: string): string[] {
  const rows = Object.keys(object.fields)
    .sort()
    .map((field) => row(object.name, field));
  const aliases = Object.entries(object.aliases).sort(([a], [b]) => a.localeCompare(b));

  return [
    `## ${title}`,
    '',
    `\`${object.name}\`, ${rows.length} fields. ${OPEN[object.name] ?? ''}`.trim(),
    '',
    '| field | kinds | workflow | tables | permission | fixture |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
    ...(aliases.length > 0
      ? [
          `Read under other names too: ${aliases.map(([alias, field]) => `\`${alias}\` as \`${field}\``).join(', ')}.`,
          '',
        ]
      : []),
  ];
}

function row(object: string, field: string): string {
  const own = fixtures.filter((fixture) => fixture.object === object && fixture.field === field);
  const kinds = [...new Set(own.flatMap(({ events }) => events.map(({ kind }) => kind)))].sort();
  const workflows = new Set(kinds.map((kind) => routeOf(kind)!.workflow));
  const tables = new Set(kinds.flatMap(tablesOf));
  const code = (names: Iterable<string>) => [...names].map((name) => `\`${name}\``).join(' ');

  return `| \`${field}\` | ${code(kinds)} | ${code(workflows)} | ${code(tables)} | ${code(graphPermission(object, field))} | \`${own[0]!.file}\` |`;
}
