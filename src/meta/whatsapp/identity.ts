import { z } from 'zod';

import type { Identity } from '../../domain/details';
import type { WebhookEvent } from '../../domain/events';
import { field } from '../define';
import { present } from '../present';
import { contextOf, Frame, happenedAt, unreadable, whenOf } from './context';
import type { Message } from './message';
import type { Read } from './message-event';
import { identitiesOf, subjectOf, waIdOf } from './person';
import { id, list, part, time } from './shapes';

/** Whether a system message says that a person's number, user id or security code is another now. */
export function isIdentityChange({ type, system }: Message): boolean {
  if (!system || (type !== undefined && type !== 'system')) return false;

  return (
    (system.wa_id ?? system.new_wa_id ?? system.user_id) !== undefined ||
    /identity|number|user_id/.test(system.type ?? '')
  );
}

/** "User A changed from … to …". A new security code (`customer_identity_changed`) changes no id. */
export function identityChanged(read: Read): WebhookEvent<'identity.changed'> {
  const { message, person, at, when, context } = read;
  const { system } = message;
  const waId = waIdOf(system?.wa_id ?? system?.new_wa_id);
  const bsuid = system?.user_id;
  const stated = identitiesOf(waId, bsuid);
  const named = namedInBody(system?.body);
  const previous = person.identities.length > 0 ? person.identities : named;

  return changed({
    key: ['message', message.id ?? when, waId ?? '', bsuid ?? ''],
    asset: context.asset,
    at,
    change: system?.type ?? 'unknown',
    previous,
    current: stated.length > 0 ? stated : person.identities,
  });
}

/** `user_changed_user_id` names the old id in its sentence only (restfb's fixture of Meta's sample). */
function namedInBody(body: string | undefined): Identity[] {
  const old = body && /changed from ([A-Z]{2}\.(?:ENT\.)?\w+) to /.exec(body)?.[1];

  return old ? identitiesOf(undefined, old) : [];
}

const Pair = part(z.object({ previous: id, current: id }));
const Update = z.object({ wa_id: id, user_id: Pair, timestamp: time });

/** Field `user_id_update`: a person's business-scoped user id is another now. */
export const userIdUpdates = field(
  Frame.extend({ user_id_update: list }),
  (value, source): WebhookEvent[] => {
    const context = contextOf(value, source);

    return (value.user_id_update ?? []).map((item) => {
      const parsed = Update.safeParse(item);
      if (!parsed.success) return unreadable(item, 'update is not an object', context);

      const { wa_id, user_id, timestamp } = parsed.data;
      const [contact] = value.contacts.length === 1 ? value.contacts : [];
      const waId = waIdOf(wa_id ?? contact?.wa_id);
      const at = happenedAt(timestamp, context);

      return changed({
        key: [
          'update',
          waId ?? '',
          user_id?.previous ?? '',
          user_id?.current ?? '',
          whenOf(timestamp, context),
        ],
        asset: context.asset,
        at,
        change: 'user_id_update',
        previous: identitiesOf(waId, user_id?.previous),
        current: identitiesOf(waId, user_id?.current),
      });
    });
  },
);

interface Change {
  readonly key: readonly (string | number)[];
  readonly asset: string;
  readonly at: string;
  readonly change: string;
  readonly previous: readonly Identity[];
  readonly current: readonly Identity[];
}

function changed({ key, asset, at, change, previous, current }: Change) {
  const subject = subjectOf(previous) ?? subjectOf(current);
  const event: WebhookEvent<'identity.changed'> = {
    kind: 'identity.changed',
    key,
    asset,
    occurredAt: at,
    data: { change },
    ...present({ subject }),
    detail: { channel: 'whatsapp', previous, current },
  };

  return event;
}
