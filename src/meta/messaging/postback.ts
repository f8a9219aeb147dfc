import { z } from 'zod';

import type { MessageDetail } from '../../domain/details';
import type { WebhookEvent } from '../../domain/events';
import { field } from '../define';
import { MaybeId, MaybeText } from '../maybe';
import { present } from '../present';
import { keywordConsent } from './keyword';
import { about, Item, MaybeRecord, threadOf, within } from './thread';

const Postback = z.object({
  mid: MaybeId,
  title: MaybeText,
  payload: MaybeText,
  referral: MaybeRecord,
});

/** A pressed button, ice breaker or menu item. In `standby` it lacks the payload, in old items the mid. */
export const messagingPostbacks = field(
  Item.extend({ postback: Postback }),
  (item, source): WebhookEvent[] => {
    const { mid, title, payload, referral } = item.postback;
    const thread = threadOf(item, source);
    const proof = mid === undefined ? [thread.who, thread.when, source.hash()] : [mid];

    return [
      {
        kind: 'message.postback',
        key: [thread.word, 'postback', ...proof],
        ...about(thread),
        data: { type: 'postback', adId: MaybeId.parse(referral?.ad_id) ?? null },
        detail: present({
          ...within(thread),
          mid,
          direction: 'inbound',
          type: 'postback',
          text: title,
          payload,
          referral,
        } satisfies MessageDetail),
      },
      ...keywordConsent([title, payload], thread, { mid }),
    ];
  },
);
