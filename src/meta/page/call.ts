import { z } from 'zod';

import type { WebhookEvent } from '../../domain/events';
import { field } from '../define';
import { MaybeId, MaybeNumber, MaybeTime, MaybeWord } from '../maybe';
import { about, Item, maybe, threadOf, within } from '../messaging/thread';

const Call = z.object({
  id: MaybeId,
  event: MaybeWord,
  status: MaybeWord,
  from: MaybeId,
  to: MaybeId,
  timestamp: MaybeTime,
  call_direction: MaybeWord,
  duration: MaybeNumber,
});

/** A call on Messenger: `connect`, its status, a change of its media, `terminate`. */
export const calls = field(Call, (call, source): WebhookEvent<'call.changed'>[] => {
  const { from, to, timestamp } = call;
  const sides = { sender: partyOf(from), recipient: partyOf(to), timestamp };
  const thread = threadOf(sides, source, {
    outbound: call.call_direction === 'business_initiated',
  });

  return [
    {
      kind: 'call.changed',
      key: ['call', call.id ?? '', call.event ?? '', call.status ?? '', thread.when, source.hash()],
      ...about(thread),
      data: {
        event: call.event ?? null,
        status: call.status ?? null,
        direction: call.call_direction ?? null,
        duration: call.duration ?? null,
      },
      detail: { ...within(thread), ...(call.id === undefined ? {} : { callId: call.id }) },
    },
  ];
});

const Reply = z.object({ response: MaybeWord, expiration_timestamp: MaybeTime });

/** A person allowed the business to call them, or refused. */
export const callPermissionReply = field(
  Item.extend({ call_permission_reply: maybe(Reply) }),
  (item, source): WebhookEvent<'call.changed'>[] => {
    const thread = threadOf(item, source);
    const reply = item.call_permission_reply;

    return [
      {
        kind: 'call.changed',
        key: ['permission_reply', thread.who, thread.when, source.hash()],
        ...about(thread),
        data: {
          event: 'permission_reply',
          response: reply?.response ?? null,
          expires: reply?.expiration_timestamp ?? null,
        },
        detail: within(thread),
      },
    ];
  },
);

function partyOf(id: string | undefined) {
  return { id, user_ref: undefined };
}
