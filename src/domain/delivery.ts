import type { DeliveryStatus } from './events';

/** How far a message has come: sent < delivered < read < played; `failed`, `deleted` and `other` stand apart. */
export const RANKS: Readonly<Record<DeliveryStatus, number>> = {
  sent: 1,
  delivered: 2,
  read: 3,
  played: 4,
  failed: 0,
  deleted: 0,
  other: 0,
};

/** What is known of one message's way. */
export interface DeliveryState {
  /** The highest rank reported; 0 where none was. */
  readonly rank: number;
  readonly failed: boolean;
}

export const UNKNOWN: DeliveryState = { rank: 0, failed: false };

/** Joins a report to what is known. Order and repetition of the reports make no difference (META 1.7, 2). */
export function join(state: DeliveryState, status: DeliveryStatus): DeliveryState {
  return { rank: Math.max(state.rank, RANKS[status]), failed: state.failed || status === 'failed' };
}

/** The one word for a state. A message that was seen was not lost, whatever a late `failed` says. */
export function statusOf({ rank, failed }: DeliveryState): DeliveryStatus | undefined {
  if (failed && rank < RANKS.delivered) return 'failed';

  return (['sent', 'delivered', 'read', 'played'] as const)[rank - 1];
}

/** Whose move a failure is. */
export type FailureClass =
  'retry' | 'opt_out' | 'throttled' | 'window' | 'template' | 'policy' | 'permanent';

const CLASSES: Readonly<Record<number, FailureClass>> = {
  131000: 'retry',
  131016: 'retry',
  131053: 'retry',
  131057: 'retry',
  131050: 'opt_out',
  130429: 'throttled',
  131048: 'throttled',
  131049: 'throttled',
  131056: 'throttled',
  80007: 'throttled',
  131047: 'window',
  132000: 'template',
  132001: 'template',
  132005: 'template',
  132007: 'template',
  132012: 'template',
  132015: 'template',
  132016: 'template',
  368: 'policy',
  131031: 'policy',
  130497: 'policy',
};

/** The class of a WhatsApp error code (META 2, status error codes); what is not listed is permanent. */
export function failureClass(code: number | null): FailureClass {
  return (code !== null && CLASSES[code]) || 'permanent';
}

/** ms after `sent` at which a message that is not delivered is told about. */
export const NOT_DELIVERED_AFTER = 60 * 60_000;
