import { z } from 'zod';

import type { WebhookEvent } from '../../domain/events';
import { isoTime, type Source } from '../define';
import { hashValue } from '../hash-value';
import { Contact, listOf, Metadata, part } from './shapes';

/** What all the messages, statuses and calls of one change share. */
export interface Context {
  readonly source: Source;
  /** The phone number's id; the WABA where the value names none. */
  readonly asset: string;
  /** The business's own number, as digits. */
  readonly businessNumber?: string;
  readonly contacts: readonly Contact[];
  /** Another app owns the thread and this one only listens. */
  readonly standby: boolean;
}

/** The part of a value that says whose conversation it is. */
export const Frame = z.object({ metadata: part(Metadata), contacts: listOf(Contact) });

/** The context of a value; `standby` where its lists came in a `standby` wrapper. */
export function contextOf(
  { metadata, contacts }: z.output<typeof Frame>,
  source: Source,
  standby = false,
): Context {
  const businessNumber = metadata?.display_phone_number?.replace(/\D/g, '');

  return {
    source,
    asset: metadata?.phone_number_id ?? source.asset,
    contacts,
    standby,
    ...(businessNumber ? { businessNumber } : {}),
  };
}

/** The item's own time, else when the notification was sent. */
export function happenedAt(time: string | number | undefined, { source }: Pick<Context, 'source'>) {
  return isoTime(time) ?? source.sentAt;
}

/**
 * The item's own time as part of a key. Where it has none, that of the notice and not when we received it:
 * a key must not change from one delivery to the next.
 */
export function whenOf(time: string | number | undefined, { source }: Pick<Context, 'source'>) {
  return isoTime(time) ?? source.entryTime ?? 0;
}

/** First element of a message key (docs/architecture.md, "Identity"): a copy seen from standby is an event of its own. */
export function channelWord({ standby }: Pick<Context, 'standby'>): 'standby' | 'changes' {
  return standby ? 'standby' : 'changes';
}

/** An element that cannot be read, kept beside its neighbours that can. */
export function unreadable(
  item: unknown,
  reason: string,
  { source, asset }: Context,
): WebhookEvent<'unrecognised'> {
  return {
    kind: 'unrecognised',
    // By the element alone: another batch of the same elements must not change it.
    key: [source.asset, source.field, hashValue(item), source.entryTime ?? 0],
    asset,
    occurredAt: source.sentAt,
    data: { shape: source.shape, reason },
    detail: { value: item },
  };
}

/** The hash key without the notice's time, for values that carry a time or an id of their own. */
export function timelessKey(source: Source): (string | number)[] {
  return [source.asset, source.field, source.hash()];
}
