import type { Fact } from '../../domain/events';
import { isoTime } from '../define';
import { MaybeId, MaybeWord } from '../maybe';

/**
 * Where in a value a fact stands, and what it is. `words` joins a list:
 * `restriction_info[].restriction_type`; a `phrase` is of Meta's own wording but more than a word.
 */
export type Place = `${'word' | 'phrase' | 'id' | 'number' | 'time' | 'words'} ${string}`;

/** Named places → the facts that stand there; null where nothing does, or nothing of that sort. */
export function pick(
  value: unknown,
  places: Readonly<Record<string, Place>>,
): Record<string, Fact> {
  return Object.fromEntries(
    Object.entries(places).map(([name, place]) => {
      const [sort, path] = place.split(' ') as [string, string];
      return [name, factOf(sort, valuesAt(value, path.split('.')))];
    }),
  );
}

function factOf(sort: string, found: readonly unknown[]): Fact {
  const [first] = found;
  if (sort === 'word') return typeof first === 'number' ? first : (MaybeWord.parse(first) ?? null);
  if (sort === 'id' || sort === 'phrase') return MaybeId.parse(first) ?? null;
  if (sort === 'number') return typeof first === 'number' ? first : null;
  if (sort === 'time') return metaTime(first);
  const words = found.map((word) => MaybeWord.parse(word)).filter((word) => word !== undefined);

  return words.length > 0 ? words.join(',') : null;
}

/** Any of Meta's times; "January 31, 2021" is one of them: it has no zone, so it is taken as UTC. */
export function metaTime(value: unknown): string | null {
  if (typeof value === 'number') return isoTime(value) ?? null;
  if (typeof value !== 'string') return null;

  return isoTime(/^[A-Z][a-z]+ \d+, \d{4}$/.test(value) ? `${value} UTC` : value) ?? null;
}

function valuesAt(value: unknown, path: readonly string[]): unknown[] {
  const [name, ...rest] = path;
  if (name === undefined) return Array.isArray(value) ? value : [value];
  const inside = name.endsWith('[]') ? name.slice(0, -2) : name;
  const member = (value as Readonly<Record<string, unknown>> | null | undefined)?.[inside];
  if (!name.endsWith('[]')) return valuesAt(member, rest);

  return Array.isArray(member) ? member.flatMap((element: unknown) => valuesAt(element, rest)) : [];
}
