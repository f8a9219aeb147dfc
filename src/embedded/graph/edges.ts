import { type Answer, metaError, ok } from './answers';
import { fieldsAsked, pickFields } from './fields';
import { idOf } from './hash';
import { DEFAULT_FIELDS, type Node, type World } from './world';

const DEFAULT_LIMIT = 25;
const APP = { id: idOf('app'), name: 'Tetrix simulator', link: 'https://example.com/' };

/** One page of `/{id}/{edge}`. As Meta does, the last page has cursors but no `next`. */
export function listEdge(world: World, key: string, url: URL): Answer {
  const items = world.edges.get(key) ?? [];
  const query = url.searchParams;
  const limit = Number(query.get('limit') ?? DEFAULT_LIMIT);
  const from = fromCursor(query.get('after'));
  if (!(limit >= 1) || Number.isNaN(from)) {
    return metaError(400, {
      message: '(#100) Invalid parameter',
      type: 'OAuthException',
      code: 100,
    });
  }

  const end = Math.min(from + limit, items.length);
  const fields = fieldsAsked(query.get('fields') ?? undefined);
  const data = items.slice(from, end).map((item) => pickFields(item, fields));
  if (data.length === 0) return ok({ data });

  const next = new URL(url);
  next.searchParams.set('after', toCursor(end));
  const cursors = { before: toCursor(from), after: toCursor(end) };
  return ok({ data, paging: { cursors, ...(end < items.length && { next: next.href }) } });
}

export function showSubscription(world: World, asset: string): Answer {
  const fields = world.subscriptions.get(asset) ?? DEFAULT_FIELDS;
  return ok({ data: fields.length === 0 ? [] : [{ ...APP, subscribed_fields: fields }] });
}

/** Takes `subscribed_fields` as Meta does, as a list or with commas. */
export function subscribe(world: World, asset: string, body: Node): Answer {
  const given = body.subscribed_fields;
  const list = typeof given === 'string' ? given.split(',') : given;
  world.subscriptions.set(asset, Array.isArray(list) ? list.map(String) : DEFAULT_FIELDS);
  return ok({ success: true });
}

export function unsubscribe(world: World, asset: string): Answer {
  world.subscriptions.set(asset, []);
  return ok({ success: true });
}

export function debugToken(world: World, token: string | null): Answer {
  const isValid = token !== null && !world.revokedTokens.has(token);
  return ok({
    data: {
      app_id: APP.id,
      application: APP.name,
      type: 'PAGE',
      is_valid: isValid,
      expires_at: 0, // never
      data_access_expires_at: 0,
      scopes: isValid ? ['leads_retrieval', 'pages_manage_metadata', 'pages_messaging'] : [],
      user_id: idOf('user', token ?? ''),
    },
  });
}

function toCursor(index: number): string {
  return Buffer.from(String(index)).toString('base64url');
}

function fromCursor(cursor: string | null): number {
  return cursor === null ? 0 : Number(Buffer.from(cursor, 'base64url').toString());
}
