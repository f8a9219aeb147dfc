import { MaybeId } from '../maybe';
import { conversationField, wordIn } from './conversation';

/** Stars, points and words that a person gave in the customer feedback template. */
export const messagingFeedback = conversationField(
  'conversation.feedback_given',
  ['messaging_feedback'],
  (feedback) => ({ facts: { form: 'feedback' }, detail: { answers: feedback } }),
);

/** Thumbs up or down on one message of the business: "Good response" or "Bad response". */
export const responseFeedback = conversationField(
  'conversation.feedback_given',
  ['response_feedback'],
  (response) => ({
    facts: { form: 'response', feedback: wordIn(response, 'feedback') },
    detail: { targetMid: MaybeId.parse(response.mid) },
  }),
);

/** Name, address and the like, as asked for by the customer information template. */
export const messagingCustomerInformation = conversationField(
  'conversation.feedback_given',
  ['messaging_customer_information'],
  (information) => ({ facts: { form: 'customer_information' }, detail: { answers: information } }),
);

/**
 * A lead form that was answered inside the thread. It names the form and no lead, and `lead.submitted`
 * must name one to be fetched; so it is an answer given in a conversation, as the templates above are.
 */
export const inThreadLeadForm = conversationField(
  'conversation.feedback_given',
  ['form', 'messaging_in_thread_lead_form_submit', 'lead_form_submit'],
  (form) => ({
    facts: { form: 'lead_form', formId: MaybeId.parse(form.id ?? form.form_id) ?? null },
    detail: { answers: form },
  }),
);

/** The address or the go-ahead that a person gave before buying (retired by Meta): answers, not yet an order. */
export const checkout = conversationField(
  'conversation.feedback_given',
  ['checkout_update', 'pre_checkout'],
  (answers, name) => ({ facts: { form: name }, detail: { answers } }),
);
