import { MaybeId } from '../maybe';
import { conversationField, wordIn } from './conversation';

/** Someone came to the conversation by a link, an ad or a plugin; `ref` is free text, so it stays in the detail. */
export const messagingReferrals = conversationField(
  'conversation.referred',
  ['referral'],
  (referral) => ({
    facts: {
      by: 'referral',
      source: wordIn(referral, 'source'),
      type: wordIn(referral, 'type'),
      adId: MaybeId.parse(referral.ad_id) ?? null,
    },
    detail: { referral },
  }),
);

/** An Instant Game was played out of the conversation (retired by Meta, still in the enum). */
export const messagingGamePlays = conversationField(
  'conversation.referred',
  ['game_play'],
  (play) => ({
    facts: { by: 'game_play', gameId: MaybeId.parse(play.game_id) ?? null },
    detail: { game: play },
  }),
);

/** Meta's models found a purchase or the like in the thread: a context, as a referral is one. */
export const messageContext = conversationField(
  'conversation.referred',
  ['message_context'],
  (context) => ({
    facts: {
      by: 'message_context',
      detections: lengthOf(context.detections),
      suggestions: lengthOf(context.suggestions),
    },
    detail: { context },
  }),
);

function lengthOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}
