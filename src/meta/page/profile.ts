import type { FieldReader } from '../define';
import { personIn } from '../messaging/person-in';
import { noted } from '../noted';

/** The page's own particulars: mostly no value, else a text, a list or an object (META 3). */
const PROFILE = `
  affiliation attire awards bio birthday category checkins company_overview culinary_team current_location
  description email founded general_info general_manager hometown hours local_delivery location members mission
  name page_about_story page_change_proposal page_upcoming_change parking payment_options personal_info
  personal_interests phone picture price_range products public_transit publisher_subscriptions website`;

/**
 * Names of Meta's enum that have no documented payload and no kind of their own. They are kept in the log of
 * what happened to the page, under their field's name, until Meta says what they are.
 */
const LOGGED =
  'agent_messages agent_questions invalid_topic_placeholder messaging_direct_sends user_action';

/** Invoices are papers of the page; no invoice has a kind of its own, and a draft is no order. */
const INVOICES = `
  invoice_access_bank_slip_events invoice_access_invoice_change invoice_access_invoice_draft_change
  invoice_access_onboarding_status_active mcom_invoice_change payment_request_update`;

/** What the business may do, and what Meta thinks of its goods: the health of the account. */
const STANDING = 'business_integrity feature_access_list merchant_review product_review';

/** One tap on something of the page's: a follow is a like of the page, an answer to a poll one of its story. */
const TAPS = 'comment_poll_response follow story_poll_response video_text_question_responses';

/** Where the value names a person, the event is found by them. */
const person = { subject: personIn };

/** The fields that are read by their plain facts alone. */
export const plainFields: Readonly<Record<string, FieldReader>> = {
  ...table(PROFILE, noted('page_profile.changed', person)),
  ...table(LOGGED, noted('page_profile.changed', person)),
  ...table(INVOICES, noted('page_profile.changed', person)),
  ...table(STANDING, noted('account.changed', { subject: ({ asset }) => asset })),
  ...table(TAPS, noted('reaction.changed', person)),
  // A label ties a conversation to something; its name stays in the detail.
  inbox_labels: noted('conversation.linked', person),
  // Says only that a thread changed; its id may hold a user's.
  conversations: noted('conversation.history_synced'),
  messaging_appointments: noted('conversation.feedback_given', person),
  messaging_integrity: noted('conversation.policy_enforced', person),
  call_settings_update: noted('call.changed'),
  marketing_messages_subscriber_upload_status: noted('job.finished'),
  registration: noted('registration.changed'),
  story_share: noted('story.mentioned', person),
  videos: noted('post.changed'),
};

function table(names: string, reader: FieldReader): Record<string, FieldReader> {
  return Object.fromEntries(
    names
      .trim()
      .split(/\s+/)
      .map((name) => [name, reader]),
  );
}
