import { z } from 'zod';

import type { EventKind } from '../domain/events';
import { fallbackKey, field, type FieldReader, type Source } from './define';
import { MaybeTime } from './maybe';
import { openFacts } from './open-facts';

/** Members that say when the happening was. `created_time` is the object's, not the change's. */
const TIMES = ['timestamp', 'event_time', 'update_time', 'updated_time', 'time', 'date'] as const;
/** Ids of the happening itself. A plain `id` is that of the object, which may change again. */
const OWN_IDS = ['event_id', 'notification_id', 'request_id', 'report_id'] as const;

interface Options {
  readonly subject?: (source: Source, value: unknown) => string | undefined;
  /** `source.asset` where absent. */
  readonly asset?: (source: Source, value: unknown) => string;
}

/** Kinds whose facts and detail are open records; the typed ones need a reader of their own. */
type OpenKind = Exclude<EventKind, `message.${string}` | `consent.${string}` | `lead.${string}`>;

/**
 * Reads a field whose shape Meta does not document: any value or none, its plain facts, and the whole of
 * it as detail.
 */
export function noted(kind: OpenKind, options: Options = {}): FieldReader {
  return field(z.unknown(), (value, source) => {
    const members = recordOf(value);
    const at = TIMES.map((name) => MaybeTime.parse(members[name])).find(Boolean);
    const isKnownAgain = at !== undefined || OWN_IDS.some((name) => members[name]);
    const subject = options.subject?.(source, value);

    return [
      {
        kind,
        key: fallbackKey(isKnownAgain ? { ...source, entryTime: 0 } : source),
        asset: options.asset?.(source, value) ?? source.asset,
        occurredAt: at ?? source.sentAt,
        data: { ...(source.verb ? { verb: source.verb } : {}), ...openFacts(value) },
        ...(subject ? { subject } : {}),
        detail: value === undefined ? {} : { value },
      },
    ];
  });
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
