import { z } from 'zod';

import type { WebhookEvent } from '../../domain/events';
import { fallbackKey, field } from '../define';
import { present } from '../present';
import { metaTime } from './pick';
import { id, part, text, time, word } from './shapes';

const Template = z
  .object({
    message_template_id: id,
    message_template_name: text,
    message_template_language: word,
    message_template_category: word,
    event: word,
    reason: word,
    other_info: part(z.object({ title: word })),
    disable_info: part(z.object({ disable_date: time })),
    previous_quality_score: word,
    new_quality_score: word,
    category: word,
    previous_category: word,
    new_category: word,
    correct_category: word,
    category_update_timestamp: time,
  })
  .loose();
type Template = z.output<typeof Template>;

/**
 * All the template fields. What changed is read from the value: Meta's own sample of a quality update
 * prints the field of a status update (META 2).
 */
export const templates = field(Template, (value, source): WebhookEvent[] => {
  const templateId = value.message_template_id ?? null;

  return [
    {
      kind: 'template.changed',
      // A template may be paused and resumed, or moved to and fro: the same value twice is two changes.
      key: fallbackKey(source),
      asset: source.asset,
      occurredAt: source.sentAt,
      data: {
        templateId,
        language: value.message_template_language ?? null,
        ...aspectOf(value),
      },
      ...(templateId === null ? {} : { subject: templateId }),
      detail: present({ name: value.message_template_name, value }),
    },
  ];
});

function aspectOf(value: Template) {
  if (value.new_quality_score !== undefined) return quality(value);
  if (value.event !== undefined) return status(value);
  if ((value.new_category ?? value.correct_category) !== undefined) return category(value);

  return { aspect: 'components' };
}

function quality(value: Template) {
  return {
    aspect: 'quality',
    previousQuality: value.previous_quality_score ?? null,
    newQuality: value.new_quality_score ?? null,
  };
}

function status(value: Template) {
  return {
    aspect: 'status',
    event: value.event ?? null,
    reason: value.reason === 'NONE' ? null : (value.reason ?? null),
    category: value.message_template_category ?? null,
    pause: value.other_info?.title ?? null,
    disabledAt: metaTime(value.disable_info?.disable_date),
  };
}

/**
 * Of a category that is about to change `new_category` is the present one and `correct_category` the coming
 * one; once it has changed `previous_category` and `new_category` say so, but the former may be absent.
 * `category` stands in `template_correct_category_detection` only, which announces no change.
 */
function category(value: Template) {
  const coming = value.correct_category !== undefined;
  const detected = coming && value.category !== undefined;

  return {
    aspect: detected ? 'category_detected' : coming ? 'category_coming' : 'category',
    previousCategory: coming
      ? (value.new_category ?? value.category ?? null)
      : (value.previous_category ?? null),
    newCategory: value.correct_category ?? value.new_category ?? null,
    takesEffectAt: metaTime(value.category_update_timestamp),
  };
}
