import type { Clock } from '../domain/clock';
import type { Fact } from '../domain/events';
import type { Transaction } from './pool';

export interface AuditEntry {
  /** `meta`, `tetrix`, or the name of an operator. */
  readonly actor: string;
  /** Past tense: `consent withdrawn`, `person erased`. */
  readonly action: string;
  readonly asset?: string;
  readonly subject?: string | null;
  readonly eventId?: string;
  readonly facts?: Readonly<Record<string, Fact>>;
}

export type AuditStore = ReturnType<typeof createAuditStore>;

export const createAuditStore = (clock: Clock) => ({
  /** Appends to the hash chain, in the transaction of what it tells of. */
  async append(tx: Transaction, entry: AuditEntry): Promise<void> {
    await tx.query('select tetrix_audit($1, $2, $3, $4, $5, $6, $7)', [
      clock(),
      entry.actor,
      entry.action,
      entry.asset ?? null,
      entry.subject ?? null,
      entry.eventId ?? null,
      JSON.stringify(entry.facts ?? {}),
    ]);
  },
});
