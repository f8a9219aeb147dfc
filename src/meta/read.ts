import type { AnyWebhookEvent, WebhookEvent } from '../domain/events';
import type { FieldReader, Source, WebhookObject } from './define';
import { fallbackKey } from './define';
import { hashValue } from './hash-value';
import { inferObject } from './infer';
import { messagingField } from './messaging/field';
import * as registry from './objects';
import type { Item } from './split';
import { splitDelivery } from './split';

const objects = new Map<string, WebhookObject>(
  Object.values(registry).map((object) => [object.name, object]),
);

/** One event, the item it was read from, and that item as Meta sent it. */
export interface ReadEvent {
  readonly object: string;
  readonly field: string;
  /** Place of the item in its delivery, from 0. */
  readonly item: number;
  readonly event: AnyWebhookEvent;
  readonly payload: unknown;
}

export interface ReadDelivery {
  readonly object: string;
  /** Number of items: changes, messaging items and fields. */
  readonly items: number;
  readonly events: readonly ReadEvent[];
  /** Why the body as a whole cannot be read; it is then kept raw. */
  readonly dead?: string;
}

export interface ReadContext {
  /** Id of the app whose secret signed the body. */
  readonly app: string;
  readonly receivedAt: Date;
}

/**
 * A delivery's body → its events, in order. Never throws: an item that nothing reads becomes an
 * `unrecognised` event, and its neighbours are read as if it were not there.
 */
export function readDelivery(text: string, context: ReadContext): ReadDelivery {
  const split = splitDelivery(text);
  if (!split.ok) return { object: 'unknown', items: 0, events: [], dead: split.reason };

  const events = split.items.flatMap((item, index) => readItem(item, index, context));

  return { object: split.object, items: split.items.length, events };
}

function readItem(sent: Item, index: number, context: ReadContext): ReadEvent[] {
  const item = sent.shape === 'bare' ? inferObject(sent, objects) : sent;
  const object = objects.get(item.object);
  const field = fieldOf(item, object);
  const source = sourceOf(item, field, context);
  const reader =
    object && Object.hasOwn(object.fields, field) ? object.fields[field] : object?.otherwise;
  const events = reader
    ? readWith(reader, item, source)
    : [unrecognised(source, object ? 'unknown field' : 'unknown object')];

  return events.map((event, place) => ({
    object: item.object,
    field,
    item: index,
    event,
    payload: place === 0 ? sent.raw : undefined,
  }));
}

function readWith(reader: FieldReader, item: Item, source: Source): AnyWebhookEvent[] {
  try {
    const result = reader.read(valueOf(item), source);
    if ('misfit' in result) return [unrecognised(source, `does not fit: ${result.misfit}`)];

    return result.events.length > 0 ? result.events : [unrecognised(source, 'nothing in it')];
  } catch (error) {
    return [unrecognised(source, `reader failed: ${(error as Error).name}`)];
  }
}

function fieldOf(item: Item, object: WebhookObject | undefined): string {
  const sent =
    item.field ??
    (item.shape === 'messaging' || item.shape === 'standby' ? messagingField(item.raw) : undefined);
  if (!sent) return item.shape;

  return object && Object.hasOwn(object.aliases, sent) ? object.aliases[sent]! : sent;
}

/** The value that a field's reader gets: of a change its `value`, of any other item the whole item. */
function valueOf(item: Item): unknown {
  if (['messaging', 'standby', 'entry'].includes(item.shape)) return item.raw;

  return (item.raw as { value?: unknown } | null)?.value;
}

function sourceOf(item: Item, field: string, context: ReadContext): Source {
  const { object, shape, entryId, entryTime, uid, raw } = item;
  const verb = (raw as { verb?: unknown } | null)?.verb;
  let hash: string | undefined;

  return {
    object,
    field,
    shape,
    asset: entryId,
    app: context.app,
    sentAt: new Date(entryTime ?? context.receivedAt).toISOString(),
    ...(uid === undefined ? {} : { uid }),
    ...(entryTime === undefined ? {} : { entryTime }),
    ...(typeof verb === 'string' ? { verb } : {}),
    hash: () => (hash ??= hashValue(valueOf(item) ?? raw)),
  };
}

function unrecognised(source: Source, reason: string): WebhookEvent<'unrecognised'> {
  return {
    kind: 'unrecognised',
    key: fallbackKey(source),
    // The entry of these two is a person, and an asset travels to Temporal.
    asset: source.object === 'user' || source.object === 'permissions' ? source.app : source.asset,
    occurredAt: source.sentAt,
    data: { shape: source.shape, reason },
  };
}
