import {
  type GraphError,
  type GraphErrorFacts,
  GraphNotFoundError,
  GraphPermissionError,
  GraphPolicyError,
  GraphRateLimitError,
  GraphRequestError,
  GraphTokenError,
  GraphTransientError,
} from './errors';

/** A failed answer as Meta describes it, besides its headers. */
export type Refusal = GraphErrorFacts & {
  readonly isTransient?: boolean;
  /** From the usage headers and `Retry-After`. */
  readonly retryAfterMs?: number;
};

/** Most of Meta's windows slide, so a minute frees something even where no header names a wait. */
const DEFAULT_WAIT_MS = 60_000;

const TOKEN_CODES = new Set([0, 102, 190]); // 0 is WhatsApp's AuthException
const RATE_LIMIT_CODES = new Set([4, 17, 32, 341, 613, 130_429, 131_048, 131_056, 133_016]);
const POLICY_CODES = new Set([368, 131_031]);
const PERMISSION_CODES = new Set([3, 10, 131_005]);
const TRANSIENT_CODES = new Set([1, 2, 131_000, 131_016, 131_057]);

/** Code 10 with these means "outside the 24 h window" (Messenger, Instagram), which no permission mends. */
const OUTSIDE_WINDOW = new Set([2_018_278, 2_534_022]);

/** Profile consent of one person, though it lies in the range of permission codes. */
const PROFILE_CONSENT = 230;

/** Turns a refusal into the error that says what would help. The code decides before the HTTP status. */
export function toGraphError(refusal: Refusal): GraphError {
  const { isTransient = false, retryAfterMs = DEFAULT_WAIT_MS, ...facts } = refusal;
  const { code, subcode, httpStatus = 0 } = facts;

  if (isRateLimit(code) || httpStatus === 429) {
    return new GraphRateLimitError({ ...facts, retryAfterMs });
  }
  if (isTransient) return new GraphTransientError(facts);
  if (code !== undefined) {
    if (TOKEN_CODES.has(code)) return new GraphTokenError(facts);
    if (POLICY_CODES.has(code)) return new GraphPolicyError(facts);
    if (isPermission(code, subcode)) return new GraphPermissionError(facts);
    if (isNotFound(code, subcode)) return new GraphNotFoundError(facts);
    if (TRANSIENT_CODES.has(code)) return new GraphTransientError(facts);
  }
  if (httpStatus >= 500 || httpStatus === 408) return new GraphTransientError(facts);
  if (httpStatus === 404) return new GraphNotFoundError(facts);
  if (code === undefined && httpStatus === 401) return new GraphTokenError(facts);
  if (code === undefined && httpStatus === 403) return new GraphPermissionError(facts);
  return new GraphRequestError(facts);
}

function isRateLimit(code?: number): boolean {
  if (code === undefined) return false;
  return RATE_LIMIT_CODES.has(code) || (code >= 80_000 && code <= 80_014);
}

function isPermission(code: number, subcode?: number): boolean {
  if (subcode !== undefined && OUTSIDE_WINDOW.has(subcode)) return false;
  if (code >= 200 && code <= 299) return code !== PROFILE_CONSENT;
  return PERMISSION_CODES.has(code);
}

function isNotFound(code: number, subcode?: number): boolean {
  return code === 803 || (code === 100 && subcode === 33);
}
