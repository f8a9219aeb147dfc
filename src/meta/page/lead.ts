import { z } from 'zod';

import type { WebhookEvent } from '../../domain/events';
import { field, Id, type Source } from '../define';
import { MaybeId, MaybeTime, MaybeWord } from '../maybe';
import { maybe } from '../messaging/thread';
import { present } from '../present';

const Leadgen = z.object({
  leadgen_id: Id,
  form_id: MaybeId,
  page_id: MaybeId,
  ad_id: MaybeId,
  adgroup_id: MaybeId,
  created_time: MaybeTime,
  updated_time: MaybeTime,
  area: MaybeWord,
  event: MaybeWord,
  updated_fields: maybe(z.array(z.string())),
  field_data: maybe(z.array(z.unknown())),
});
type Leadgen = z.output<typeof Leadgen>;

/** A lead webhook holds ids only; the answers are fetched later. An organic lead has the ad id 0. */
export const leadgen = field(Leadgen, (lead, source): WebhookEvent<'lead.submitted'>[] => [
  {
    kind: 'lead.submitted',
    key: [lead.leadgen_id],
    asset: assetOf(lead, source),
    occurredAt: lead.created_time ?? source.sentAt,
    data: { leadId: lead.leadgen_id, formId: lead.form_id ?? null },
    detail: originOf(lead),
  },
]);

/** Meta's agent judged a lead anew (`leadgen_update`), or the lead comes with its answers (`leadgen_fat`). */
export const leadgenUpdate = field(Leadgen, (lead, source): WebhookEvent<'lead.updated'>[] => [
  {
    kind: 'lead.updated',
    key: [source.field, lead.leadgen_id, source.hash(), source.entryTime ?? 0],
    asset: assetOf(lead, source),
    occurredAt: lead.updated_time ?? source.sentAt,
    data: { leadId: lead.leadgen_id, formId: lead.form_id ?? null },
    detail: present({
      ...originOf(lead),
      area: lead.area,
      event: lead.event,
      updatedFields: lead.updated_fields,
      answers: lead.field_data,
    }),
  },
]);

function assetOf({ page_id: page }: Leadgen, { asset }: Source): string {
  return asset === '' || asset === '0' ? (page ?? asset) : asset;
}

function originOf({ ad_id: ad, adgroup_id: adset }: Leadgen) {
  const real = (id: string | undefined) => (id === '0' ? undefined : id);

  return present({ adId: real(ad), adsetId: real(adset) });
}
