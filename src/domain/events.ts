import type { Detail } from './details';
import type { DeliveryStatus, EventKind } from './kinds';

export type { DeliveryStatus, EventKind } from './kinds';

/** A fact that may travel to Temporal: never a phone number, name, text, token, wamid, mid, PSID or user id. */
export type Fact = string | number | boolean | null;

/** The plain facts of the kinds whose workflows decide by them; every other kind carries what its reader found. */
interface TypedFacts {
  /** `word`: with `other` only, what Meta called it. */
  'message.status': { status: DeliveryStatus; at: string; errorCode: number | null; word?: string };
  'lead.submitted': { leadId: string; formId: string | null };
  'lead.updated': { leadId: string; formId: string | null };
  'consent.withdrawn': ConsentFacts;
  'consent.given': ConsentFacts;
  unrecognised: { shape: string; reason: string };
}

/** `category`: `marketing`, `all`, … · `source`: `keyword`, `preference`, `optin`, `failed_status`, … */
export interface ConsentFacts {
  readonly category: string;
  readonly source: string;
}

export type FactsOf<K extends EventKind> = K extends keyof TypedFacts
  ? TypedFacts[K]
  : Readonly<Record<string, Fact>>;

/** One happening as `src/meta` reads it from a delivery. */
export interface WebhookEvent<K extends EventKind = EventKind> {
  readonly kind: K;
  /** The natural key inside object, kind and asset (docs/architecture.md, "Identity"). Stays in this process. */
  readonly key: readonly (string | number)[];
  /** Meta's id of the page, WABA, phone number, IG account, ad account, catalog or app. */
  readonly asset: string;
  /** ISO 8601, UTC: when it happened at Meta. */
  readonly occurredAt: string;
  readonly data: FactsOf<K>;
  /** What several events are about, in Meta's own id; only its keyed hash leaves this process. */
  readonly subject?: string;
  /** What is personal: stored with the event, erased with the person, never sent to Temporal. */
  readonly detail?: Detail<K>;
}

/** Any kind, each with its own facts and detail. */
export type AnyWebhookEvent = { [K in EventKind]: WebhookEvent<K> }[EventKind];

/** What a workflow is given: ids and plain facts. Activities load the rest by `id`. */
export interface EventRef<K extends EventKind = EventKind> {
  /** UUIDv7 made at accept. */
  readonly id: string;
  readonly object: string;
  readonly field: string;
  readonly kind: K;
  readonly asset: string;
  /** 32 hex digits: HMAC of the subject under `TETRIX_ID_KEY`. */
  readonly subject: string | null;
  readonly occurredAt: string;
  /** Raised by a replay; an effect is single within one generation. */
  readonly generation: number;
  readonly data: FactsOf<K>;
}

/** Narrows an event to one kind. */
export function isKind<K extends EventKind>(
  event: EventRef,
  kind: K,
): event is EventRef<K> & EventRef {
  return event.kind === kind;
}
