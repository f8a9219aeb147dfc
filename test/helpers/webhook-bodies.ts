import type { AnyWebhookEvent } from '../../src/domain/events';
import { readEvents } from './fixtures';

export const PAGE = '104000000000001';
export const PERSON = '6001000000000011';
/** 2026-03-01T10:00:00Z, in ms. */
export const NOW = 1772359200000;

/** One item from the person to the page. */
export const messagingItem = (members: object, at: number | string = NOW) => ({
  sender: { id: PERSON },
  recipient: { id: PAGE },
  timestamp: at,
  ...members,
});

/** A delivery of messaging items. */
export const messaging = (items: readonly object[], object = 'page', time = NOW) => ({
  object,
  entry: [{ id: PAGE, time, messaging: items }],
});

/** A delivery of one change. */
export const change = (field: string, value: unknown, { object = 'page', time = NOW } = {}) => ({
  object,
  entry: [{ id: PAGE, time: time / 1000, changes: [{ field, value }] }],
});

/** Kind and key, as the dedupe key is made of them. */
export const identityOf = ({ kind, key, asset }: AnyWebhookEvent): string =>
  JSON.stringify([kind, asset, key]);

/** The identities of all events of some deliveries, one after the other. */
export const identitiesOf = (...deliveries: readonly unknown[]): string[] =>
  deliveries.flatMap((delivery) => readEvents(delivery).map(identityOf));
