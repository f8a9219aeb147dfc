import { createHash } from 'node:crypto';

/** A number below 2^32 that depends on the words alone, so that every run of the simulator tells the same story. */
export function hashOf(...words: readonly string[]): number {
  return createHash('sha256').update(words.join('\0')).digest().readUInt32BE(0);
}

/** A made-up id in the form of Meta's: 15 digits. */
export function idOf(...words: readonly string[]): string {
  return `1${String(hashOf(...words)).padStart(14, '0')}`;
}

/** Picks one of the items by the words. */
export function pickBy<T>(items: readonly [T, ...T[]], ...words: readonly string[]): T {
  return items[hashOf(...words) % items.length] ?? items[0];
}
