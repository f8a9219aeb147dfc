import { z } from 'zod';

import { Id, isoTime } from './define';

/** Optional members that never lose an event: what is absent, null or of an odd type reads as undefined. */
export const MaybeId = Id.optional().catch(undefined);

/** Free text; for the detail only. */
export const MaybeText = z.string().optional().catch(undefined);

/** A status, verb, code or type of Meta's own; a sentence, an address or a text is none. */
export const MaybeWord = z
  .union([
    z
      .string()
      .regex(/^[a-z0-9][\w.-]*( [\w.-]+){0,2}$/i)
      .max(64),
    z.number(),
  ])
  .transform(String)
  .optional()
  .catch(undefined);

/** A number, also where Meta sends it as text (META 6: `current_value`). */
export const MaybeNumber = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^-?\d+(\.\d+)?$/)
      .transform(Number),
  ])
  .optional()
  .catch(undefined);

/** Any of Meta's times as ISO 8601. */
export const MaybeTime = z
  .union([z.string(), z.number()])
  .transform((time) => isoTime(time))
  .optional()
  .catch(undefined);

/** One id or a list of them. */
export const MaybeIds = z
  .union([z.array(Id), Id.transform((id) => [id])])
  .optional()
  .catch(undefined);

/** Ids or words as one fact; null for none. */
export function joined(values: readonly string[] | undefined): string | null {
  return values && values.length > 0 ? values.join(',') : null;
}
