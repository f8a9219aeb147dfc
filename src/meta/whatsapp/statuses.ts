import type { StatusDetail } from '../../domain/details';
import type { DeliveryStatus, WebhookEvent } from '../../domain/events';
import { hashValue } from '../hash-value';
import { present } from '../present';
import { callStatus } from './call-status';
import { consent } from './consent';
import { channelWord, type Context, happenedAt, unreadable, whenOf } from './context';
import { personOf } from './person';
import { Status } from './status';

/** The person stopped marketing messages (kapso-meta-docs, error-codes.mdx). */
const STOPPED_MARKETING = 131_050;
const WORDS: ReadonlySet<string> = new Set<DeliveryStatus>([
  'sent',
  'delivered',
  'read',
  'played',
  'failed',
  'deleted',
]);

/** One element of `statuses` → the status, and the opt-out that a failure may tell of. */
export function statusEvents(item: unknown, context: Context): WebhookEvent[] {
  const parsed = Status.safeParse(item);
  if (!parsed.success) return [unreadable(item, 'status is not an object', context)];

  const status = parsed.data;
  if (status.status === undefined) return [unreadable(item, 'status without a word', context)];
  if (status.type === 'call') return [callStatus(status, context)];

  const person = personOf(recipientOf(status), context.contacts).identities;
  const at = happenedAt(status.timestamp, context);
  const stopped =
    status.status === 'failed' && status.errors.some(({ code }) => code === STOPPED_MARKETING);
  const wish = {
    given: false,
    person,
    at,
    when: whenOf(status.timestamp, context),
    category: 'marketing',
    source: 'failed_status',
    ...(status.id ? { evidence: status.id } : {}),
  };

  return [statusEvent(status, person, context), ...(stopped ? consent(wish, context) : [])];
}

/** In a group `recipient_id` is the group; the person is the participant. */
function recipientOf(status: Status) {
  const inGroup = isGroup(status);

  return present({
    phone: inGroup ? status.recipient_participant_id : status.recipient_id,
    userId: inGroup ? status.recipient_participant_user_id : status.recipient_user_id,
  });
}

function isGroup({ recipient_type, recipient_id }: Status): boolean {
  return recipient_type === 'group' || recipient_id?.endsWith('@g.us') === true;
}

function statusEvent(
  status: Status,
  person: StatusDetail['person'],
  context: Context,
): WebhookEvent<'message.status'> {
  const at = happenedAt(status.timestamp, context);
  const known = deliveryStatus(status);
  const errorCode = status.errors[0]?.code ?? null;
  const recipient = [
    status.recipient_id ?? status.recipient_user_id,
    status.recipient_participant_id ?? status.recipient_participant_user_id,
  ].map((party) => party ?? '');

  return {
    kind: 'message.status',
    key: [
      channelWord(context),
      status.id ?? hashValue(status),
      [status.type ?? 'message', status.status].join(' '),
      whenOf(status.timestamp, context),
      ...recipient,
      errorCode ?? 0,
    ],
    asset: context.asset,
    occurredAt: at,
    data: {
      status: known,
      at,
      errorCode,
      ...(known === 'other'
        ? { word: [status.type, status.status].filter(Boolean).join(' ') }
        : {}),
    },
    ...(status.id ? { subject: status.id } : {}),
    detail: detailOf(status, { person, known }),
  };
}

/** A payment's `failed` is not the message's: only statuses of messages move the message. */
function deliveryStatus({ status, type = 'message' }: Status): DeliveryStatus {
  return type === 'message' && WORDS.has(status ?? '') ? (status as DeliveryStatus) : 'other';
}

function detailOf(
  status: Status,
  { person, known }: { person: StatusDetail['person']; known: DeliveryStatus },
): StatusDetail {
  const errors = status.errors.flatMap(({ code, title, message }) =>
    code === undefined ? [] : present({ code, title: title ?? message }),
  );

  return present({
    channel: 'whatsapp' as const,
    mid: status.id ?? '',
    person,
    status: known,
    errors: errors.length > 0 ? errors : undefined,
    campaign: status.biz_opaque_callback_data,
    pricing: status.pricing,
    payment: status.payment,
    conversationId: status.conversation?.id,
    groupId: isGroup(status) ? status.recipient_id : undefined,
  });
}
