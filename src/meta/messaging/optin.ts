import { z } from 'zod';

import type { WebhookEvent } from '../../domain/events';
import { field, type Source } from '../define';
import { hashValue } from '../hash-value';
import { MaybeId, MaybeText } from '../maybe';
import { consent } from './keyword';
import { Item, threadOf, type Thread } from './thread';

const Wish = z.object({
  type: MaybeText,
  user_ref: MaybeId,
  notification_messages_token: MaybeText,
  one_time_notif_token: MaybeText,
  notification_messages_status: MaybeText,
});
type Wish = z.output<typeof Wish>;

/**
 * An opt-in; also Meta's documented way to opt out: `notification_messages_status` is "STOP NOTIFICATIONS"
 * in the docs, `STOP_NOTIFICATIONS` in code in the wild and `STOP` in one test (META 3), so the prefix counts.
 */
export const messagingOptins = field(
  Item.extend({ optin: Wish }),
  (item, source): WebhookEvent[] => {
    const { optin } = item;
    const thread = threadOf(item, source, { userRef: optin.user_ref });
    const stopped = /^\s*stop/i.test(optin.notification_messages_status ?? '');

    return [wishOf(optin, { given: !stopped, name: 'optin', source }, thread)];
  },
);

/** Meta lists the field and documents no payload; whatever it holds, the person wants no more messages. */
export const messagingOptouts = field(
  Item.extend({ optout: Wish.catch(Wish.parse({})) }),
  (item, source): WebhookEvent[] => {
    const thread = threadOf(item, source, { userRef: item.optout.user_ref });

    return [wishOf(item.optout, { given: false, name: 'optout', source }, thread)];
  },
);

interface Step {
  readonly given: boolean;
  readonly name: 'optin' | 'optout';
  readonly source: Source;
}

/** One token is stopped and resumed again and again, so its hash goes with the time. */
function wishOf(wish: Wish, { given, name, source }: Step, thread: Thread): WebhookEvent {
  const token = wish.notification_messages_token ?? wish.one_time_notif_token;
  const proof = [token === undefined ? '' : hashValue(token), thread.when];

  return consent(
    {
      given,
      category: categoryOf(wish),
      source: name,
      proof: thread.own ? proof : [...proof, source.hash()],
    },
    thread,
  );
}

/** A one-time notification allows a single message, so it never counts as consent to marketing. */
function categoryOf({ type = '', notification_messages_token: token }: Wish): string {
  if (type.startsWith('one_time')) return 'one_time';

  return type === 'notification_messages' || token !== undefined ? 'marketing' : 'all';
}
