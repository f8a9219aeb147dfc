import type { WebhookEvent } from '../../domain/events';
import { fallbackKey } from '../define';
import { present } from '../present';
import type { Context } from './context';
import type { MetaError } from './shapes';

/** `value.errors`: Meta's complaint about the number or the app, not about one message (META 2). */
export function accountErrors(
  errors: readonly MetaError[],
  { asset, source }: Context,
): WebhookEvent<'phone_number.changed'>[] {
  return errors.map((error, place) => ({
    kind: 'phone_number.changed',
    key: ['errors', ...fallbackKey(source), place],
    asset,
    occurredAt: source.sentAt,
    data: { event: 'error', errorCode: error.code ?? null },
    ...(asset ? { subject: asset } : {}),
    detail: { error: present(error) },
  }));
}
