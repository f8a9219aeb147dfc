/**
 * Which subscription field a messaging item belongs to. Meta names none in the item: the member that is
 * present tells (META 3). The order matters, for one item may hold several of them.
 */
const MEMBERS: readonly (readonly [member: string, field: string])[] = [
  ['message_edit', 'message_edits'],
  ['reaction', 'message_reactions'],
  ['postback', 'messaging_postbacks'],
  ['optin', 'messaging_optins'],
  ['optout', 'messaging_optouts'],
  ['delivery', 'message_deliveries'],
  ['read', 'message_reads'],
  ['account_linking', 'messaging_account_linking'],
  ['pass_thread_control', 'messaging_handovers'],
  ['take_thread_control', 'messaging_handovers'],
  ['request_thread_control', 'messaging_handovers'],
  ['app_roles', 'messaging_handovers'],
  ['policy_enforcement', 'messaging_policy_enforcement'],
  ['policy-enforcement', 'messaging_policy_enforcement'],
  ['messaging_feedback', 'messaging_feedback'],
  ['response_feedback', 'response_feedback'],
  ['payment', 'messaging_payments'],
  ['checkout_update', 'messaging_checkout_updates'],
  ['pre_checkout', 'messaging_pre_checkouts'],
  ['game_play', 'messaging_game_plays'],
  ['messaging_customer_information', 'messaging_customer_information'],
  ['messaging_in_thread_lead_form_submit', 'messaging_in_thread_lead_form_submit'],
  ['lead_form_submit', 'messaging_in_thread_lead_form_submit'],
  ['form', 'messaging_in_thread_lead_form_submit'],
  ['order', 'send_cart'],
  ['message_context', 'message_context'],
  ['call_permission_reply', 'call_permission_reply'],
  ['fblogin_account_linking', 'messaging_fblogin_account_linking'],
  ['message', 'messages'],
  ['referral', 'messaging_referrals'],
];

/** The page field of a messaging item; `messages` with `is_echo` is `message_echoes`. Undefined: none known. */
export function messagingField(item: unknown): string | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  const found = MEMBERS.find(([member]) => Object.hasOwn(item, member));
  if (!found) return undefined;

  return found[1] === 'messages' && isEcho(item) ? 'message_echoes' : found[1];
}

function isEcho(item: object): boolean {
  const { message } = item as { message?: unknown };

  return (
    typeof message === 'object' &&
    message !== null &&
    (message as { is_echo?: unknown }).is_echo === true
  );
}
