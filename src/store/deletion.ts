import type { Clock } from '../domain/clock';
import type { Identity } from '../domain/details';
import { identityHash } from './conversations';
import type { Pool, Transaction } from './pool';

export interface DeletionRequest {
  readonly code: string;
  readonly status: 'received' | 'running' | 'completed' | 'failed';
  readonly requestedAt: Date;
  readonly completedAt: Date | null;
}

/** How many rows went, by table. */
export type Erased = Readonly<Record<string, number>>;

export type DeletionStore = ReturnType<typeof createDeletionStore>;

export const createDeletionStore = (db: Pool, idKey: string, clock: Clock) => ({
  /** Keeps a request under its code. The same code again changes nothing. */
  async request(code: string, user: Identity, source: string): Promise<void> {
    await db.query(
      `insert into deletion_requests (code, user_hash, user_id, source, requested_at) values ($1, $2, $3, $4, $5)
       on conflict (code) do nothing`,
      [code, identityHash(idKey, user), user.value, source, clock()],
    );
  },

  async find(code: string): Promise<DeletionRequest | undefined> {
    const { rows } = await db.query<DeletionRequest>(
      `select code, status, requested_at as "requestedAt", completed_at as "completedAt" from deletion_requests where code = $1`,
      [code],
    );

    return rows[0];
  },

  /**
   * Erases a person by one identity: the contact with everything that hangs on it, leads, profile, and what
   * events held. Not what another request still waits with: it has its own code to complete. `eventId` is this one's.
   */
  async erase(tx: Transaction, user: Identity, eventId: string): Promise<Erased> {
    const { rows: known } = await tx.query<{ contact: string }>(
      `select contact_id as contact from contact_identities where type = $1 and value = $2 for update`,
      [user.type, user.value],
    );
    const contacts = [...new Set(known.map(({ contact }) => contact))];
    // The subject of a status is its message; that of every other event the person.
    const { rows: hashes } = await tx.query<{ hash: string }>(
      `select identity_hash as hash from contact_identities where contact_id = any($1::uuid[])
       union select m.mid_hash from messages m join conversations c on c.id = m.conversation_id
         where c.contact_id = any($1::uuid[])`,
      [contacts],
    );
    const subjects = [identityHash(idKey, user), ...hashes.map(({ hash }) => hash)];
    const gone = async (text: string, values: readonly unknown[]) =>
      (await tx.query(text, values)).rowCount ?? 0;

    return {
      message_reactions: await gone(
        `delete from message_reactions r using contact_identities i
         where i.contact_id = any($1::uuid[]) and r.actor = i.value`,
        [contacts],
      ),
      messages: await gone(
        `delete from messages where conversation_id in (select id from conversations where contact_id = any($1::uuid[]))`,
        [contacts],
      ),
      leads: await gone(`delete from leads where contact_id = any($1::uuid[])`, [contacts]),
      contacts: await gone(`delete from contacts where id = any($1::uuid[])`, [contacts]),
      user_profiles: await gone(`delete from user_profiles where user_id = $1`, [user.value]),
      profile_changes: await gone(`delete from profile_changes where user_id = $1`, [user.value]),
      events: await gone(
        `update events set detail = null, payload = null
         where subject_hash = any($1::text[]) and (detail is not null or payload is not null)
           and (kind <> 'deletion.requested' or id = $2 or status in ('done', 'ignored', 'dead'))`,
        [subjects, eventId],
      ),
    };
  },

  /** Says how a request ended; the person's own id goes with it. */
  async complete(tx: Transaction, code: string, erased: Erased): Promise<void> {
    await tx.query(
      `update deletion_requests set status = 'completed', completed_at = $2, result = $3, user_id = null where code = $1`,
      [code, clock(), JSON.stringify(erased)],
    );
  },
});
