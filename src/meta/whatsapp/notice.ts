import { z } from 'zod';

import type { Fact, WebhookEvent } from '../../domain/events';
import { fallbackKey, field, type FieldReader, type Source } from '../define';
import { timelessKey } from './context';
import { pick, type Place } from './pick';

export type Facts = Record<string, Fact>;
export type NoticeKind = 'account.changed' | 'phone_number.changed' | 'flow.changed';

interface Notice {
  readonly kind?: NoticeKind;
  readonly facts: (value: unknown) => Facts;
  /** Where the value carries a time of its own; the notice's is then not needed to tell it from the next. */
  readonly at?: Place;
}

/** One change is one event about its asset; the whole value, names and numbers in it, is the detail. */
export function notice({ kind = 'account.changed', facts: read, at }: Notice): FieldReader {
  return field(z.unknown(), (value, source) => [
    noticed({ kind, asset: source.asset, data: read(value), ...(at ? { at } : {}) }, value, source),
  ]);
}

interface Noticed {
  readonly kind: NoticeKind;
  readonly asset: string;
  readonly data: Facts;
  readonly at?: Place;
}

/** The event of a notice; its subject is the asset. */
export function noticed(
  { kind, asset, data, at: place }: Noticed,
  value: unknown,
  source: Source,
): WebhookEvent {
  const at = place ? pick(value, { at: place }).at : null;

  return {
    kind,
    key: typeof at === 'string' ? timelessKey(source) : fallbackKey(source),
    asset,
    occurredAt: typeof at === 'string' ? at : source.sentAt,
    data,
    ...(asset ? { subject: asset } : {}),
    detail: value === undefined ? {} : { value },
  };
}

/** Reads facts by their places, under a word of ours for what the field reports. */
export function facts(event: string, places: Readonly<Record<string, Place>>) {
  return (value: unknown): Facts => ({ event, ...pick(value, places) });
}
