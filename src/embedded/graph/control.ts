import { Router } from '@koa/router';
import { z } from 'zod';

import type { Failure } from './failures';
import { FAILURE_KINDS } from './failures';
import type { CallRecord } from './log';
import { readBody } from './request';
import type { World } from './world';

const NewFailure = z
  .object({
    match: z.string().default('/'),
    /** A regular expression, in place of `match`. */
    pattern: z.string().optional(),
    times: z.union([z.int().positive(), z.literal('always')]).default(1),
    kind: z.enum(FAILURE_KINDS),
    method: z.string().optional(),
    ms: z.number().nonnegative().optional(),
    code: z.int().optional(),
    retryAfterMinutes: z.number().nonnegative().optional(),
    retryAfterSeconds: z.number().nonnegative().optional(),
  })
  .transform(({ match, pattern, ...rest }): Failure => ({
    ...rest,
    match: pattern === undefined ? match : new RegExp(pattern),
  }));

const node = z.record(z.string(), z.unknown());
const NewFacts = z.object({
  nodes: z.record(z.string(), node).default({}),
  edges: z.record(z.string(), z.array(node)).default({}),
  subscriptions: z.record(z.string(), z.array(z.string())).default({}),
  missing: z.array(z.string()).default([]),
  revokedTokens: z.array(z.string()).default([]),
});

type Parts = {
  readonly world: World;
  readonly log: readonly CallRecord[];
  readonly fail: (failure: Failure) => void;
  readonly heal: () => void;
  readonly reset: () => void;
};

/** The script for other processes: `tetrix simulate`, demos, tests with a worker of their own. */
export function controlRoutes({ world, log, fail, heal, reset }: Parts): Router {
  const router = new Router({ prefix: '/_simulator' });

  router.get('/log', (ctx) => void (ctx.body = { calls: log }));
  router.get('/sent', (ctx) => void (ctx.body = { sent: world.sent }));
  router.post('/failures', async (ctx) => {
    const failure = NewFailure.safeParse(await readBody(ctx.req));
    if (failure.success) fail(failure.data);
    ctx.status = failure.success ? 204 : 400;
  });
  router.delete('/failures', (ctx) => {
    heal();
    ctx.status = 204;
  });
  router.post('/world', async (ctx) => {
    const facts = NewFacts.safeParse(await readBody(ctx.req));
    if (facts.success) lay(world, facts.data);
    ctx.status = facts.success ? 204 : 400;
  });
  router.post('/reset', (ctx) => {
    reset();
    ctx.status = 204;
  });
  return router;
}

/** A lead is a node too: its fields are laid over the generated ones. */
function lay(world: World, facts: z.infer<typeof NewFacts>): void {
  for (const [id, fields] of Object.entries(facts.nodes)) world.nodes.set(id, fields);
  for (const [key, items] of Object.entries(facts.edges)) world.edges.set(key, items);
  for (const [id, fields] of Object.entries(facts.subscriptions))
    world.subscriptions.set(id, fields);
  for (const id of facts.missing) world.missing.add(id);
  for (const token of facts.revokedTokens) world.revokedTokens.add(token);
}
