import { z } from 'zod';

import type { EventKind, Fact, WebhookEvent } from '../../domain/events';
import { field, type FieldReader, type Source } from '../define';
import { present } from '../present';
import { about, Item, MaybeRecord, type Thread, threadOf, within } from './thread';

type ConversationKind = Extract<
  EventKind,
  `conversation.${'referred' | 'handed_over' | 'linked' | 'feedback_given' | 'policy_enforced'}`
>;

export type Member = Readonly<Record<string, unknown>>;

interface Said {
  readonly facts: Readonly<Record<string, Fact>>;
  readonly detail?: Readonly<Record<string, unknown>>;
}

/**
 * A field whose item says one thing about a conversation, in the first of the named members that is there.
 * None of them has an id of its own, so the key is the person, the time and a hash of the item.
 */
export function conversationField(
  kind: ConversationKind,
  names: readonly [string, ...string[]],
  read: (member: Member, name: string) => Said,
): FieldReader {
  const shape = Object.fromEntries(names.map((name) => [name, MaybeRecord]));
  const Found = Item.extend(shape).refine((item) => memberOf(item, names), { path: [names[0]] });

  return field(Found, (item, source) => {
    const [name, member] = memberOf(item, names)!;
    const thread = threadOf(item, source);

    return [conversationEvent({ kind, name, source, ...read(member, name) }, thread)];
  });
}

interface Made extends Said {
  readonly kind: ConversationKind;
  readonly name: string;
  readonly source: Source;
}

function conversationEvent(
  { kind, name, source, facts, detail }: Made,
  thread: Thread,
): WebhookEvent {
  return {
    kind,
    key: [thread.word, name.replace('-', '_'), thread.who, thread.when, source.hash()],
    ...about(thread),
    data: facts,
    detail: present({ ...within(thread), ...detail }),
  };
}

function memberOf(item: object, names: readonly string[]): [string, Member] | undefined {
  const members = item as Readonly<Record<string, Member | undefined>>;
  const name = names.find((each) => members[each] !== undefined);

  return name === undefined ? undefined : [name, members[name]!];
}

/** A word of Meta's own in a member, as a fact. */
export function wordIn(member: Member, name: string): string | null {
  return Word.parse(member[name]) ?? null;
}

const Word = z
  .string()
  .regex(/^\w[\w -]{0,63}$/)
  .optional()
  .catch(undefined);
