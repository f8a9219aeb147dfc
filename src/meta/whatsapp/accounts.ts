import { accountUpdateFacts } from './account-update';
import { facts, notice } from './notice';
import { pick } from './pick';

export const accountUpdate = notice({ facts: accountUpdateFacts });

export const accountReview = notice({ facts: facts('review', { decision: 'word decision' }) });

/** A limit is a number, `-1` for none, or a tier's name. */
export const businessCapability = notice({
  facts: facts('capability', {
    conversationsPerDay: 'word max_daily_conversations_per_business',
    conversationsPerPhone: 'word max_daily_conversation_per_phone',
    phoneNumbers: 'word max_phone_numbers_per_business',
    phoneNumbersPerWaba: 'word max_phone_numbers_per_waba',
  }),
});

export const partnerSolutions = notice({
  facts: (value) =>
    pick(value, {
      event: 'word event',
      solutionId: 'id solution_id',
      status: 'word solution_status',
    }),
});

export const paymentConfiguration = notice({
  facts: facts('payment_configuration', { status: 'word status', provider: 'word provider_name' }),
  at: 'time updated_timestamp',
});

/** A flow's status, or an alert about its endpoint: errors, latency, availability. */
export const flows = notice({
  kind: 'flow.changed',
  facts: (value) =>
    pick(value, {
      event: 'word event',
      flowId: 'id flow_id',
      oldStatus: 'word old_status',
      newStatus: 'word new_status',
      alertState: 'word alert_state',
      errorRate: 'number error_rate',
      threshold: 'number threshold',
      p50Latency: 'number p50_latency',
      p90Latency: 'number p90_latency',
      availability: 'number availability',
    }),
});

/** Named by its display number only, so the event belongs to the WABA. */
export const phoneNumberName = notice({
  kind: 'phone_number.changed',
  facts: facts('name', { decision: 'word decision', rejectionReason: 'word rejection_reason' }),
});

export const phoneNumberQuality = notice({
  kind: 'phone_number.changed',
  facts: (value) =>
    pick(value, {
      event: 'word event',
      oldLimit: 'word old_limit',
      currentLimit: 'word current_limit',
      dailyLimit: 'word max_daily_conversations_per_business',
    }),
});

/** `requester` is a person: it stays in the detail. */
export const security = notice({
  kind: 'phone_number.changed',
  facts: (value) => pick(value, { event: 'word event' }),
});

export const businessUsername = notice({
  kind: 'phone_number.changed',
  facts: facts('username', { status: 'word status' }),
});
