import { z } from 'zod';

import type { WebhookEvent } from '../../domain/events';
import { field } from '../define';
import { hashValue } from '../hash-value';
import { MaybeId, MaybeText, MaybeTime, MaybeWord } from '../maybe';
import { maybe } from '../messaging/thread';
import { present } from '../present';

const Template = z.object({
  event: MaybeWord,
  message_template_id: MaybeId,
  message_template_name: MaybeText,
  message_template_language: MaybeWord,
  reason: MaybeWord,
});
type Template = z.output<typeof Template>;

const Update = Template.extend({
  timestamp: MaybeTime,
  business_id: MaybeId,
  changes: maybe(z.array(z.object({ value: Template.catch(Template.parse({})) }))),
});

/** A Messenger template's new status. Meta's sample wraps the changes once more inside the value. */
export const templateStatus = field(
  Update,
  (update, source): WebhookEvent<'template.changed'>[] => {
    const { timestamp, business_id: businessId, changes } = update;
    const templates: Template[] = changes?.map(({ value }) => value) ?? [update];

    return templates.map((template) => {
      const { event, message_template_id: templateId, message_template_name: name } = template;

      return {
        kind: 'template.changed',
        key: [
          source.field,
          templateId ?? '',
          event ?? '',
          timestamp ?? source.entryTime ?? 0,
          hashValue(template),
        ],
        asset: source.asset,
        occurredAt: timestamp ?? source.sentAt,
        ...(templateId === undefined ? {} : { subject: templateId }),
        data: {
          templateId: templateId ?? null,
          event: event ?? null,
          language: template.message_template_language ?? null,
          reason: template.reason ?? null,
          businessId: businessId ?? null,
        },
        detail: present({ name }),
      };
    });
  },
);
