import type { WebhookEvent } from '../../domain/events';
import type { Source } from '../define';
import { present } from '../present';
import { mediaIdOf } from './content';
import { about, type Thread, within } from './thread';
import type { Message } from './wire-message';

/** Someone named the business in their story: a message, and a mention whose media disappears within a day. */
export function storyMentions({ mid, attachments = [] }: Message, thread: Thread, source: Source) {
  return attachments
    .filter(({ type }) => type === 'story_mention')
    .map(({ payload }, place): WebhookEvent<'story.mentioned'> => {
      const storyId = mediaIdOf(payload);
      const proof = mid === undefined ? [thread.who, thread.when, source.hash()] : [mid];

      return {
        kind: 'story.mentioned',
        key: [thread.word, 'story_mention', ...proof, place],
        ...about(thread),
        ...(storyId === undefined ? {} : { subject: storyId }),
        data: { storyId: storyId ?? null },
        detail: present({ ...within(thread), mid, storyId, url: payload?.url }),
      };
    });
}
