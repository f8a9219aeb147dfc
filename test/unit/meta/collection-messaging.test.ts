import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parseLossless } from '../../../src/domain/json';
import { readDelivery } from '../../../src/meta/read';
import { fixtureContext, fixtures } from '../../helpers/fixtures';
import { personalValues } from '../../helpers/personal-values';
import { UNREAD_SAMPLES } from '../../helpers/unread-samples';

const payloads = join(__dirname, '../../../../shared/payloads');

const OBJECTS = ['page', 'instagram'];
const files = OBJECTS.flatMap((object) => [object, `composed/${object}`]).flatMap((folder) => {
  const path = join(payloads, folder);

  return existsSync(path) ? readdirSync(path).map((name) => join(folder, name)) : [];
});

const textOf = (file: string): string => readFileSync(join(payloads, file), 'utf8');
const read = (text: string) => readDelivery(text, fixtureContext).events;

/** The facts that are a personal value of the payload, or a post's id that begins with a person's. */
function leaks(text: string): unknown[] {
  const personal = personalValues(parseLossless(text));

  return read(text).flatMap(({ event }) =>
    Object.values(event.data).filter((fact) => {
      if (typeof fact === 'boolean' || fact === null || fact === event.asset) return false;
      const [owner, ...rest] = String(fact).split('_');
      const owned = rest.length > 0 && owner !== event.asset && personal.has(owner!);

      return owned || personal.has(String(fact));
    }),
  );
}

(files.length > 0 ? describe : describe.skip)('the public samples of page and instagram', () => {
  it.each(files)('reads every item of %s', (file) => {
    const events = read(textOf(file));
    const unread = events.filter(({ event }) => event.kind === 'unrecognised');

    expect(events.length).toBeGreaterThan(0);
    expect(unread).toHaveLength(file in UNREAD_SAMPLES ? 1 : 0);
  });

  it.each(files)('puts nothing personal of %s among the facts', (file) => {
    expect(leaks(textOf(file))).toEqual([]);
  });
});

describe.each(OBJECTS)('the fixtures of %s', (name) => {
  it('put nothing personal among the facts', () => {
    const own = fixtures.filter(({ object }) => object === name);

    expect(own.flatMap(({ delivery }) => leaks(JSON.stringify(delivery)))).toEqual([]);
  });

  it('leave nothing unread', () => {
    const own = fixtures.filter(({ object }) => object === name);
    const kinds = own.flatMap(({ events }) => events.map(({ kind }) => kind));

    expect(kinds).not.toContain('unrecognised');
  });
});
