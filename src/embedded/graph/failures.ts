import { type Answer, metaError, notFound } from './answers';

export const FAILURE_KINDS = [
  'token_expired',
  'permission',
  'rate_limit',
  'transient',
  'slow',
  'not_found',
  'reset',
  'malformed',
] as const;

export type FailureKind = (typeof FAILURE_KINDS)[number];

export type Failure = {
  readonly kind: FailureKind;
  /** Against the path as the log has it; a string is its beginning: `/4711`. */
  readonly match: RegExp | string;
  readonly times: number | 'always';
  readonly method?: string;
  /** `slow` answers after so many milliseconds. */
  readonly ms?: number;
  /** `rate_limit`: 80005 (leads) unless told; 4 is the app's own limit. */
  readonly code?: number;
  readonly retryAfterMinutes?: number;
  readonly retryAfterSeconds?: number;
};

export type FailureScript = {
  readonly add: (failure: Failure) => void;
  /** The failure for this call, which uses one of its times up; the oldest match wins. */
  take(method: string, path: string): Failure | undefined;
  readonly clear: () => void;
};

export function createFailureScript(): FailureScript {
  let script: { failure: Failure; left: number }[] = [];

  return {
    add(failure) {
      script.push({ failure, left: failure.times === 'always' ? Infinity : failure.times });
    },
    take(method, path) {
      const entry = script.find(({ failure, left }) => left > 0 && matches(failure, method, path));
      if (!entry) return undefined;
      entry.left--;
      script = script.filter(({ left }) => left > 0);
      return entry.failure;
    },
    clear() {
      script = [];
    },
  };
}

function matches(failure: Failure, method: string, path: string): boolean {
  if (failure.method && failure.method !== method) return false;
  const { match } = failure;
  // `search` and not `test`: that one remembers its place in a global pattern.
  return typeof match === 'string'
    ? path.startsWith(match.startsWith('/') ? match : `/${match}`)
    : path.search(match) !== -1;
}

const ANSWERS: Partial<Record<FailureKind, (failure: Failure, id: string) => Answer>> = {
  token_expired: () =>
    metaError(401, {
      message: 'Error validating access token: Session has expired.',
      type: 'OAuthException',
      code: 190,
      error_subcode: 463,
    }),
  permission: () =>
    metaError(403, {
      message: '(#200) Requires leads_retrieval permission to manage the object',
      type: 'OAuthException',
      code: 200,
    }),
  rate_limit: rateLimited,
  transient: () =>
    metaError(500, {
      message: 'An unexpected error has occurred. Please retry your request later.',
      type: 'OAuthException',
      code: 2,
      is_transient: true,
    }),
  not_found: (_failure, id) => notFound(id),
  malformed: () => ({
    status: 200,
    body: '<!doctype html><title>Sorry, something went wrong.</title>',
  }),
};

/** What Meta would answer; undefined for the kinds that happen below HTTP or only take time. */
export function failedAnswer(failure: Failure, id: string): Answer | undefined {
  return ANSWERS[failure.kind]?.(failure, id);
}

function rateLimited(failure: Failure, id: string): Answer {
  const { code = 80_005, retryAfterMinutes = 0, retryAfterSeconds } = failure;
  const counters = { call_count: 100, total_cputime: 25, total_time: 25 };
  const usage = {
    [id]: [{ type: 'leadgen', ...counters, estimated_time_to_regain_access: retryAfterMinutes }],
  };
  const answer = metaError(400, {
    message: `(#${code}) There have been too many calls to this account. Wait a bit and try again.`,
    type: 'OAuthException',
    code,
  });
  const headers = {
    'X-Business-Use-Case-Usage': JSON.stringify(usage),
    ...(code === 4 && { 'X-App-Usage': JSON.stringify(counters) }),
    ...(retryAfterSeconds !== undefined && { 'Retry-After': String(retryAfterSeconds) }),
  };
  return { ...answer, headers };
}
