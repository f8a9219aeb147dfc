import { Context } from '@temporalio/activity';
import { z } from 'zod';

import type { Identity } from '../src/domain/details';
import type { EventRef } from '../src/domain/events';
import type { LeadSummary } from '../src/domain/leads';
import type { AssetGraph, GraphClient } from '../src/graph/client';
import { GraphNotFoundError, GraphPermissionError } from '../src/graph/errors';
import type { ConversationStore } from '../src/store/conversations';
import type { Effects } from '../src/store/effects';
import type { LeadStore } from '../src/store/leads';

const LeadResponse = z.object({
  created_time: z.string(),
  form_id: z.string().optional(),
  ad_id: z.string().optional(),
  adset_id: z.string().optional(),
  campaign_id: z.string().optional(),
  platform: z.string().optional(),
  is_organic: z.boolean().optional(),
  field_data: z.array(z.object({ name: z.string(), values: z.array(z.string()) })),
});
const Named = z.object({ name: z.string().optional() });

const LEAD_FIELDS =
  'created_time,form_id,ad_id,adset_id,campaign_id,platform,is_organic,field_data';

interface LeadParts {
  graph: GraphClient;
  effects: Effects;
  leads: LeadStore;
  conversations: ConversationStore;
}

export type LeadActivities = ReturnType<typeof createLeadActivities>;

export const createLeadActivities = ({ graph, effects, leads, conversations }: LeadParts) => ({
  /** Copies a lead, its form and its ad from Meta to Postgres. Its answers never enter workflow history. */
  async importLead(event: EventRef<'lead.submitted' | 'lead.updated'>): Promise<LeadSummary> {
    const { leadId } = event.data;
    const meta = graph.for(event.asset, { signal: Context.current().cancellationSignal });
    const lead = await meta.get(`${leadId}?fields=${LEAD_FIELDS}`, LeadResponse);
    const formId = lead.form_id ?? event.data.formId;
    const [form, ad, adset, campaign] = await Promise.all(
      [formId, lead.ad_id, lead.adset_id, lead.campaign_id].map((id) => named(meta, id)),
    );

    return effects.once(event, 'importLead', async (tx) => {
      const known = answersOf(lead.field_data);
      const contactId = known.person.length > 0 ? await conversations.find(tx, known.person) : null;
      await leads.save(tx, {
        id: leadId,
        asset: event.asset,
        formId,
        formName: form!.name,
        ad: ad!,
        adset: adset!,
        campaign: campaign!,
        platform: lead.platform ?? null,
        organic: lead.is_organic ?? null,
        contactId,
        name: known.name,
        email: known.email,
        phone: known.phone,
        createdAt: lead.created_time,
        answers: lead.field_data,
      });

      return { id: leadId, asset: event.asset, formId };
    });
  },

  async markLeadOverdue(leadId: string): Promise<void> {
    await leads.markOverdue(leadId);
  },

  async markLeadContacted(leadId: string): Promise<void> {
    await leads.markContacted(leadId);
  },
});

/** A name is an extra: an ad that is gone, or that the token may not see, must not cost the lead. */
async function named(
  meta: AssetGraph,
  id: string | null | undefined,
): Promise<{ id: string | null; name: string | null }> {
  if (!id) return { id: null, name: null };
  try {
    return { id, name: (await meta.get(`${id}?fields=name`, Named)).name ?? null };
  } catch (error) {
    if (error instanceof GraphNotFoundError || error instanceof GraphPermissionError)
      return { id, name: null };
    throw error;
  }
}

/** Meta's standard question keys; a form may ask for the parts of a name instead of the whole. */
function answersOf(fields: z.infer<typeof LeadResponse>['field_data']): Answers {
  const first = (name: string) =>
    fields.find((field) => field.name === name)?.values[0]?.trim() || null;
  const parts = [first('first_name'), first('last_name')].filter(Boolean).join(' ');
  const email = first('email') ?? first('work_email');
  const phone = first('phone_number') ?? first('work_phone_number');
  const person: Identity[] = [];
  if (phone) person.push({ type: 'phone', value: phone.replace(/[^\d+]/g, '') });
  if (email) person.push({ type: 'email', value: email.toLowerCase() });

  return { name: first('full_name') ?? (parts || null), email, phone, person };
}

interface Answers {
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly person: readonly Identity[];
}
