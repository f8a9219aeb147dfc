import type { Pool } from './pool';

/** The tables that events are written to, for the demo and for tests that compare before and after. */
export const DOMAIN_TABLES = [
  'contacts',
  'contact_identities',
  'conversations',
  'messages',
  'message_statuses',
  'message_reactions',
  'conversation_events',
  'orders',
  'order_items',
  'leads',
  'lead_answers',
  'consents',
  'consent_events',
  'comments',
  'mentions',
  'page_activities',
  'media_insights',
  'asset_changes',
  'ad_changes',
  'catalog_batches',
  'permission_grants',
  'profile_changes',
  'user_profiles',
  'account_migrations',
  'unrecognised_items',
  'deletion_requests',
  'audit_log',
] as const;

export type Census = Readonly<Record<string, number>>;

/** How many rows each domain table has. It reads them all: for demos and tests, not for a large installation. */
export async function census(db: Pool): Promise<Census> {
  const counts = DOMAIN_TABLES.map(
    (name) => `select '${name}' as name, count(*) as rows from ${name}`,
  );
  const { rows } = await db.query<{ name: string; rows: number }>(counts.join(' union all '));

  return Object.fromEntries(rows.map(({ name, rows: count }) => [name, count]));
}

/** The tables that grew, and by how much. */
export function growth(before: Census, after: Census): Record<string, number> {
  const grown = Object.entries(after).map(
    ([name, rows]) => [name, rows - (before[name] ?? 0)] as const,
  );

  return Object.fromEntries(grown.filter(([, rows]) => rows > 0));
}
