import type { z } from 'zod';

import type { WebhookEvent } from '../domain/events';
import { field, type FieldReader, type Source } from './define';
import { hashValue } from './hash-value';

/**
 * A field whose value is one object or a list of them: one event each, keyed by its own part of the
 * list, so that another batching changes no key. No value at all is read as an empty object: the
 * event then says that something changed, and where.
 */
export function each<S extends z.ZodType>(
  schema: S,
  read: (part: z.output<S>, source: Source, raw: unknown) => WebhookEvent,
): FieldReader {
  return {
    read(value, source) {
      const results = partsOf(value, source).map(([raw, from]) =>
        field(schema, (part) => [read(part, from, raw)]).read(raw ?? {}, from),
      );

      return (
        results.find((result) => 'misfit' in result) ?? {
          events: results.flatMap((result) => ('events' in result ? result.events : [])),
        }
      );
    },
  };
}

function partsOf(value: unknown, source: Source): [raw: unknown, source: Source][] {
  if (!Array.isArray(value)) return [[value, source]];

  return value.map((raw: unknown) => [raw, { ...source, hash: () => hashValue(raw) }]);
}
