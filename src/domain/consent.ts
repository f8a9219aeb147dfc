/** What a person allows, in one category, at a time of Meta's. */
export interface Consent {
  readonly category: string;
  readonly state: 'given' | 'withdrawn';
  /** ISO 8601; Meta's time, not ours. */
  readonly at: string;
}

/** The later one counts; at the same time a withdrawal does. Commutative, associative and idempotent. */
export function later(a: Consent, b: Consent): Consent {
  const [timeA, timeB] = [Date.parse(a.at), Date.parse(b.at)];
  if (timeA !== timeB) return timeA > timeB ? a : b;

  return a.state === 'withdrawn' ? a : b;
}

/**
 * Whether somebody may be written to in a category: the latest word on it, or on everything (`all`), counts.
 * Nothing said is not a withdrawal.
 */
export function mayWrite(consents: readonly Consent[], category: string): boolean {
  const said = consents.filter(
    (consent) => consent.category === category || consent.category === 'all',
  );

  return said.length === 0 || said.reduce(later).state === 'given';
}
