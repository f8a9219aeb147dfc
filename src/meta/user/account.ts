import type { WebhookEvent } from '../../domain/events';
import type { FieldReader, Source } from '../define';
import { hashValue } from '../hash-value';
import { wordOf } from '../open-facts';
import { profileEvent, userOf, verbOf } from './profile';

/**
 * Meta asks for a deletion by a callback (META 1.4), and documents no such field of `user`. Should an
 * `account` come with a verb that says so, it is obeyed: a request that is missed is worse than one
 * that comes twice. Verbs of other fields (`photos` deleted, a like removed) never mean the person.
 */
export const accountChanged: FieldReader = {
  read(value, source) {
    const verb = verbOf(value, source) ?? wordOf(value)?.toLowerCase();
    const isDeleted = verb !== undefined && /^delet(e|ed|ion|ion_requested)$/.test(verb);

    return { events: [isDeleted ? deletionRequested(source) : profileEvent(value, source)] };
  },
};

/** A field whose very name is the request. */
export const accountDeleted: FieldReader = {
  read: (_value, source) => ({ events: [deletionRequested(source)] }),
};

function deletionRequested(
  source: Source,
): WebhookEvent<'deletion.requested'> & { kind: 'deletion.requested' } {
  const userId = userOf(source);
  const entryTime = source.entryTime ?? 0;

  return {
    kind: 'deletion.requested',
    key: [userId, source.field, entryTime, source.hash()],
    asset: source.app,
    occurredAt: source.sentAt,
    data: { source: 'webhook' },
    ...(userId ? { subject: `asid:${userId}` } : {}),
    detail: { userId, code: hashValue([source.app, userId, entryTime]) },
  };
}
