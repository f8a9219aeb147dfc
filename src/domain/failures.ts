/**
 * Failures that trying again cannot mend, by class name: what throws them, whoever waits for it. Temporal stops
 * retrying, the run parks, and a person (a new token, a fix, a decision) lets it go on.
 */
export const PERMANENT_FAILURES: readonly string[] = [
  'GraphPermissionError',
  'GraphTokenError',
  'GraphNotFoundError',
  'GraphPolicyError',
  'GraphRequestError',
  'GraphResponseError',
  'DataRefused',
  'EventMissing',
  'EventErased',
];

/** The event that an activity was given is not in the database: another database, or retention was quicker. */
export class EventMissing extends Error {
  override readonly name = 'EventMissing';
}

/** The event is there, but what it held was erased with the person. Its run ends. */
export class EventErased extends Error {
  override readonly name = 'EventErased';
}

/** What `discard` may give as the reason that a parked run needs no more work. Free text would stay in its history. */
export const DISCARD_CODES = [
  'not_ours',
  'duplicate',
  'test_data',
  'done_by_hand',
  'too_late',
  'cannot_be_mended',
] as const;

export type DiscardCode = (typeof DISCARD_CODES)[number];
