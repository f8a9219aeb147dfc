import type { EventKind, WebhookEvent } from '../domain/events';
import type { Delivery } from './accept';

export interface Facts<K extends EventKind> {
  /** Who reports them: `callback`, `console`, `tetrix`, or the object that they were read from. */
  readonly object: string;
  readonly field: string;
  readonly app: string;
  readonly events: readonly WebhookEvent<K>[];
}

/** Facts that no webhook brings, as a delivery: they enter through the same door, and are single like any other. */
export function factDelivery<K extends EventKind>({
  object,
  field,
  app,
  events,
}: Facts<K>): Delivery {
  const raw = Buffer.from(JSON.stringify([object, field, ...events.map(({ key }) => key)]));
  const read = events.map((event, item) => ({
    object,
    field,
    item,
    event: event as never,
    payload: undefined,
  }));

  return {
    raw,
    headers: {},
    app,
    keepRaw: false,
    read: { object, items: events.length, events: read },
  };
}
