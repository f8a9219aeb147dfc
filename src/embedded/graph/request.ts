import type { IncomingMessage } from 'node:http';

import getRawBody from 'raw-body';

import type { Node } from './world';

/** Reads a body as Graph does: JSON, or a form. Anything else is an empty object. */
export async function readBody(request: IncomingMessage): Promise<Node> {
  const text = await getRawBody(request, { encoding: 'utf8', limit: '8mb' });
  if (request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(text));
  }
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null ? { ...body } : {};
  } catch {
    return {};
  }
}

/** From the header, as our client sends it, or from the query, as Meta also allows. */
export function tokenOf(request: IncomingMessage, url: URL): string | undefined {
  const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  return bearer ?? url.searchParams.get('access_token') ?? undefined;
}
