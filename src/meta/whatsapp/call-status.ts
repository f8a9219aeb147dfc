import type { WebhookEvent } from '../../domain/events';
import { hashValue } from '../hash-value';
import { present } from '../present';
import { type Context, happenedAt, whenOf } from './context';
import { personOf, subjectOf } from './person';
import type { Status } from './status';

/** A status of type `call` (RINGING, ACCEPTED, REJECTED): the call's, not a message's. */
export function callStatus(status: Status, context: Context): WebhookEvent<'call.changed'> {
  const at = happenedAt(status.timestamp, context);
  const named = { phone: status.recipient_id, userId: status.recipient_user_id };
  const person = personOf(present(named), context.contacts);
  const subject = subjectOf(person.identities);

  return {
    kind: 'call.changed',
    key: [
      'status',
      status.id ?? hashValue(status),
      status.status ?? '',
      whenOf(status.timestamp, context),
      subject ?? '',
    ],
    asset: context.asset,
    occurredAt: at,
    data: {
      event: 'status',
      status: status.status ?? null,
      errorCode: status.errors[0]?.code ?? null,
    },
    ...present({ subject }),
    detail: present({
      channel: 'whatsapp',
      callId: status.id,
      person: person.identities,
      personName: person.name,
      campaign: status.biz_opaque_callback_data,
    }),
  };
}
