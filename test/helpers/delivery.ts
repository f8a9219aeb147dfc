import { failureClass, join, statusOf, UNKNOWN } from '../../src/domain/delivery';
import type { DeliveryState } from '../../src/domain/delivery';
import type { DeliveryStatus, EventRef } from '../../src/domain/events';
import { fixtureEvent } from './event-refs';

/** A report on one message, at a time of Meta's. */
export function report(
  status: DeliveryStatus,
  at: Date,
  errorCode: number | null = null,
): EventRef<'message.status'> {
  const occurredAt = at.toISOString();

  return fixtureEvent('message.status', {
    asset: '1001',
    subject: 'a'.repeat(32),
    occurredAt,
    data: { status, at: occurredAt, errorCode },
  });
}

/** `recordStatus` over one message whose row is a variable; joins reports as the database does. */
export function messageRow() {
  const recorded = new Map<string, DeliveryState>();
  let row: DeliveryState = UNKNOWN;

  return jest.fn(async ({ id, data: { status, errorCode } }: EventRef<'message.status'>) => {
    // As an effect: a repeated call changes nothing.
    if (!recorded.has(id)) recorded.set(id, (row = join(row, status)));
    const failure = status === 'failed' ? failureClass(errorCode) : null;

    return { status: statusOf(recorded.get(id)!) ?? null, failure };
  });
}
