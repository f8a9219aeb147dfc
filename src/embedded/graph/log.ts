/** One call that reached the simulator. */
export type CallRecord = {
  readonly method: string;
  /** With its query, without version and credentials: `/4711?fields=name`. */
  readonly path: string;
  /** HTTP status; 0 until `answered`. */
  readonly status: number;
  /** ISO time of arrival. */
  readonly at: string;
  /** `cut`: the connection ended first, by either side. */
  readonly outcome: 'open' | 'answered' | 'cut';
};

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Enough for any test; `npm start` may run for weeks. */
const MAX_RECORDS = 10_000;
const CREDENTIALS = ['access_token', 'input_token', 'appsecret_proof'];

/** Opens a record; the returned function closes it. */
export function record(
  log: CallRecord[],
  call: Pick<CallRecord, 'method' | 'path' | 'at'>,
): (ending: Pick<CallRecord, 'status' | 'outcome'>) => void {
  const entry: Writable<CallRecord> = { ...call, status: 0, outcome: 'open' };
  log.push(entry);
  if (log.length > MAX_RECORDS) log.shift();
  return (ending) => void Object.assign(entry, ending);
}

/** The path as the log and the failures see it. */
export function plainPath(url: URL): string {
  const query = new URLSearchParams(url.search);
  for (const name of CREDENTIALS) query.delete(name);
  // Commas and braces are all over `fields`; encoded they would make the log and the matches unreadable.
  const text = decodeURIComponent(query.toString().replaceAll('+', ' '));
  const path = url.pathname.replace(/^\/v\d+\.\d+(?=\/)/, '');
  return text ? `${path}?${text}` : path;
}
