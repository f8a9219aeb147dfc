import type { z } from 'zod';

import { quoteUnsafeIntegers } from '../domain/json';
import { GraphResponseError } from './errors';

/** Answers are pages of at most some hundred objects; more than 10 MiB is not one. */
export const MAX_ANSWER_BYTES = 10 * 1024 * 1024;

/** Reads a body as text. Throws `GraphResponseError` beyond `maxBytes`, and stops reading. */
export async function readText(
  body: AsyncIterable<Uint8Array>,
  maxBytes = MAX_ANSWER_BYTES,
): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxBytes) throw new GraphResponseError({ type: 'too_large' });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Parses JSON with ids beyond 2^53 kept as strings; undefined for anything that is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(quoteUnsafeIntegers(text));
  } catch {
    return undefined; // a SyntaxError quotes the text, which may be personal
  }
}

/** Fits an answer to a schema. Throws `GraphResponseError`, which names paths of the schema, never values. */
export function fit<T>(schema: z.ZodType<T>, answer: unknown): T {
  const result = schema.safeParse(answer);
  if (result.success) return result.data;

  const paths = result.error.issues.slice(0, 5).map(({ path }) => path.map(pathPart).join('.'));
  throw new GraphResponseError(
    {},
    `at ${[...new Set(paths)].map((path) => path || '(root)').join(', ')}`,
  );
}

/** Keys of a record are data (ids, names); Meta's own are snake case. */
function pathPart(part: PropertyKey): string {
  return typeof part === 'string' && /^[a-z][a-z_]*$/.test(part) ? part : '*';
}
