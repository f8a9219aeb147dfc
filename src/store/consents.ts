import type { Clock } from '../domain/clock';
import type { Consent } from '../domain/consent';
import type { Identity } from '../domain/details';
import type { EventRef } from '../domain/events';
import { identityHash } from './conversations';
import type { Pool, Transaction } from './pool';

type ConsentEvent = EventRef<'consent.withdrawn' | 'consent.given'>;

export type ConsentStore = ReturnType<typeof createConsentStore>;

export const createConsentStore = (db: Pool, idKey: string, clock: Clock) => ({
  /**
   * Writes what was said of some identities. The latest Meta time wins and a withdrawal wins ties (of two
   * that say the same, the one of the higher id), so late and repeated events change nothing. Returns how
   * many identities it changed.
   */
  async record(
    tx: Transaction,
    event: ConsentEvent,
    to: { hashes: readonly string[]; propagated: boolean },
  ): Promise<number> {
    const state = event.kind === 'consent.withdrawn' ? 'withdrawn' : 'given';
    const { category, source } = event.data;
    const { rowCount } = await tx.query(
      `with told as (select hash from unnest($1::text[]) hash order by hash), logged as (
         insert into consent_events (event_id, identity_hash, category, state, source, propagated, at, recorded_at)
         select $2, hash, $3, $4, $5, $6, $7, $8 from told on conflict do nothing
       )
       insert into consents as c (identity_hash, category, state, at, source, event_id)
       select hash, $3, $4, $7, $5, $2 from told
       on conflict (identity_hash, category) do update set
         state = excluded.state, at = excluded.at, source = excluded.source, event_id = excluded.event_id
       where (excluded.at, excluded.state = 'withdrawn', excluded.event_id) > (c.at, c.state = 'withdrawn', c.event_id)`,
      [to.hashes, event.id, category, state, source, to.propagated, event.occurredAt, clock()],
    );

    return rowCount ?? 0;
  },

  /** The identities of the contact that one of `person` belongs to, as hashes; the contact's row stays locked. */
  async siblings(tx: Transaction, person: readonly Identity[]): Promise<string[]> {
    const own = person.map((identity) => identityHash(idKey, identity));
    const theirs =
      'select contact_id from contact_identities where identity_hash = any($1::text[])';
    await tx.query(`select from contacts where id in (${theirs}) order by id for update`, [own]);
    // A statement of its own: it sees what was merged while the lock was waited for.
    const { rows } = await tx.query<{ hash: string }>(
      `select identity_hash as hash from contact_identities where contact_id in (${theirs})`,
      [own],
    );

    return [...new Set([...own, ...rows.map(({ hash }) => hash)])];
  },

  /** What one identity has said, newest first. One indexed read. */
  async of(hash: string): Promise<Consent[]> {
    const { rows } = await db.query<{ category: string; state: Consent['state']; at: Date }>(
      `select category, state, at from consents where identity_hash = $1 order by at desc`,
      [hash],
    );

    return rows.map(({ category, state, at }) => ({ category, state, at: at.toISOString() }));
  },
});
