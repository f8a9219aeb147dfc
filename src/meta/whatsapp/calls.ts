import { z } from 'zod';

import type { WebhookEvent } from '../../domain/events';
import { field, isoTime } from '../define';
import { hashValue } from '../hash-value';
import { present } from '../present';
import { type Context, contextOf, Frame, happenedAt, unreadable, whenOf } from './context';
import { accountErrors } from './errors';
import { personOf, subjectOf, waIdOf } from './person';
import { id, list, listOf, MetaError, number, open, text, time, word } from './shapes';
import { statusEvents } from './statuses';

const Call = z.object({
  id,
  event: word,
  status: word,
  direction: word,
  from: id,
  from_user_id: id,
  to: id,
  to_user_id: id,
  timestamp: time,
  start_time: time,
  end_time: time,
  duration: number,
  biz_opaque_callback_data: text,
  session: open,
  call_recording: open,
  call_transcript: open,
  errors: listOf(MetaError),
});
type Call = z.output<typeof Call>;

const Calls = Frame.extend({ calls: list, statuses: list, errors: listOf(MetaError) });

/** Field `calls`: calls and the statuses of calls; errors alone are about the number. */
export const calls = field(Calls, (value, source): WebhookEvent[] => {
  const context = contextOf(value, source);

  return [
    ...(value.calls ?? []).map((item) => call(item, context)),
    ...(value.statuses ?? []).flatMap((item) => statusEvents(item, context)),
    ...accountErrors(value.errors, context),
  ];
});

function call(item: unknown, context: Context): WebhookEvent {
  const parsed = Call.safeParse(item);
  if (!parsed.success) return unreadable(item, 'call is not an object', context);

  const made = parsed.data;
  const at = happenedAt(made.timestamp, context);
  const person = personOf(customerOf(made, context), context.contacts);
  const subject = subjectOf(person.identities);
  const { session, call_recording: recording, call_transcript: transcript } = made;

  return {
    kind: 'call.changed',
    key: [
      'call',
      made.id ?? hashValue(item),
      made.event ?? '',
      made.status ?? '',
      whenOf(made.timestamp, context),
    ],
    asset: context.asset,
    occurredAt: at,
    data: {
      event: made.event ?? null,
      status: made.status ?? null,
      direction: made.direction ?? null,
      startedAt: isoTime(made.start_time) ?? null,
      endedAt: isoTime(made.end_time) ?? null,
      durationSeconds: made.duration ?? null,
      errorCode: made.errors[0]?.code ?? null,
    },
    ...present({ subject }),
    detail: present({
      channel: 'whatsapp',
      callId: made.id,
      person: person.identities,
      personName: person.name,
      campaign: made.biz_opaque_callback_data,
      session,
      recording,
      transcript,
    }),
  };
}

/** The side of the call that is not the business; without a direction the one that is not its number. */
function customerOf(made: Call, { businessNumber }: Context) {
  const caller = present({ phone: made.from, userId: made.from_user_id });
  const called = present({ phone: made.to, userId: made.to_user_id });
  if (made.direction) return made.direction.startsWith('BUSINESS') ? called : caller;

  return businessNumber !== undefined && waIdOf(made.from) === businessNumber ? called : caller;
}
