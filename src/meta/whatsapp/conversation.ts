import { z } from 'zod';

import type { WebhookEvent } from '../../domain/events';
import { field } from '../define';
import { type Context, contextOf, Frame } from './context';
import { userAction } from './conversions';
import { echoed } from './echoes';
import { accountErrors } from './errors';
import { inbound } from './messages';
import { list, listOf, MetaError, part } from './shapes';
import { statusEvents } from './statuses';

const Lists = z.object({
  messages: list,
  statuses: list,
  message_echoes: list,
  /** Clicks on a marketing message: delivered under `messages` in place of one (Meta, track-click-events). */
  user_actions: list,
});

const Conversation = Frame.extend({
  ...Lists.shape,
  errors: listOf(MetaError),
  standby: part(Lists.extend({ contacts: Frame.shape.contacts })),
});

/**
 * Fields `messages`, `message_echoes`, `smb_message_echoes` and `standby`: read by the lists that are in
 * the value, for the copies that a listening app gets come wrapped in `standby` and unwrapped.
 */
export const conversation = field(Conversation, (value, source) => {
  const { metadata, standby } = value;
  const context = contextOf(value, source, source.field === 'standby');
  const listening = standby && contextOf({ metadata, contacts: standby.contacts }, source, true);

  return [
    ...eventsOf(value, context),
    ...(listening ? eventsOf(standby, listening) : []),
    ...accountErrors(value.errors, context),
  ];
});

function eventsOf(lists: z.output<typeof Lists>, context: Context): WebhookEvent[] {
  return [
    ...(lists.messages ?? []).flatMap((item) => inbound(item, context)),
    ...(lists.statuses ?? []).flatMap((item) => statusEvents(item, context)),
    ...(lists.message_echoes ?? []).flatMap((item) => echoed(item, context)),
    ...(lists.user_actions ?? []).map((item) => userAction(item, context)),
  ];
}
