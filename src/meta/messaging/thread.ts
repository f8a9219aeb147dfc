import { z } from 'zod';

import type { Channel, Identity } from '../../domain/details';
import type { Source } from '../define';
import { MaybeId, MaybeTime } from '../maybe';

/** An optional object or list that never loses its item: one of an odd type reads as undefined. */
export const maybe = <S extends z.ZodType>(schema: S) => schema.optional().catch(undefined);

export const MaybeFlag = maybe(z.boolean());
export const MaybeRecord = maybe(z.record(z.string(), z.unknown()));

const Party = maybe(z.object({ id: MaybeId, user_ref: MaybeId }));

/**
 * What every messaging item has, or should have: account links and deliveries lack the time, policy
 * notices the sender, checkbox and chat plugins name a `user_ref` instead of an id (META 3).
 */
export const Item = z.object({ sender: Party, recipient: Party, timestamp: MaybeTime });
export type Item = z.output<typeof Item>;

/** Whose conversation an item is part of, how it reached us, and when it happened. */
export interface Thread {
  readonly channel: Channel;
  /** `standby`: another app owns the thread. `changes`: Test button and marketing messages. */
  readonly word: 'messaging' | 'standby' | 'changes';
  readonly asset: string;
  /** The strongest first; empty where Meta names nobody. */
  readonly person: readonly Identity[];
  /** `<type>:<value>` of the strongest identity; `''` for nobody. */
  readonly who: string;
  readonly occurredAt: string;
  /** The item's own time, else that of its entry: the part of a key that tells two such items apart. */
  readonly when: string | number;
  readonly own: boolean;
  readonly standby?: true;
}

interface Sides {
  /** The business sent it: the person is the recipient. */
  readonly outbound?: boolean | undefined;
  /** A `user_ref` that stands elsewhere in the item. */
  readonly userRef?: string | undefined;
}

/** The thread of an item. `'0'` is the entry id of the dashboard's Test button, `''` that of a bare body. */
export function threadOf(item: Item, source: Source, sides: Sides = {}): Thread {
  const [from, to] = sides.outbound ? [item.recipient, item.sender] : [item.sender, item.recipient];
  const tested = source.asset === '' || source.asset === '0';
  const asset = (tested ? to?.id : undefined) ?? source.asset;
  // restfb's echoes have the person as sender, Meta's own have the page there.
  const party = from?.id !== undefined && from.id === asset ? to : from;
  const person = identities(source, party?.id, party?.user_ref ?? sides.userRef);
  const [strongest] = person;
  const standby = source.shape === 'standby';

  return {
    channel: source.object === 'instagram' ? 'instagram' : 'messenger',
    word: standby ? 'standby' : source.shape === 'messaging' ? 'messaging' : 'changes',
    asset,
    person,
    who: strongest ? `${strongest.type}:${strongest.value}` : '',
    occurredAt: item.timestamp ?? source.sentAt,
    when: item.timestamp ?? source.entryTime ?? 0,
    own: item.timestamp !== undefined,
    ...(standby ? { standby } : {}),
  };
}

/** The members that all events of one item share. */
export function about({ asset, occurredAt, who }: Thread) {
  return { asset, occurredAt, ...(who ? { subject: who } : {}) };
}

/** The members that the details of all events of one item share. */
export function within({ channel, person, standby }: Thread) {
  return { channel, person, ...(standby ? { standby } : {}) };
}

function identities(source: Source, id?: string, userRef?: string): Identity[] {
  const type = source.object === 'instagram' ? 'igsid' : 'psid';

  return [
    ...(id === undefined ? [] : [{ type, value: id } as const]),
    ...(userRef === undefined ? [] : [{ type: 'user_ref', value: userRef } as const]),
  ];
}
