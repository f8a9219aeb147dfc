import { z } from 'zod';

import type { Source } from '../define';
import { MaybeId } from '../maybe';

const Party = z.object({ id: MaybeId }).optional().catch(undefined);
const Named = z
  .object({ sender: Party, user: Party, from: Party, user_id: MaybeId, sender_id: MaybeId })
  .partial()
  .catch({});

/** The person that a value of undocumented shape names, as a subject: erasure and search find the event by it. */
export function personIn(source: Source, value: unknown): string | undefined {
  const { sender, user, from, user_id, sender_id } = Named.parse(value);
  const id = sender?.id ?? user?.id ?? from?.id ?? user_id ?? sender_id;
  if (id === undefined || id === source.asset) return undefined;

  return `${source.object === 'instagram' ? 'igsid' : 'psid'}:${id}`;
}
