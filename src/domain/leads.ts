/** ms after a new lead at which nobody having made contact is told about. */
export const FOLLOW_UP_LIMIT = 5 * 60_000;

/** What a history may know of a lead. */
export interface LeadSummary {
  readonly id: string;
  readonly asset: string;
  readonly formId: string | null;
}
