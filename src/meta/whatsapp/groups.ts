import { z } from 'zod';

import type { WebhookEvent } from '../../domain/events';
import { field } from '../define';
import { hashValue } from '../hash-value';
import { present } from '../present';
import { type Context, contextOf, Frame, happenedAt, unreadable, whenOf } from './context';
import { identitiesOf, personOf, subjectOf } from './person';
import { id, list, listOf, MetaError, time, word } from './shapes';

const Member = z.object({ wa_id: id, user_id: id, input: id });
const Group = z.object({
  group_id: id,
  type: word,
  timestamp: time,
  reason: word,
  initiated_by: word,
  request_id: id,
  join_request_id: id,
  join_approval_mode: word,
  wa_id: id,
  user_id: id,
  added_participants: listOf(Member),
  removed_participants: listOf(Member),
  failed_participants: listOf(Member),
  errors: listOf(MetaError),
});

/** The four `group_*_update` fields: one event per element of `groups`. */
export const groups = field(Frame.extend({ groups: list }), (value, source): WebhookEvent[] => {
  const context = contextOf(value, source);

  return (value.groups ?? []).map((item) => groupChanged(item, context));
});

function groupChanged(item: unknown, context: Context): WebhookEvent {
  const parsed = Group.safeParse(item);
  if (!parsed.success) return unreadable(item, 'group is not an object', context);

  const group = parsed.data;
  const at = happenedAt(group.timestamp, context);
  // Of a join request; members who come or go by someone's doing are in the detail.
  const joiner = identitiesOf(group.wa_id, group.user_id);
  const subject = subjectOf(joiner);

  return {
    kind: 'group.changed',
    key: [
      group.group_id ?? '',
      group.type ?? '',
      whenOf(group.timestamp, context),
      hashValue(item),
    ],
    asset: context.asset,
    occurredAt: at,
    data: {
      event: group.type ?? null,
      reason: group.reason ?? null,
      initiatedBy: group.initiated_by ?? null,
      joinApproval: group.join_approval_mode ?? null,
      added: group.added_participants.length,
      removed: group.removed_participants.length,
      failed: group.failed_participants.length,
      errorCode: group.errors[0]?.code ?? null,
    },
    ...present({ subject }),
    detail: present({
      channel: 'whatsapp',
      groupId: group.group_id,
      person: joiner,
      added: group.added_participants.map(identities),
      removed: group.removed_participants.map(identities),
      value: item,
    }),
  };
}

/** `input` is what the business asked for by: a phone number or a user id. */
function identities({ wa_id, user_id, input }: z.output<typeof Member>) {
  return personOf(present({ phone: wa_id ?? input, userId: user_id }), []).identities;
}
