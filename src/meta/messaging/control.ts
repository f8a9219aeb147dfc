import { MaybeId } from '../maybe';
import { conversationField, wordIn } from './conversation';

/** The thread went from one app to another, was asked for, or the apps' roles changed. */
export const messagingHandovers = conversationField(
  'conversation.handed_over',
  ['pass_thread_control', 'take_thread_control', 'request_thread_control', 'app_roles'],
  (control, name) => ({
    facts: {
      action: name.replace('_thread_control', ''),
      newOwner: appIn(control.new_owner_app_id),
      previousOwner: appIn(control.previous_owner_app_id),
      requestedOwner: appIn(control.requested_owner_app_id),
    },
    detail: name === 'app_roles' ? { roles: control } : { metadata: control.metadata },
  }),
);

/** A person linked or unlinked their account at the business. The authorization code is a secret: left out. */
export const messagingAccountLinking = conversationField(
  'conversation.linked',
  ['account_linking', 'fblogin_account_linking'],
  (link) => ({ facts: { item: 'account', status: wordIn(link, 'status') } }),
);

/** Meta blocked, warned or unblocked the page; a hyphen in captured items, an underscore in the docs (META 3). */
export const messagingPolicyEnforcement = conversationField(
  'conversation.policy_enforced',
  ['policy_enforcement', 'policy-enforcement'],
  (policy) => ({
    facts: { action: wordIn(policy, 'action') },
    detail: { reason: policy.reason },
  }),
);

function appIn(value: unknown): string | null {
  return MaybeId.parse(value) ?? null;
}
