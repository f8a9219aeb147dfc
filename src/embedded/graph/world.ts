import type { LeadNode } from './leads';

export type Node = Readonly<Record<string, unknown>>;

/** What differs from the generated answers. Empty, any id is found and looks plausible. */
export type World = {
  /** Leads to answer with instead of generated ones, by id. */
  readonly leads: Map<string, LeadNode>;
  /** Fields laid over a generated node, by id; a POST to the node writes here. */
  readonly nodes: Map<string, Node>;
  /** The items of an edge, by `<id>/<edge>`: `4711/leads`. An edge not listed is empty. */
  readonly edges: Map<string, readonly Node[]>;
  /** Media contents by media id; others are a small PNG. */
  readonly media: Map<string, { readonly bytes: Buffer; readonly mimeType: string }>;
  /** Ids that are not found; a DELETE adds to it. */
  readonly missing: Set<string>;
  readonly revokedTokens: Set<string>;
  /** Fields by asset; an asset not listed is subscribed to `DEFAULT_FIELDS`, an empty list is not subscribed. */
  readonly subscriptions: Map<string, readonly string[]>;
  /** Every accepted POST to a `/messages` edge, oldest first. */
  readonly sent: { readonly path: string; readonly body: Node; readonly id: string }[];
};

export const DEFAULT_FIELDS: readonly string[] = ['messages', 'feed', 'leadgen'];

export function createWorld(): World {
  return {
    leads: new Map(),
    nodes: new Map(),
    edges: new Map(),
    media: new Map(),
    missing: new Set(),
    revokedTokens: new Set(),
    subscriptions: new Map(),
    sent: [],
  };
}

/** Back to the generated answers. */
export function clearWorld({ sent, ...collections }: World): void {
  sent.length = 0;
  for (const collection of Object.values(collections)) collection.clear();
}
