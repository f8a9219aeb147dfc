import { z } from 'zod';

import type { MessageDetail } from '../../domain/details';
import type { WebhookEvent } from '../../domain/events';
import { field } from '../define';
import { MaybeId, MaybeText, MaybeWord } from '../maybe';
import { present } from '../present';
import { about, Item, threadOf, within } from './thread';

const Reaction = z.object({
  mid: MaybeId,
  action: MaybeWord,
  reaction: MaybeWord,
  emoji: MaybeText,
});

/** A reaction to a message, or its withdrawal (`unreact`, without an emoji). */
export const messageReactions = field(
  Item.extend({ reaction: Reaction }),
  (item, source): WebhookEvent[] => {
    const { mid, reaction, emoji } = item.reaction;
    const thread = threadOf(item, source);
    const action = item.reaction.action ?? 'react';

    return [
      {
        kind: 'message.reacted',
        key: [
          thread.word,
          'reaction',
          mid ?? source.hash(),
          thread.who,
          action,
          thread.when,
          ...(thread.own ? [] : [source.hash()]),
        ],
        ...about(thread),
        data: { action, reaction: reaction ?? null },
        detail: present({
          ...within(thread),
          targetMid: mid,
          direction: 'inbound',
          type: 'reaction',
          emoji,
          action,
        } satisfies MessageDetail),
      },
    ];
  },
);
