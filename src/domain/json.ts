const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const SMALL_U = 0x75;
const MINUS = 0x2d;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const LOWER_CASE = 0x20; // this bit also turns [ into { and ] into }
const NUMBER_SIGNS = new Set(Array.from('+-.eE', (sign) => sign.charCodeAt(0)));
const SHORTEST_UNSAFE = 5; // `1e309` is the shortest number that a double cannot hold

export interface PreparedJson {
  /** Safe for `JSON.parse` and for PostgreSQL; the very same string where nothing had to change. */
  readonly text: string;
  /** Levels of `{` and `[` outside strings; 0 for a scalar. */
  readonly depth: number;
}

/**
 * Makes JSON text safe to parse and to store, in one linear pass: numbers that a double cannot hold
 * (integers beyond ±(2^53 - 1), and `1e400`) become strings, `\u0000` and lone surrogate escapes,
 * which PostgreSQL refuses, become `\ufffd`. Everything else stays byte for byte.
 *
 * Never throws. Text that is not JSON comes back in a shape nobody should rely on.
 */
export function prepareJson(text: string): PreparedJson {
  const edits = createEdits(text);
  let depth = 0;
  let deepest = 0;
  let escape = nextBackslash(text, 0);
  let at = 0;

  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      const end = endOfString(text, at + 1);
      // Kept between strings: searching from each string anew would be quadratic.
      if (escape < at) escape = nextBackslash(text, at);
      while (escape < end) escape = nextBackslash(text, mendEscape(text, escape, edits));
      at = end;
      continue;
    }
    if (isDigit(code) || code === MINUS) {
      const end = endOfNumber(text, at);
      if (end - at >= SHORTEST_UNSAFE) quoteIfUnsafe(text.slice(at, end), at, edits);
      at = end;
      continue;
    }
    if ((code | LOWER_CASE) === OPEN) deepest = Math.max(deepest, ++depth);
    if ((code | LOWER_CASE) === CLOSE) depth--;
    at++;
  }

  return { text: edits.apply(), depth: deepest };
}

/** The text with every number that a double cannot hold in quotes; see `prepareJson`. */
export function quoteUnsafeIntegers(text: string): string {
  return prepareJson(text).text;
}

/**
 * `JSON.parse` that keeps every digit of an id: unsafe integers come back as strings.
 * Throws `SyntaxError` as `JSON.parse` does.
 */
export function parseLossless(text: string): unknown {
  return JSON.parse(quoteUnsafeIntegers(text));
}

type Edits = ReturnType<typeof createEdits>;

function createEdits(text: string) {
  const pieces: string[] = [];
  let copied = 0;

  return {
    replace(from: number, to: number, replacement: string): void {
      pieces.push(text.slice(copied, from), replacement);
      copied = to;
    },
    apply: (): string => (copied === 0 ? text : pieces.join('') + text.slice(copied)),
  };
}

/** The index after the closing quote; the end of the text where there is none. */
function endOfString(text: string, from: number): number {
  for (let quote = text.indexOf('"', from); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let first = quote;
    while (text.charCodeAt(first - 1) === BACKSLASH) first--;
    if ((quote - first) % 2 === 0) return quote + 1; // each pair of backslashes is one of them
  }
  return text.length;
}

function endOfNumber(text: string, from: number): number {
  let at = from + 1;
  while (isDigit(text.charCodeAt(at)) || NUMBER_SIGNS.has(text.charCodeAt(at))) at++;
  return at;
}

function quoteIfUnsafe(token: string, at: number, edits: Edits): void {
  const value = Number(token);
  const overflows = value === Infinity || value === -Infinity;
  const isInteger = !/[.eE]/.test(token); // `1e20` is a measure, not an id
  if (overflows || (isInteger && Math.abs(value) > Number.MAX_SAFE_INTEGER)) {
    edits.replace(at, at + token.length, `"${token}"`);
  }
}

const nextBackslash = (text: string, from: number): number => {
  const index = text.indexOf('\\', from);
  return index === -1 ? text.length : index;
};

/** Looks at the escape whose backslash is at `at`, and returns the index after it. */
function mendEscape(text: string, at: number, edits: Edits): number {
  const unit = escapedUnit(text, at);
  if (unit === undefined) return at + 2;
  if (isHighSurrogate(unit) && isLowSurrogate(escapedUnit(text, at + 6))) return at + 12;

  if (unit === 0 || isHighSurrogate(unit) || isLowSurrogate(unit)) {
    edits.replace(at, at + 6, '\\ufffd');
  }
  return at + 6;
}

/** The UTF-16 unit that `\uXXXX` at this index stands for. */
function escapedUnit(text: string, at: number): number | undefined {
  if (text.charCodeAt(at) !== BACKSLASH || text.charCodeAt(at + 1) !== SMALL_U) return undefined;

  let unit = 0;
  for (let digit = at + 2; digit < at + 6; digit++) {
    const value = hexDigit(text.charCodeAt(digit));
    if (value === undefined) return undefined;
    unit = unit * 16 + value;
  }
  return unit;
}

function hexDigit(code: number): number | undefined {
  if (isDigit(code)) return code - 0x30;
  const letter = code | LOWER_CASE;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : undefined;
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

const isHighSurrogate = (unit: number): boolean => unit >> 10 === 0x36; // d800 to dbff

const isLowSurrogate = (unit: number | undefined): boolean =>
  unit !== undefined && unit >> 10 === 0x37; // dc00 to dfff
