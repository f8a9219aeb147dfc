import { z } from 'zod';

import { MaybeId, MaybeText, MaybeWord } from '../maybe';

/**
 * The members of WhatsApp values, each optional and each forgiving: a member of an odd type is left out,
 * so that it never loses the event it stands in.
 */
export const id = MaybeId;
export const text = MaybeText;
export const number = z.number().optional().catch(undefined);
export const flag = z.boolean().optional().catch(undefined);
/** Seconds as text in messages and statuses, as a number in preferences and the dashboard's samples. */
export const time = z.union([z.string(), z.number()]).optional().catch(undefined);
/** A status or an event name: never text that a person wrote. */
export const word = MaybeWord;
export const open = z.record(z.string(), z.unknown()).optional().catch(undefined);
/** A list whose elements are read one by one, so that a bad one does not take its neighbours along. */
export const list = z.array(z.unknown()).optional().catch(undefined);

/** An optional object member. */
export function part<S extends z.ZodType>(schema: S) {
  return schema.optional().catch(undefined);
}

/** A list of one shape in which an element that does not fit is left out. */
export function listOf<S extends z.ZodType>(schema: S) {
  return z.preprocess(
    (value) => (Array.isArray(value) ? value.filter((item) => schema.safeParse(item).success) : []),
    z.array(schema),
  );
}

export const Metadata = z.object({ phone_number_id: id, display_phone_number: id });

export const Contact = z.object({
  profile: part(z.object({ name: text, username: text })),
  wa_id: id,
  user_id: id,
});

export const MetaError = z.object({
  code: z.coerce.number().optional().catch(undefined),
  title: text,
  message: text,
});

export type Contact = z.output<typeof Contact>;
export type MetaError = z.output<typeof MetaError>;
