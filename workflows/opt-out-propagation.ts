import type { ConsentActivities } from '../activities/consents';
import type { EventRef } from '../src/domain/events';
import { follow } from './follow';
import { hotActivities } from './hot';

const { recordConsent } = hotActivities<ConsentActivities>();

/** A person says stop, or start again: in force, on every channel, before anything else happens. */
export const optOutPropagation = follow('Consent of a person', {}, async ({ events }, { step }) => {
  const changes = events as readonly EventRef<'consent.withdrawn' | 'consent.given'>[];
  let outcome = 'nothing new';

  for (const event of changes) {
    outcome = await step(`recording "${event.kind}"`, () => recordConsent(event), event);
  }

  return { outcome };
});
