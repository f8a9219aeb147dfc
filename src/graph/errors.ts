/**
 * What may be said about a failed call. Error messages enter Temporal histories, so this holds codes only: never
 * Meta's words (they quote names and phone numbers), a path, an id or a token.
 */
export type GraphErrorFacts = {
  readonly code?: number;
  readonly subcode?: number;
  /** Meta's error type, or for failures of our own the reason: `timeout`, `ECONNRESET`, `no_token`. */
  readonly type?: string;
  /** `fbtrace_id`, which Meta's support asks for. */
  readonly traceId?: string;
  readonly httpStatus?: number;
};

/** Any failed call to the Graph API. Thrown as one of its subclasses, whose `name` Temporal matches on. */
export abstract class GraphError extends Error {
  readonly code: number | undefined;
  readonly subcode: number | undefined;
  readonly type: string | undefined;
  readonly traceId: string | undefined;
  readonly httpStatus: number | undefined;

  /** Takes no `cause`: Temporal stores the messages of causes too. */
  constructor(facts: GraphErrorFacts = {}, detail?: string) {
    super(describe(facts, detail));
    this.code = facts.code;
    this.subcode = facts.subcode;
    this.type = facts.type;
    this.traceId = facts.traceId;
    this.httpStatus = facts.httpStatus;
  }
}

function describe(facts: GraphErrorFacts, detail?: string): string {
  const parts = [
    facts.httpStatus !== undefined && `HTTP ${facts.httpStatus}`,
    facts.code !== undefined && `code ${facts.code}`,
    facts.subcode !== undefined && `subcode ${facts.subcode}`,
    facts.type !== undefined && `type ${facts.type}`,
    facts.traceId !== undefined && `trace ${facts.traceId}`,
    detail,
  ];
  return `Graph API: ${parts.filter(Boolean).join(', ') || 'call failed'}`;
}

/** The token lacks a permission, or its owner took it back. */
export class GraphPermissionError extends GraphError {
  override readonly name = 'GraphPermissionError';
}

/** There is no token for the asset, or Meta no longer takes it: nothing helps but a new one. */
export class GraphTokenError extends GraphError {
  override readonly name = 'GraphTokenError';
}

/** The object is gone, was never there, or is hidden from this token; Meta does not say which. */
export class GraphNotFoundError extends GraphError {
  override readonly name = 'GraphNotFoundError';
}

/** Too many calls. `retryAfterMs` (milliseconds) is the earliest time at which trying again makes sense. */
export class GraphRateLimitError extends GraphError {
  override readonly name = 'GraphRateLimitError';
  readonly retryAfterMs: number;

  constructor(facts: GraphErrorFacts & { readonly retryAfterMs: number }) {
    super(facts);
    this.retryAfterMs = facts.retryAfterMs;
  }
}

/** Blocked by Meta's policies for a time; more tries make it worse. */
export class GraphPolicyError extends GraphError {
  override readonly name = 'GraphPolicyError';
}

/** Meta understood the request and refuses it; the same request fails again. */
export class GraphRequestError extends GraphError {
  override readonly name = 'GraphRequestError';
}

/** A fault of the moment, theirs or the network's. After a POST it is unknown whether Meta did the work. */
export class GraphTransientError extends GraphError {
  override readonly name = 'GraphTransientError';
}

/** A good answer that we cannot use: another shape than the schema's, or too large. Names schema paths only. */
export class GraphResponseError extends GraphError {
  override readonly name = 'GraphResponseError';
}
