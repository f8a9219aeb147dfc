import { z } from 'zod';

import { id, listOf, MetaError, open, part, text, time, word } from './shapes';

/** One element of `statuses`: of a message, a payment or a call. */
export const Status = z.object({
  id,
  status: word,
  type: word,
  timestamp: time,
  recipient_id: id,
  recipient_user_id: id,
  recipient_type: word,
  recipient_participant_id: id,
  recipient_participant_user_id: id,
  biz_opaque_callback_data: text,
  conversation: part(z.object({ id })),
  pricing: open,
  payment: open,
  errors: listOf(MetaError),
});

export type Status = z.output<typeof Status>;
