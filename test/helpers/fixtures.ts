import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { AnyWebhookEvent } from '../../src/domain/events';
import { readDelivery } from '../../src/meta/read';

const root = join(__dirname, '../fixtures/webhooks');

/** What the readers are told about a fixture's delivery; the app signs `user` and `permissions` events. */
export const fixtureContext = {
  app: '9000000001',
  receivedAt: new Date('2026-03-01T12:00:00.000Z'),
};

export interface Fixture {
  readonly file: string;
  readonly object: string;
  readonly field: string;
  /** The body as Meta would send it. */
  readonly delivery: unknown;
  /** Every event that it must become, in order. */
  readonly events: readonly (AnyWebhookEvent & { readonly field?: string })[];
}

/** `test/fixtures/webhooks/<object>/<field>.<what>.json`, all of our own making. */
export const fixtures: readonly Fixture[] = readdirSync(root).flatMap((object) =>
  readdirSync(join(root, object))
    .sort()
    .map((name) => {
      const { delivery, events } = JSON.parse(
        readFileSync(join(root, object, name), 'utf8'),
      ) as Fixture;
      return { file: `${object}/${name}`, object, field: name.split('.')[0]!, delivery, events };
    }),
);

/** The events that a delivery is read as, without payloads. */
export function readEvents(delivery: unknown): AnyWebhookEvent[] {
  return readDelivery(JSON.stringify(delivery), fixtureContext).events.map(({ event }) => event);
}
