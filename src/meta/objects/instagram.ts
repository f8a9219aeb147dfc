import { webhookObject } from '../define';
import { comments } from '../instagram/comments';
import { mentions } from '../instagram/mentions';
import { storyInsights } from '../instagram/story-insights';
import { responseFeedback } from '../messaging/answers';
import { messagingHandovers, messagingPolicyEnforcement } from '../messaging/control';
import { messageEdits } from '../messaging/edit';
import { messages } from '../messaging/message';
import { messagingOptins, messagingOptouts } from '../messaging/optin';
import { messagingPostbacks } from '../messaging/postback';
import { messageReactions } from '../messaging/reaction';
import { messageDeliveries, messageReads } from '../messaging/receipts';
import { messagingReferrals } from '../messaging/referral';
import { standbyField } from '../messaging/standby';
import { noted } from '../noted';

/** Fields whose items come under `messaging`, under `standby`, or from the Test button as values of `changes`. */
const messaging = {
  messages,
  message_echoes: messages,
  message_edit: messageEdits,
  message_reactions: messageReactions,
  message_deliveries: messageDeliveries,
  messaging_postbacks: messagingPostbacks,
  messaging_referral: messagingReferrals,
  messaging_seen: messageReads,
  messaging_handover: messagingHandovers,
  messaging_optins: messagingOptins,
  messaging_optouts: messagingOptouts,
  messaging_policy_enforcement: messagingPolicyEnforcement,
  response_feedback: responseFeedback,
};

/** The names that Messenger gives to the same items, and names of users' documents. */
const aliases = {
  message_edits: 'message_edit',
  message_reads: 'messaging_seen',
  messaging_referrals: 'messaging_referral',
  messaging_handovers: 'messaging_handover',
  messaging_postback: 'messaging_postbacks',
  messaging_reaction: 'message_reactions',
  messaging_deliveries: 'message_deliveries',
  business_account: 'account_update',
};

/** An Instagram professional account and its direct messages (META 4). */
export const instagram = webhookObject(
  'instagram',
  {
    ...messaging,
    standby: standbyField(messaging, aliases),
    comments,
    live_comments: comments,
    mentions,
    story_insights: storyInsights,
    account_update: noted('account.changed', { subject: ({ asset }) => asset }),
  },
  aliases,
);
