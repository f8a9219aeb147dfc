import type { EventKind, WebhookEvent } from '../domain/events';
import type { Delivery } from './accept';

export interface FactOf<K extends EventKind> {
  /** Who reports it: `callback`, `console`, `tetrix`. */
  readonly object: string;
  readonly field: string;
  readonly app: string;
  readonly event: WebhookEvent<K>;
}

/** A fact that no webhook brings, as a delivery: it enters through the same door, and is single like any other. */
export function factDelivery<K extends EventKind>({
  object,
  field,
  app,
  event,
}: FactOf<K>): Delivery {
  const raw = Buffer.from(JSON.stringify([object, field, event.key]));
  const events = [{ object, field, item: 0, event: event as never, payload: undefined }];

  return { raw, headers: {}, app, keepRaw: false, read: { object, items: 1, events } };
}
