import { webhookObject } from '../define';
import {
  checkout,
  inThreadLeadForm,
  messagingCustomerInformation,
  messagingFeedback,
  responseFeedback,
} from '../messaging/answers';
import {
  messagingAccountLinking,
  messagingHandovers,
  messagingPolicyEnforcement,
} from '../messaging/control';
import { messageEdits } from '../messaging/edit';
import { messages } from '../messaging/message';
import { messagingOptins, messagingOptouts } from '../messaging/optin';
import { messagingPostbacks } from '../messaging/postback';
import { messageReactions } from '../messaging/reaction';
import { messageDeliveries, messageReads } from '../messaging/receipts';
import { messageContext, messagingGamePlays, messagingReferrals } from '../messaging/referral';
import { standbyField } from '../messaging/standby';
import { callPermissionReply, calls } from '../page/call';
import { feed, feedOf } from '../page/feed';
import { leadgen, leadgenUpdate } from '../page/lead';
import { marketingClicks, marketingEchoes, marketingStatus } from '../page/marketing';
import { mention } from '../page/mention';
import { messagingPayments, sendCart } from '../page/order';
import { plainFields } from '../page/profile';
import { ratings } from '../page/rating';
import { templateStatus } from '../page/template';
import { liveVideos, videoCopyright } from '../page/video';

/** Fields whose items come under `messaging`, under `standby`, or as values of `changes`. */
const messaging = {
  messages,
  message_echoes: messages,
  message_edits: messageEdits,
  message_deliveries: messageDeliveries,
  message_reads: messageReads,
  message_reactions: messageReactions,
  message_context: messageContext,
  messaging_postbacks: messagingPostbacks,
  messaging_referrals: messagingReferrals,
  messaging_optins: messagingOptins,
  messaging_optouts: messagingOptouts,
  messaging_handovers: messagingHandovers,
  messaging_account_linking: messagingAccountLinking,
  messaging_fblogin_account_linking: messagingAccountLinking,
  messaging_policy_enforcement: messagingPolicyEnforcement,
  messaging_feedback: messagingFeedback,
  response_feedback: responseFeedback,
  messaging_customer_information: messagingCustomerInformation,
  messaging_in_thread_lead_form_submit: inThreadLeadForm,
  messaging_checkout_updates: checkout,
  messaging_pre_checkouts: checkout,
  messaging_payments: messagingPayments,
  messaging_game_plays: messagingGamePlays,
  send_cart: sendCart,
  call_permission_reply: callPermissionReply,
};

/**
 * A Facebook page and its Messenger inbox: the whole of Page.SubscribedFields in Meta's own SDK (META 3.1),
 * the Messenger fields that stand only in its docs, and the copyright edges of the Graph API.
 */
export const page = webhookObject(
  'page',
  {
    ...plainFields,
    ...messaging,
    standby: standbyField(messaging),
    calls,
    feed,
    group_feed: feed,
    mention,
    message_mention: mention,
    ratings,
    live_videos: liveVideos,
    leadgen,
    leadgen_update: leadgenUpdate,
    leadgen_fat: leadgenUpdate,
    message_template_status_update: templateStatus,
    marketing_message_deliveries: marketingStatus('delivered'),
    marketing_message_reads: marketingStatus('read'),
    marketing_message_delivery_failed: marketingStatus('failed'),
    marketing_message_echoes: marketingEchoes,
    marketing_message_clicks: marketingClicks,
    video_copyrights: videoCopyright,
    video_copyright_matches: videoCopyright,
    // Names of users' documents for parts of `feed`, whose values may leave out the item.
    comment: feedOf('comment'),
    reaction: feedOf('reaction'),
    page_post: feedOf('post'),
  },
  {
    emails: 'email',
    messaging_seen: 'message_reads',
    messenger_template_status_update: 'message_template_status_update',
    video_copyright: 'video_copyrights',
  },
);
