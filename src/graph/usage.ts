import { z } from 'zod';

/** How much of Meta's limits is used up, read from the headers of any answer. */
export type Usage = {
  /** The fullest of all counters, in percent; may exceed 100. */
  readonly percent: number;
  /** Milliseconds until calls work again; 0 when nothing is blocked. */
  readonly blockedMs: number;
};

export type Headers = Readonly<Record<string, string | string[] | undefined>>;

const NOTHING: Usage = { percent: 0, blockedMs: 0 };
const MINUTE = 60_000;

/** No wait is believed beyond a day: a run should look again rather than trust one header. */
const LONGEST_WAIT_MS = 24 * 60 * MINUTE;

const percentage = z.number().catch(0);
const Counters = z.object({
  call_count: percentage,
  total_cputime: percentage,
  total_time: percentage,
  /** Minutes. */
  estimated_time_to_regain_access: percentage,
});
const BusinessUsage = z.record(z.string(), z.array(Counters));
const AdAccountUsage = z.object({
  acc_id_util_pct: percentage,
  /** Seconds. */
  reset_time_duration: percentage,
});

/** Reads `X-Business-Use-Case-Usage`, `X-App-Usage` and `X-Ad-Account-Usage`; what cannot be read counts as nothing. */
export function readUsage(headers: Headers): Usage {
  const business = read(headers, 'x-business-use-case-usage', BusinessUsage) ?? {};
  const counters = Object.values(business).flat();
  const app = read(headers, 'x-app-usage', Counters);
  const adAccount = read(headers, 'x-ad-account-usage', AdAccountUsage);

  const usages = counters.concat(app ?? []).map(fromCounters);
  if (adAccount) usages.push(fromAdAccount(adAccount));
  return usages.reduce(fuller, NOTHING);
}

/** Milliseconds to wait by the usage headers or `Retry-After` (seconds or a date), whichever is longer. */
export function readRetryAfter(headers: Headers, now: number): number | undefined {
  const { blockedMs } = readUsage(headers);
  const text = one(headers, 'retry-after');
  const asked = text === undefined ? 0 : retryAfterMs(text, now);
  const wait = Math.max(blockedMs, Number.isFinite(asked) ? asked : 0);
  return wait > 0 ? Math.min(wait, LONGEST_WAIT_MS) : undefined;
}

function retryAfterMs(text: string, now: number): number {
  return /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
}

function fromCounters(counters: z.infer<typeof Counters>): Usage {
  return {
    percent: Math.max(counters.call_count, counters.total_cputime, counters.total_time),
    blockedMs: Math.min(counters.estimated_time_to_regain_access * MINUTE, LONGEST_WAIT_MS),
  };
}

/** The reset time is always present, so it is a wait only once the account is full. */
function fromAdAccount(usage: z.infer<typeof AdAccountUsage>): Usage {
  const full = usage.acc_id_util_pct >= 100;
  return {
    percent: usage.acc_id_util_pct,
    blockedMs: full ? Math.min(usage.reset_time_duration * 1000, LONGEST_WAIT_MS) : 0,
  };
}

function fuller(a: Usage, b: Usage): Usage {
  return {
    percent: Math.max(a.percent, b.percent),
    blockedMs: Math.max(a.blockedMs, b.blockedMs),
  };
}

function read<T>(headers: Headers, name: string, schema: z.ZodType<T>): T | undefined {
  const text = one(headers, name);
  if (text === undefined) return undefined;
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function one(headers: Headers, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}
