import { webhookObject } from '../define';
import { accountAlerts, accountSettings } from '../whatsapp/account-bound';
import {
  accountReview,
  accountUpdate,
  businessCapability,
  businessUsername,
  flows,
  partnerSolutions,
  paymentConfiguration,
  phoneNumberName,
  phoneNumberQuality,
  security,
} from '../whatsapp/accounts';
import { calls } from '../whatsapp/calls';
import { conversation } from '../whatsapp/conversation';
import { automaticEvents, trackingEvents } from '../whatsapp/conversions';
import { groups } from '../whatsapp/groups';
import { handovers } from '../whatsapp/handovers';
import { history, stateSync } from '../whatsapp/history';
import { userIdUpdates } from '../whatsapp/identity';
import { userPreferences } from '../whatsapp/preferences';
import { templates } from '../whatsapp/templates';

/** META 2. Wire names: `business_username_update` occurs with and without a final s. */
export const whatsappBusinessAccount = webhookObject(
  'whatsapp_business_account',
  {
    messages: conversation,
    message_echoes: conversation,
    smb_message_echoes: conversation,
    standby: conversation,
    messaging_handovers: handovers,
    history,
    smb_app_state_sync: stateSync,
    calls,
    flows,
    user_preferences: userPreferences,
    user_id_update: userIdUpdates,
    automatic_events: automaticEvents,
    tracking_events: trackingEvents,
    group_lifecycle_update: groups,
    group_participants_update: groups,
    group_settings_update: groups,
    group_status_update: groups,
    message_template_status_update: templates,
    message_template_quality_update: templates,
    message_template_components_update: templates,
    template_category_update: templates,
    template_correct_category_detection: templates,
    phone_number_name_update: phoneNumberName,
    phone_number_quality_update: phoneNumberQuality,
    business_username_update: businessUsername,
    security,
    account_alerts: accountAlerts,
    account_review_update: accountReview,
    account_settings_update: accountSettings,
    account_update: accountUpdate,
    business_capability_update: businessCapability,
    business_status_update: accountUpdate,
    partner_solutions: partnerSolutions,
    payment_configuration_update: paymentConfiguration,
  },
  { business_username_updates: 'business_username_update' },
);
