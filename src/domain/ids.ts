import { createHash, createHmac, randomBytes } from 'node:crypto';

let lastMs = 0;
let counter = 0;

/**
 * A UUIDv7 (RFC 9562): 48 bits of ms, then a counter that keeps the ids of one process in the order they
 * were made, then randomness. Tables are partitioned by it, so its time is the time of accept.
 */
export function uuidv7(now: Date): string {
  const ms = now.getTime();
  if (ms === lastMs) counter += 1;
  else {
    lastMs = ms;
    counter = randomBytes(2).readUInt16BE() & 0x7ff;
  }
  const time = (ms + Math.floor(counter / 0x1000)).toString(16).padStart(12, '0');
  const random = randomBytes(8);
  random[0] = (random[0]! & 0x3f) | 0x80;
  const tail = random.toString('hex');

  return `${time.slice(0, 8)}-${time.slice(8)}-7${(counter % 0x1000).toString(16).padStart(3, '0')}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}

/** ms since the epoch that a UUIDv7 was made at. */
export function uuidTime(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

/**
 * An id as it may stand in a key, an index or a search attribute: what is longer than any of Meta's ids is
 * cut, with a hash that keeps two of them apart.
 */
export function boundedId(id: string, most: number): string {
  if (id.length <= most) return id;

  return `${id.slice(0, most - 17)}~${createHash('sha256').update(id).digest('hex').slice(0, 16)}`;
}

export interface Identified {
  readonly object: string;
  readonly kind: string;
  readonly asset: string;
  readonly key: readonly (string | number)[];
}

/** 16 bytes as hex: the identity of an event for ever (docs/architecture.md, "Identity"). */
export function dedupeKey({ object, kind, asset, key }: Identified): string {
  return createHash('sha256')
    .update(JSON.stringify(['v1', object, kind, asset, ...key]))
    .digest('hex')
    .slice(0, 32);
}

/**
 * 32 hex digits: what stands for a phone number, wamid or PSID wherever it may not stand itself. Keyed,
 * because phone numbers are few enough to try them all. The key never rotates.
 */
export function keyedHash(idKey: string, value: string): string {
  return createHmac('sha256', idKey).update(value).digest('hex').slice(0, 32);
}

/** Tells two id keys apart without telling either; stored, and compared at every start. */
export function keyFingerprint(idKey: string): string {
  return keyedHash(idKey, 'tetrix id key fingerprint');
}
