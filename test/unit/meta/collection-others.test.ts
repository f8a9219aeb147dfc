import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { EVENT_KINDS } from '../../../src/domain/kinds';
import { readDelivery, type ReadEvent } from '../../../src/meta/read';
import { fixtureContext, fixtures } from '../../helpers/fixtures';
import { UNREAD_SAMPLES } from '../../helpers/unread-samples';

const payloads = join(__dirname, '../../../../shared/payloads');
const OBJECTS = [
  'catalog',
  'ad_account',
  'permissions',
  'user',
  'application',
  'managed_meta_account',
];

const files = OBJECTS.flatMap((object) => [object, join('composed', object)]).flatMap((folder) => {
  const path = join(payloads, folder);

  return existsSync(path) ? readdirSync(path).map((name) => join(folder, name)) : [];
});

/** Members whose values are a person's, or a text. */
const PERSONAL =
  /^(from|wa_id|uid|name|message|text|body|email|sender|donor_id_hash|actor_id|error_message|description)$/;

function personalIn(value: unknown, name = ''): string[] {
  if (typeof value !== 'object' || value === null) {
    return PERSONAL.test(name) ? [`${value as string | number}`] : [];
  }

  return Object.entries(value).flatMap(([member, inner]) => {
    const isPerson = /^(from|sender)$/.test(name) && /^(id|name)$/.test(member);
    const inherits = isPerson || Array.isArray(value);
    return personalIn(inner, inherits ? name : member);
  });
}

const read = (text: string): readonly ReadEvent[] => readDelivery(text, fixtureContext).events;

(files.length > 0 ? describe : describe.skip)(
  'the public samples of the six smaller objects',
  () => {
    it.each(files)('reads %s', (file) => {
      const unread = read(readFileSync(join(payloads, file), 'utf8')).filter(
        ({ event }) => event.kind === 'unrecognised',
      );

      expect(unread.map(({ field }) => field)).toEqual(file in UNREAD_SAMPLES ? ['unrelated'] : []);
    });

    it.each(files)('gives at least one event for %s, and its object', (file) => {
      const events = read(readFileSync(join(payloads, file), 'utf8'));

      expect(events.length).toBeGreaterThan(0);
      expect(events.map(({ object }) => object)).toEqual(events.map(() => file.split('/').at(-2)));
    });

    it.each(files)('puts nothing personal of %s among the facts', (file) => {
      const text = readFileSync(join(payloads, file), 'utf8');
      const personal = new Set(personalIn(JSON.parse(text)));
      const told = read(text).flatMap(({ event }) => [event.asset, ...Object.values(event.data)]);

      expect(told.filter((fact) => fact !== null && personal.has(String(fact)))).toEqual([]);
    });
  },
);

describe('the fixtures of the six smaller objects', () => {
  const own = fixtures.filter(({ object }) => OBJECTS.includes(object));
  const kinds = new Set(own.flatMap(({ events }) => events.map(({ kind }) => kind)));

  it('know every kind that these objects may give', () => {
    const expected = EVENT_KINDS.filter((kind) =>
      /^(catalog|ad|permission|profile|deletion|application|job|integration|migration)\./.test(
        kind,
      ),
    );

    expect([...kinds].sort()).toEqual([...expected, 'account.changed', 'comment.changed'].sort());
  });

  it('put nothing personal among the facts', () => {
    const told = own.flatMap(({ delivery, events }) => {
      const personal = new Set(personalIn(delivery));

      return events
        .flatMap(({ asset, data }) => [asset, ...Object.values(data)])
        .filter((fact) => fact !== null && personal.has(String(fact)));
    });

    expect(told).toEqual([]);
  });
});
