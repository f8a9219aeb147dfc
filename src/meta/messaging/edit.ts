import { z } from 'zod';

import type { MessageDetail } from '../../domain/details';
import type { WebhookEvent } from '../../domain/events';
import { field } from '../define';
import { hashValue } from '../hash-value';
import { MaybeId, MaybeNumber, MaybeText } from '../maybe';
import { present } from '../present';
import { keywordConsent } from './keyword';
import { about, Item, threadOf, within } from './thread';

const Edit = z.object({ mid: MaybeId, text: MaybeText, num_edit: MaybeNumber });
const EditItem = Item.extend({ message_edit: Edit });

/**
 * An edited message. Instagram announces NEW messages by a `message_edit` with `num_edit` 0 and neither
 * sender nor text, and may send no `message` at all (META 4): that is `message.received`, to be fetched by
 * its mid. Its key holds `message_edit` and 0, so it is neither a real message's nor a later edit's.
 */
export const messageEdits = field(EditItem, (item, source): WebhookEvent[] => {
  const { mid, text, num_edit: numEdit } = item.message_edit;
  const thread = threadOf(item, source);
  const isNew = numEdit === 0;
  // The dashboard's sample has no number: then the time tells two edits to the same text apart.
  const round = numEdit ?? `at ${thread.when}`;
  const proof = mid === undefined ? [thread.who, source.hash()] : [mid];

  return [
    {
      kind: isNew ? 'message.received' : 'message.edited',
      key: [
        thread.word,
        'message_edit',
        ...proof,
        round,
        text === undefined ? '' : hashValue(text),
      ],
      ...about(thread),
      data: isNew
        ? { type: text === undefined ? 'unknown' : 'text', needsFetch: text === undefined }
        : { numEdit: numEdit ?? null },
      detail: present({
        ...within(thread),
        ...(isNew ? { mid } : { targetMid: mid }),
        direction: 'inbound',
        type: text === undefined ? 'unknown' : 'text',
        text,
        numEdit,
      } satisfies MessageDetail),
    },
    ...keywordConsent([text], thread, { mid, round: isNew ? undefined : round }),
  ];
});
