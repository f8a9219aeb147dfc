import type { WebhookEvent } from '../../domain/events';
import type { FieldReader, Source } from '../define';
import { wordOf } from '../open-facts';

/**
 * Any change of a profile. The value is a text, a list, an object or absent, and the verb may stand on
 * the change or in the value (META 8). `needsRead`: Meta told only which field changed.
 */
export const profileChanged: FieldReader = {
  read: (value, source) => ({ events: [profileEvent(value, source)] }),
};

/** The `profile.changed` of an item. */
export function profileEvent(
  value: unknown,
  source: Source,
): WebhookEvent<'profile.changed'> & { kind: 'profile.changed' } {
  const { app, field, sentAt } = source;
  const userId = userOf(source);
  const verb = verbOf(value, source);

  return {
    kind: 'profile.changed',
    key: userKey(value, source),
    asset: app,
    occurredAt: sentAt,
    data: { field, verb: verb ?? null, needsRead: value === undefined || value === null },
    ...(userId ? { subject: `asid:${userId}` } : {}),
    detail: {
      userId,
      field,
      ...(verb === undefined ? {} : { verb }),
      ...(value === undefined ? {} : { value }),
    },
  };
}

/** Whom the item is about: Meta repeats the entry's id as `uid`. */
export function userOf(source: Source): string {
  return source.uid ?? source.asset;
}

export function userKey(value: unknown, source: Source): (string | number)[] {
  return [
    userOf(source),
    source.field,
    verbOf(value, source) ?? '',
    source.entryTime ?? 0,
    source.hash(),
  ];
}

/** The verb on the change, else in the value, in lower case. */
export function verbOf(value: unknown, source: Source): string | undefined {
  const inside =
    typeof value === 'object' && value !== null ? (value as { verb?: unknown }).verb : undefined;

  return (wordOf(source.verb) ?? wordOf(inside))?.toLowerCase();
}
