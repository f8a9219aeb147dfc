import { identityHash } from '../../src/store/conversations';
import { uuidv7 } from '../../src/domain/ids';
import type { Pool } from '../../src/store/pool';
import { ID_KEY } from './tetrix';

export interface LaidPerson {
  readonly contact: string;
  readonly conversation: string;
  readonly lead: string;
}

/** A person known by an app-scoped id, with one conversation, one message and one lead. */
export async function layPerson(db: Pool, userId: string): Promise<LaidPerson> {
  const now = new Date();
  const [contact, conversation, message] = [uuidv7(now), uuidv7(now), uuidv7(now)];
  const lead = `lead-of-${userId}`;
  const identity = { type: 'asid', value: userId } as const;
  await db.query(
    'insert into contacts (id, name, created_at, updated_at) values ($1, $2, $3, $3)',
    [contact, 'Ada Sample', now],
  );
  await db.query(
    `insert into contact_identities (type, value, identity_hash, contact_id, first_seen_at) values ($1, $2, $3, $4, $5)`,
    [identity.type, identity.value, identityHash(ID_KEY, identity), contact, now],
  );
  await db.query(
    `insert into conversations (id, contact_id, asset_id, channel, created_at) values ($1, $2, '1', 'messenger', $3)`,
    [conversation, contact, now],
  );
  await db.query(
    `insert into messages (id, asset_id, mid, mid_hash, conversation_id, channel, direction, type, text, sent_at, created_at)
     values ($1, '1', $2, 'x', $3, 'messenger', 'inbound', 'text', 'hello', $4, $4)`,
    [message, `m_${userId}`, conversation, now],
  );
  await db.query(
    `insert into leads (id, asset_id, contact_id, name, created_at, imported_at) values ($1, '1', $2, 'Ada', $3, $3)`,
    [lead, contact, now],
  );
  await db.query(
    `insert into lead_answers (lead_id, name, place, value) values ($1, 'q', 0, 'a')`,
    [lead],
  );

  return { contact, conversation, lead };
}
