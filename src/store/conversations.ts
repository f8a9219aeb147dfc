import type { Channel, Identity } from '../domain/details';
import type { Clock } from '../domain/clock';
import { keyedHash, uuidv7 } from '../domain/ids';
import type { Transaction } from './pool';

export interface PersonAt {
  readonly asset: string;
  readonly channel: Channel;
  readonly person: readonly Identity[];
  readonly name?: string;
  /** ISO; when a message came or went. Absent for what is no message. */
  readonly messageAt?: string;
  readonly inbound?: boolean;
}

export interface Place {
  readonly contactId: string;
  readonly conversationId: string;
}

export type ConversationStore = ReturnType<typeof createConversationStore>;

export const createConversationStore = (idKey: string, clock: Clock) => {
  const contactOf = async (tx: Transaction, identities: readonly Identity[], mayMerge: boolean) => {
    const now = clock();
    const { rows } = await tx.query<{ id: string }>(
      'select tetrix_contact($1::jsonb, $2, null, $3, $4) as id',
      [JSON.stringify(hashed(identities, idKey)), uuidv7(now), now, mayMerge],
    );

    return rows[0]!.id;
  };

  return {
    /** The contact and the conversation of a person with an asset, made where they are new. */
    async place(tx: Transaction, at: PersonAt): Promise<Place> {
      const now = clock();
      const identities = hashed(at.person, idKey);
      const inboundAt = at.inbound ? (at.messageAt ?? null) : null;
      const { rows } = await tx.query<Place>(
        `with person as materialized (select tetrix_contact($1::jsonb, $2, $3, $8, true) as id)
       select id as "contactId", tetrix_conversation(id, $4, $5, $6, $7, $9, $8) as "conversationId" from person`,
        [
          JSON.stringify(identities),
          uuidv7(now),
          at.name ?? null,
          at.asset,
          at.channel,
          uuidv7(now),
          at.messageAt ?? null,
          now,
          inboundAt,
        ],
      );

      return rows[0]!;
    },

    /** Two sets of identities are one person, says Meta: one contact keeps everything. Returns its id. */
    async join(tx: Transaction, identities: readonly Identity[]): Promise<string> {
      return contactOf(tx, identities, true);
    },

    /** The contact that a form's answers point to, by the strongest of them: what somebody typed joins nobody. */
    async find(tx: Transaction, identities: readonly Identity[]): Promise<string> {
      return contactOf(tx, identities, false);
    },

    /** Keeps a conversation event (handover, referral, call, history, …) beside the messages. */
    async note(tx: Transaction, event: ConversationEvent): Promise<void> {
      await tx.query(
        `insert into conversation_events (event_id, conversation_id, asset_id, kind, detail, at)
       values ($1, $2, $3, $4, $5, $6) on conflict (event_id) do nothing`,
        [
          event.id,
          event.conversationId,
          event.asset,
          event.kind,
          JSON.stringify(event.detail),
          event.at,
        ],
      );
    },
  };
};

export interface ConversationEvent {
  readonly id: string;
  readonly conversationId: string | null;
  readonly asset: string;
  readonly kind: string;
  readonly detail: unknown;
  readonly at: string;
}

/** The keyed hash of an identity, as subjects and consents carry it. */
export function identityHash(idKey: string, { type, value }: Identity): string {
  return keyedHash(idKey, `${type}:${value}`);
}

function hashed(person: readonly Identity[], idKey: string): (Identity & { hash: string })[] {
  return person.map((identity) => ({ ...identity, hash: identityHash(idKey, identity) }));
}
