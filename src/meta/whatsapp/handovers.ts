import { z } from 'zod';

import type { WebhookEvent } from '../../domain/events';
import { fallbackKey, field } from '../define';
import { present } from '../present';
import { happenedAt, timelessKey } from './context';
import { personOf, subjectOf } from './person';
import { id, Metadata, part, text, time, word } from './shapes';

const Control = part(
  z.object({
    previous_owner_role: word,
    new_owner_role: word,
    previous_owner_app_id: id,
    new_owner_app_id: id,
    metadata: text,
    conversation_context: part(z.object({ summary: part(z.object({ text })) })),
  }),
);

/** Keyed by what happened: `control_passed` makes this app the owner, `control_taken` ends it. */
const CONTROLS = [
  'control_passed',
  'control_taken',
  'pass_thread_control',
  'take_thread_control',
  'request_thread_control',
] as const;

const Handover = z.object({
  type: word,
  timestamp: time,
  metadata: part(Metadata),
  recipient: part(Metadata),
  sender: part(z.object({ phone_number: id, id, user_id: id })),
  control_passed: Control,
  control_taken: Control,
  pass_thread_control: Control,
  take_thread_control: Control,
  request_thread_control: Control,
});

/** Field `messaging_handovers`: a thread has another owner now. Meta says treat every member as optional. */
export const handovers = field(Handover, (value, source): WebhookEvent[] => {
  const event = value.type ?? CONTROLS.find((name) => value[name] !== undefined);
  const control = CONTROLS.map((name) => value[name]).find(Boolean);
  const named = { phone: value.sender?.phone_number ?? value.sender?.id };
  const person = personOf(present({ ...named, userId: value.sender?.user_id }), []).identities;
  const subject = subjectOf(person);

  return [
    {
      kind: 'conversation.handed_over',
      key: value.timestamp === undefined ? fallbackKey(source) : timelessKey(source),
      asset: (value.recipient ?? value.metadata)?.phone_number_id ?? source.asset,
      occurredAt: happenedAt(value.timestamp, { source }),
      data: {
        event: event ?? null,
        previousOwner: control?.previous_owner_role ?? control?.previous_owner_app_id ?? null,
        newOwner: control?.new_owner_role ?? control?.new_owner_app_id ?? null,
      },
      ...present({ subject }),
      detail: present({
        channel: 'whatsapp',
        person,
        note: control?.metadata,
        summary: control?.conversation_context?.summary?.text,
      }),
    },
  ];
});
