import { prepareJson } from '../domain/json';
import { isKeepable } from '../domain/times';

/** Deeper bodies parse, but PostgreSQL and `JSON.stringify` give up on them. */
export const MAX_DEPTH = 64;

/** The object of a body that names none. */
export const UNKNOWN_OBJECT = 'unknown';

/** The smallest unit that Meta delivers: it survives every re-batching of a retry. */
export interface Item {
  /** The word of the body: `page`, `instagram`, …; `unknown` where it has none. */
  readonly object: string;
  /** Where it lay. `bare`: a body without envelope; `entry`: an entry of no known shape. */
  readonly shape: 'changes' | 'messaging' | 'standby' | 'changed_fields' | 'bare' | 'entry';
  /** `''` where absent. */
  readonly entryId: string;
  /** Milliseconds. When the notification was sent, so it may differ between two deliveries. */
  readonly entryTime?: number;
  /** Whom `permissions` and `user` entries are about. */
  readonly uid?: string;
  /** Of a change; absent for messaging and standby. */
  readonly field?: string;
  /** The element as delivered; `{ field }` for `changed_fields`, the entry itself for `entry`. */
  readonly raw: unknown;
}

/**
 * `not_json`: it does not parse. `too_deep`: nested over `MAX_DEPTH`, not even tried.
 * `no_object`: JSON, but a bare string, number, boolean or null.
 */
export type Unsplittable = 'not_json' | 'too_deep' | 'no_object';

export type Split =
  | { readonly ok: true; readonly object: string; readonly items: Item[] }
  | { readonly ok: false; readonly reason: Unsplittable };

/**
 * Splits a decoded body into its items, in the order delivered. Lenient and lossless: every shape
 * seen from Meta or its docs is taken, what fits none is kept as it came, and nothing is read yet.
 * Never throws.
 */
export function splitDelivery(text: string): Split {
  const { text: prepared, depth } = prepareJson(text);
  if (depth > MAX_DEPTH) return { ok: false, reason: 'too_deep' };

  let body: unknown;
  try {
    body = JSON.parse(prepared);
  } catch {
    return { ok: false, reason: 'not_json' };
  }
  if (typeof body !== 'object' || body === null) return { ok: false, reason: 'no_object' };

  const items = splitBody(body);
  return { ok: true, object: items[0]?.object ?? objectOf(body), items };
}

/** A body is an envelope, an entry without one, a lone change or message, or an array of these. */
function splitBody(body: unknown): Item[] {
  if (Array.isArray(body)) return body.flatMap(splitBody);

  const object = objectOf(body);
  if (!isRecord(body)) return splitEntry(object, body);
  if (isPresent(body.entry))
    return asList(body.entry).flatMap((entry) => splitEntry(object, entry));
  if (Object.keys(body).every((member) => member === 'object' || member === 'entry')) return [];
  if (isBare(body))
    return [{ ...frameOf(object, body), shape: 'bare', ...fieldOf(body), raw: body }];
  return splitEntry(object, body);
}

/** Each list of the entry in turn; an entry that yields nothing is itself the item. */
function splitEntry(object: string, entry: unknown): Item[] {
  const frame = frameOf(object, entry);
  if (!isRecord(entry)) return [{ ...frame, shape: 'entry', raw: entry }];

  const items: Item[] = [
    ...listOf(entry.changes).map((raw) => ({
      ...frame,
      shape: 'changes' as const,
      ...fieldOf(raw),
      raw,
    })),
    ...listOf(entry.messaging).map((raw) => ({ ...frame, shape: 'messaging' as const, raw })),
    ...listOf(entry.standby).map((raw) => ({ ...frame, shape: 'standby' as const, raw })),
    // Calls on Messenger lie in a list of their own (messenger-platform/calling/webhooks, 2026-03-23).
    ...listOf(entry.calls).map((value) => {
      const raw = { field: 'calls', value };
      return { ...frame, shape: 'changes' as const, ...fieldOf(raw), raw };
    }),
    ...listOf(entry.changed_fields).map((field) => {
      const raw = { field };
      return { ...frame, shape: 'changed_fields' as const, ...fieldOf(raw), raw };
    }),
  ];
  if (items.length > 0) return items;

  // A reply to a request for call permission is an entry that is itself the messaging item (same page).
  return [{ ...frame, shape: isCallReply(entry) ? 'messaging' : 'entry', raw: entry }];
}

const isCallReply = (entry: Record<string, unknown>): boolean =>
  Object.hasOwn(entry, 'call_permission_reply');

type Frame = Pick<Item, 'object' | 'entryId' | 'entryTime' | 'uid'>;

function frameOf(object: string, entry: unknown): Frame {
  if (!isRecord(entry)) return { object, entryId: '' };

  const entryTime = millisecondsOf(entry.time);
  const uid = idOf(entry.uid);
  return {
    object,
    entryId: idOf(entry.id) ?? '',
    ...(entryTime !== undefined && { entryTime }),
    ...(uid !== undefined && { uid }),
  };
}

/** Seconds with `changes`, milliseconds with `messaging`: told apart by size, good until 5138. */
function millisecondsOf(time: unknown): number | undefined {
  const value = typeof time === 'string' ? Number(time) : time;
  if (typeof value !== 'number' || !(value > 0 && isKeepable(value))) return undefined;
  return value < 1e11 ? value * 1000 : value;
}

const objectOf = (body: unknown): string =>
  isRecord(body) && typeof body.object === 'string' && body.object !== ''
    ? body.object
    : UNKNOWN_OBJECT;

const fieldOf = (change: unknown): Pick<Item, 'field'> =>
  isRecord(change) && typeof change.field === 'string' ? { field: change.field } : {};

const idOf = (id: unknown): string | undefined =>
  typeof id === 'string' || typeof id === 'number' ? String(id) : undefined;

const isBare = (body: Record<string, unknown>): boolean =>
  ['field', 'sender', 'recipient'].some((member) => Object.hasOwn(body, member));

const isPresent = (value: unknown): boolean => value !== undefined && value !== null;

const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

const listOf = (value: unknown): unknown[] => (isPresent(value) ? asList(value) : []);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
