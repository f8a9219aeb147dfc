import type { EventKind, EventRef } from '../../src/domain/events';
import { uuidv7 } from '../../src/domain/ids';
import { fixtures } from './fixtures';

/** What a workflow is given for the first fixture event of a kind, under an id of its own. */
export function fixtureEvent<K extends EventKind>(
  kind: K,
  overrides: Partial<EventRef<K>> = {},
): EventRef<K> {
  for (const { object, field, events } of fixtures) {
    const event = events.find((one) => one.kind === kind);
    if (!event) continue;
    const { asset, occurredAt, data } = event;
    const id = uuidv7(new Date());
    const ref = { id, object, field, kind, asset, subject: null, occurredAt, generation: 0, data };
    return { ...ref, ...overrides } as EventRef<K>;
  }

  throw new Error(`no fixture holds ${kind}`);
}
