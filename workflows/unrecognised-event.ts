import type { DriftActivities } from '../activities/drift';
import type { EventRef } from '../src/domain/events';
import { hotActivities } from './hot';
import { run } from './run';

const { recordUnrecognised } = hotActivities<DriftActivities>();

/** Keeps and counts what nothing reads yet; the first of its sort is told. */
export const unrecognisedEvent = run<EventRef<'unrecognised'>>(
  'Field that Tetrix does not read',
  async (event, { step, notify }) => {
    const { firstOfItsSort } = await step('counting it', () => recordUnrecognised(event));
    if (!firstOfItsSort) return 'counted';

    const facts = { object: event.object, field: event.field, reason: event.data.reason };
    await notify({ topic: 'field.unrecognised', asset: event.asset, ref: event.id, facts });
    return 'told';
  },
);
