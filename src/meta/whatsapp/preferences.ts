import { z } from 'zod';

import type { WebhookEvent } from '../../domain/events';
import { field } from '../define';
import { present } from '../present';
import { consent } from './consent';
import { type Context, contextOf, Frame, happenedAt, unreadable, whenOf } from './context';
import { personOf } from './person';
import { id, list, time, word } from './shapes';

const Preference = z.object({
  wa_id: id,
  user_id: id,
  category: word,
  value: word,
  timestamp: time,
});

/** `signup` is pywa's word for a person who asked for messages anew. */
const GIVEN: Readonly<Record<string, boolean>> = { stop: false, resume: true, signup: true };

/** Field `user_preferences`: a person stopped or resumed marketing messages in WhatsApp's own menu. */
export const userPreferences = field(
  Frame.extend({ user_preferences: list }),
  (value, source): WebhookEvent[] => {
    const context = contextOf(value, source);

    return (value.user_preferences ?? []).flatMap((item) => preference(item, context));
  },
);

function preference(item: unknown, context: Context): WebhookEvent[] {
  const parsed = Preference.safeParse(item);
  const wish = parsed.success ? parsed.data : undefined;
  const answer = wish?.value?.toLowerCase() ?? '';
  if (!wish || !Object.hasOwn(GIVEN, answer)) {
    return [unreadable(item, 'preference is neither stop nor resume', context)];
  }

  const named = present({ phone: wish.wa_id, userId: wish.user_id });
  const person = personOf(named, context.contacts).identities;
  const at = happenedAt(wish.timestamp, context);
  const when = whenOf(wish.timestamp, context);
  const category = (wish.category ?? 'marketing').replace(/_messages$/, '');
  const made = consent(
    { given: GIVEN[answer]!, person, at, when, category, source: 'preference' },
    context,
  );

  return made.length > 0 ? made : [unreadable(item, 'preference of nobody', context)];
}
