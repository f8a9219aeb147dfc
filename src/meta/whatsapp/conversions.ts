import { z } from 'zod';

import type { Fact, WebhookEvent } from '../../domain/events';
import { field } from '../define';
import { hashValue } from '../hash-value';
import { present } from '../present';
import { type Context, contextOf, Frame, happenedAt, whenOf } from './context';
import { id, list, number, open, part, text, time, word } from './shapes';

const Happening = z.object({
  id,
  event_name: word,
  action_type: word,
  event: word,
  timestamp: time,
  ctwa_clid: text,
  custom_data: part(z.object({ currency: word, value: number })),
  tracking_data: open,
  marketing_messages_link_click_data: open,
});

/**
 * What came of an ad or a marketing message: a purchase or a lead that Meta saw in the chat, a link that was
 * clicked. All of them carry a click id and no answers or items, so they belong to the conversation that an
 * ad brought (`conversation.referred`), not to `lead.submitted` or `order.placed`.
 */
function outcome(item: unknown, context: Context, origin: string): WebhookEvent {
  const parsed = Happening.safeParse(item);
  const happening: Partial<z.output<typeof Happening>> = parsed.success ? parsed.data : {};
  const { timestamp, ctwa_clid, custom_data } = happening;
  const at = happenedAt(timestamp, context);
  const facts: Record<string, Fact> = {
    event: happening.event_name ?? happening.action_type ?? happening.event ?? null,
    value: custom_data?.value ?? null,
    currency: custom_data?.currency ?? null,
  };

  return {
    kind: 'conversation.referred',
    key: [origin, happening.id ?? '', whenOf(timestamp, context), hashValue(item)],
    asset: context.asset,
    occurredAt: at,
    data: facts,
    detail: present({
      channel: 'whatsapp',
      person: [],
      mid: happening.id,
      clickId: ctwa_clid,
      click: happening.tracking_data ?? happening.marketing_messages_link_click_data,
    }),
  };
}

/** One element of `user_actions`: a click on a marketing message, or the page that it opened. */
export function userAction(item: unknown, context: Context): WebhookEvent {
  return outcome(item, context, 'action');
}

/** Field `automatic_events`: Meta's own guess at purchases and leads. */
export const automaticEvents = outcomes('automatic');

/** Field `tracking_events`: what became of a marketing message's link. */
export const trackingEvents = outcomes('tracking');

/** A value without a list is one happening itself. */
function outcomes(origin: string) {
  return field(
    Frame.extend({ automatic_events: list, events: list }).loose(),
    (value, source): WebhookEvent[] => {
      const context = contextOf(value, source);
      const found = value.automatic_events ?? value.events;

      return (found ?? [value]).map((item) => outcome(item, context, origin));
    },
  );
}
