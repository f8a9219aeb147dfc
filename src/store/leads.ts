import type { Clock } from '../domain/clock';
import type { Pool, Transaction } from './pool';

/** A lead as Meta's Graph API tells it. */
export interface LeadRow {
  readonly id: string;
  readonly asset: string;
  readonly formId: string | null;
  readonly formName: string | null;
  readonly ad: { readonly id: string | null; readonly name: string | null };
  readonly adset: { readonly id: string | null; readonly name: string | null };
  readonly campaign: { readonly id: string | null; readonly name: string | null };
  readonly platform: string | null;
  readonly organic: boolean | null;
  readonly contactId: string | null;
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly createdAt: string;
  readonly answers: readonly { readonly name: string; readonly values: readonly string[] }[];
}

export type LeadStore = ReturnType<typeof createLeadStore>;

export const createLeadStore = (db: Pool, clock: Clock) => ({
  /** Upserts, so that an update or a replay brings the row to what Meta holds now. Its status stays. */
  async save(tx: Transaction, lead: LeadRow): Promise<void> {
    await tx.query(
      `insert into leads (id, asset_id, form_id, form_name, ad_id, ad_name, adset_id, adset_name, campaign_id, campaign_name,
         platform, organic, contact_id, name, email, phone, created_at, imported_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
       on conflict (id) do update set form_name = excluded.form_name, ad_name = excluded.ad_name,
         adset_name = excluded.adset_name, campaign_name = excluded.campaign_name, contact_id = excluded.contact_id,
         name = excluded.name, email = excluded.email, phone = excluded.phone, imported_at = excluded.imported_at`,
      [
        lead.id,
        lead.asset,
        lead.formId,
        lead.formName,
        lead.ad.id,
        lead.ad.name,
        lead.adset.id,
        lead.adset.name,
        lead.campaign.id,
        lead.campaign.name,
        lead.platform,
        lead.organic,
        lead.contactId,
        lead.name,
        lead.email,
        lead.phone,
        lead.createdAt,
        clock(),
      ],
    );
    await tx.query(
      `with gone as (delete from lead_answers where lead_id = $1 and (name, place) not in (
         select x.name, x.place from jsonb_to_recordset($2::jsonb) as x(name text, place int)))
       insert into lead_answers (lead_id, name, place, value)
       select $1, x.name, x.place, x.value from jsonb_to_recordset($2::jsonb) as x(name text, place int, value text)
       on conflict (lead_id, name, place) do update set value = excluded.value`,
      [lead.id, JSON.stringify(answerRows(lead.answers))],
    );
  },

  /** Nobody made contact in time. A lead that was contacted meanwhile stays so. */
  async markOverdue(id: string): Promise<void> {
    await db.query(
      `update leads set status = 'overdue', overdue_at = $2 where id = $1 and status = 'new'`,
      [id, clock()],
    );
  },

  async markContacted(id: string): Promise<void> {
    await db.query(
      `update leads set status = 'contacted', contacted_at = coalesce(contacted_at, $2) where id = $1 and status <> 'contacted'`,
      [id, clock()],
    );
  },

  /** What a notice about a lead shows to the person who should call. */
  async card(id: string): Promise<LeadCard | undefined> {
    const { rows } = await db.query<LeadCard>(
      `select id, name, email, phone, form_name as "formName", campaign_name as "campaignName", created_at as "createdAt"
       from leads where id = $1`,
      [id],
    );

    return rows[0];
  },
});

export interface LeadCard {
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly formName: string | null;
  readonly campaignName: string | null;
  readonly createdAt: Date;
}

function answerRows(answers: LeadRow['answers']): { name: string; place: number; value: string }[] {
  const seen = new Map<string, number>();

  return answers.flatMap(({ name, values }) =>
    values.map((value) => {
      const place = seen.get(name) ?? 0;
      seen.set(name, place + 1);
      return { name, place, value };
    }),
  );
}
