import { z } from 'zod';

import type { WebhookEvent } from '../../domain/events';
import { field, Id } from '../define';
import { MaybeId, MaybeNumber } from '../maybe';
import { present } from '../present';
import { about, Item, maybe, threadOf, within } from './thread';

const Delivery = z.object({ watermark: MaybeNumber, mids: maybe(z.array(Id)) });
const Read = z.object({ watermark: MaybeNumber, mid: MaybeId });

/** Everything up to the watermark was delivered; the mids, where given, each become a status of their own. */
export const messageDeliveries = field(
  Item.extend({ delivery: Delivery }),
  (item, source): WebhookEvent[] => {
    const { watermark, mids = [] } = item.delivery;
    const thread = threadOf(item, source);
    const key = [thread.word, 'delivery', thread.who, watermark ?? source.hash()];

    return [
      {
        kind: 'conversation.delivered',
        key,
        ...about(thread),
        data: { watermark: watermark ?? null, messages: mids.length },
        detail: present({ ...within(thread), watermark }),
      },
      ...[...new Set(mids)].map((mid): WebhookEvent<'message.status'> => ({
        kind: 'message.status',
        key: [...key, mid],
        ...about(thread),
        subject: mid,
        data: { status: 'delivered', at: thread.occurredAt, errorCode: null },
        detail: { ...within(thread), mid, status: 'delivered' },
      })),
    ];
  },
);

/** Messenger gives a watermark; Instagram's `messaging_seen` names the one message that was seen. */
export const messageReads = field(Item.extend({ read: Read }), (item, source): WebhookEvent[] => {
  const { watermark, mid } = item.read;
  const thread = threadOf(item, source);

  return [
    {
      kind: 'conversation.read',
      key: [
        thread.word,
        'read',
        thread.who,
        watermark ?? '',
        mid ?? (watermark ? '' : source.hash()),
      ],
      ...about(thread),
      data: { watermark: watermark ?? null },
      detail: present({ ...within(thread), watermark, mid }),
    },
  ];
});
