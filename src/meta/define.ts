import { z } from 'zod';

import type { AnyWebhookEvent, EventKind, WebhookEvent } from '../domain/events';
import { boundedId } from '../domain/ids';
import { isKeepable } from '../domain/times';

/** Far beyond any id of Meta's; PostgreSQL indexes no more than 2704 bytes. */
const LONGEST_ID = 512;

/** Where an item came from: the part of its envelope that a reader may need. */
export interface Source {
  /** The body's `object`. */
  readonly object: string;
  /** The field as it was sent; for a messaging item the field that it is subscribed under. */
  readonly field: string;
  readonly shape: 'changes' | 'messaging' | 'standby' | 'changed_fields' | 'bare' | 'entry';
  /** `entry.id`; the asset of most events. `''` where Meta sent none. */
  readonly asset: string;
  /** The app whose secret signed the delivery; the asset of `user` and `permissions` events. */
  readonly app: string;
  /** The person in `permissions` and `user` entries. */
  readonly uid?: string;
  /** ms since the epoch: when Meta sent the notification (META 1.2), not when the thing happened. */
  readonly entryTime?: number;
  /** ISO: `entryTime`, else when we received it. What an event without a time of its own happened at. */
  readonly sentAt: string;
  /** The verb that stands on a change beside `field`, where there is no `value` (META 7, 8). */
  readonly verb?: string;
  /** 16 hex digits over the item's value, the same for the same value whatever the order of its keys. */
  hash(): string;
}

export interface FieldReader {
  /** The events of one item, or the names of the members that do not fit, never their values. */
  read(value: unknown, source: Source): { events: AnyWebhookEvent[] } | { misfit: string };
}

/** One of Meta's webhook objects: its wire name and a reader for each field. */
export interface WebhookObject {
  readonly name: string;
  readonly fields: Readonly<Record<string, FieldReader>>;
  /** Names that users' documents carry → the true field (same events, same keys). */
  readonly aliases: Readonly<Record<string, string>>;
  /** Reads a field that `fields` lacks. Only for objects whose set of fields is open (META 7, 10). */
  readonly otherwise?: FieldReader;
}

/**
 * Reads the value of one field. The schema lists only what the reader uses; a value that does not fit it
 * is kept as `unrecognised`, so a schema should demand no more than the reader cannot do without.
 */
export function field<S extends z.ZodType>(
  schema: S,
  read: (value: z.output<S>, source: Source) => readonly WebhookEvent[],
): FieldReader {
  return {
    read(value, source) {
      const parsed = schema.safeParse(value);
      if (!parsed.success) return { misfit: misfit(parsed.error) };

      return { events: read(parsed.data, source) as AnyWebhookEvent[] };
    },
  };
}

/** Declares an object. One file, one line in `objects/index.ts`, fixtures for each field and kind. */
export function webhookObject(
  name: string,
  fields: Readonly<Record<string, FieldReader>>,
  aliases: Readonly<Record<string, string>> = {},
): WebhookObject {
  return { name, fields, aliases };
}

/** The key of an event without one of its own: entry, field, value, and the time that the notice was sent. */
export function fallbackKey(source: Source): (string | number)[] {
  return [source.asset, source.field, source.hash(), source.entryTime ?? 0];
}

/** An id as text: Meta sends the same id as a string here and as a number there (META 11). */
export const Id = z
  .union([z.string().min(1), z.number(), z.bigint()])
  .transform((id) => boundedId(String(id), LONGEST_ID));

/** Any of Meta's times, seconds or ms, number or text, as ISO 8601; undefined where it is none. */
export function isoTime(value: string | number | undefined | null): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  const number = Number(value);
  const ms = Number.isFinite(number)
    ? Math.abs(number) < 1e11
      ? number * 1000
      : number
    : Date.parse(String(value));

  return isKeepable(ms) ? new Date(ms).toISOString() : undefined;
}

/** For kinds whose facts and detail are open records. */
export function event<K extends EventKind>(made: WebhookEvent<K>): WebhookEvent<K> {
  return made;
}

function misfit(error: z.ZodError): string {
  const paths = error.issues.map((issue) => issue.path.join('.') || '(value)');

  return [...new Set(paths)].slice(0, 5).join(', ');
}
