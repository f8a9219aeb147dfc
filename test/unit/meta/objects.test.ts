import { readdirSync } from 'node:fs';

import { EVENT_KINDS } from '../../../src/domain/kinds';
import * as objects from '../../../src/meta/objects';
import { fixtures, readEvents } from '../../helpers/fixtures';

describe('webhook objects', () => {
  it('registers every file in the folder', () => {
    const files = readdirSync('src/meta/objects').filter(
      (file) => file !== 'index.ts' && file.endsWith('.ts'),
    );

    expect(Object.keys(objects)).toHaveLength(files.length);
  });

  it.each(Object.values(objects))(
    'has a fixture for every field of $name, and no other',
    (module) => {
      const { name, fields } = module;
      const isOpen = 'otherwise' in module;
      const covered = new Set(
        fixtures.filter(({ object }) => object === name).map(({ field }) => field),
      );

      const known = [...covered].filter((field) => !isOpen || Object.hasOwn(fields, field));
      expect(known.sort()).toEqual(Object.keys(fields).sort());
      expect(covered.size).toBeGreaterThan(0);
    },
  );

  it.each(fixtures.map((fixture) => [fixture.file, fixture] as const))(
    'reads %s',
    (_, { delivery, events }) => {
      expect(readEvents(delivery)).toEqual(events);
    },
  );

  it('has a fixture for every kind but that of a callback, which no webhook brings', () => {
    const shown = new Set(fixtures.flatMap(({ events }) => events.map(({ kind }) => kind)));

    expect(EVENT_KINDS.filter((kind) => !shown.has(kind))).toEqual(['app.deauthorized']);
  });
});
