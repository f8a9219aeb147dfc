import type { EventKind } from '../../src/domain/events';
import { EVENT_KINDS } from '../../src/domain/kinds';
import { tablesOf } from '../../src/domain/tables';
import type { Pool } from '../../src/store/pool';

const byEvent = (table: string) => `select from ${table} t where t.event_id = e.id`;
const byMessage = (table: string) =>
  `select from ${table} t where t.asset_id = e.asset_id
     and t.mid = coalesce(e.detail ->> 'targetMid', e.detail ->> 'mid', e.id::text)`;
const byIdentity = (list: string) =>
  `select from contact_identities i join jsonb_array_elements(${list}) x
     on x ->> 'type' = i.type and x ->> 'value' = i.value`;

/** Where the row of an event `e` is known by something else than its id. */
const FINDERS: Readonly<Record<string, string>> = {
  messages: byMessage('messages'),
  message_reactions: byMessage('message_reactions'),
  orders: byMessage('orders'),
  conversations: `${byIdentity(`e.detail -> 'person'`)}
     join conversations t on t.contact_id = i.contact_id and t.asset_id = e.asset_id`,
  contact_identities: byIdentity(`(e.detail -> 'current') || (e.detail -> 'previous')`),
  consents: byEvent('consent_events'),
  deletion_requests: byEvent('audit_log'),
  leads: `select from leads t where t.id = e.data ->> 'leadId'`,
  comments: `select from comments t where t.asset_id = e.asset_id
     and t.comment_id = coalesce(e.detail ->> 'commentId', e.id::text)`,
  permission_grants: `select from permission_grants t where t.asset_id = e.asset_id
     and t.permission = e.detail ->> 'permission'`,
};

export interface RowlessEvent {
  readonly kind: EventKind;
  readonly field: string;
  readonly table: string;
}

/** The events that have no row in the table of their kind. */
export async function rowless(db: Pool): Promise<RowlessEvent[]> {
  const found = await Promise.all(
    EVENT_KINDS.map(async (kind) => {
      const table = tablesOf(kind)[0]!;
      const { rows } = await db.query<{ field: string }>(
        `select e.field from events e
         where e.kind = $1 and not exists (${FINDERS[table] ?? byEvent(table)})`,
        [kind],
      );

      return rows.map(({ field }) => ({ kind, field, table }));
    }),
  );

  return found.flat();
}
