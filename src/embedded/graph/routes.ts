import { type Answer, metaError, notFound, ok } from './answers';
import { debugToken, listEdge, showSubscription, subscribe, unsubscribe } from './edges';
import { fieldsAsked, pickFields } from './fields';
import { idOf } from './hash';
import type { MediaDesk } from './media';
import { sendMessage } from './messages';
import { nodeOf } from './nodes';
import type { Node, World } from './world';

/** A call that has passed the checks: `/{id}/{edge}`, without its version. */
export type Call = {
  readonly method: string;
  readonly url: URL;
  readonly id: string;
  readonly edge: string | undefined;
  readonly body: Node;
};

type Parts = { readonly world: World; readonly media: MediaDesk };

/** What Graph answers when nothing goes wrong. */
export function answer(parts: Parts, call: Call): Answer {
  const { world } = parts;
  const { id, edge, method } = call;
  if (id === 'debug_token') return debugToken(world, call.url.searchParams.get('input_token'));
  if (world.missing.has(id)) return notFound(id);
  if (method === 'GET') return edge ? readEdge(world, call, edge) : readNode(parts, call);
  if (method === 'POST') return edge ? writeEdge(world, call, edge) : writeNode(world, call);
  if (method === 'DELETE') return edge ? clearEdge(world, call, edge) : deleteNode(world, id);
  return metaError(400, { message: 'Unsupported method', type: 'GraphMethodException', code: 100 });
}

function readNode(parts: Parts, { id, url }: Call): Answer {
  const fields = fieldsAsked(url.searchParams.get('fields') ?? undefined);
  return ok(pickFields(nodeOf(parts, id, fields), fields));
}

function writeNode(world: World, { id, body }: Call): Answer {
  world.nodes.set(id, { ...world.nodes.get(id), ...body });
  return ok({ success: true });
}

function deleteNode(world: World, id: string): Answer {
  world.missing.add(id);
  return ok({ success: true });
}

function readEdge(world: World, { id, url }: Call, edge: string): Answer {
  if (edge === 'subscribed_apps') return showSubscription(world, id);
  return listEdge(world, `${id}/${edge}`, url);
}

function writeEdge(world: World, { id, body }: Call, edge: string): Answer {
  if (edge === 'subscribed_apps') return subscribe(world, id, body);
  if (edge === 'messages') return sendMessage(world, `/${id}/messages`, body);

  const key = `${id}/${edge}`;
  const items = world.edges.get(key) ?? [];
  const node = { id: idOf(key, String(items.length)), ...body };
  world.edges.set(key, [...items, node]);
  return ok({ id: node.id });
}

function clearEdge(world: World, { id }: Call, edge: string): Answer {
  if (edge === 'subscribed_apps') return unsubscribe(world, id);
  world.edges.delete(`${id}/${edge}`);
  return ok({ success: true });
}
