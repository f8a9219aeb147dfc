import { randomUUID } from 'node:crypto';

import { Router } from '@koa/router';
import Koa from 'koa';
import type { Context } from 'koa';
import helmet from 'koa-helmet';

import type { CallbackParts } from './callbacks';
import { noteDeauthorization, requestDeletion, showDeletion } from './callbacks';
import type { HealthParts } from './health';
import { showHealth, showReadiness } from './health';
import type { WebhookParts } from './webhook';
import { takeDelivery, verifyEndpoint } from './webhook';

export type IngressParts = WebhookParts & CallbackParts & HealthParts;

/** The object in the body decides; the path is for people and dashboards. */
const PATHS = [
  'whatsapp',
  'facebook-page',
  'instagram',
  'facebook-ads',
  'catalog',
  'permissions',
  'user',
  'application',
  'managed-meta-account',
];

/** The application on the port that Meta calls: what Meta calls and people see, and nothing else. */
export function createIngress(parts: IngressParts): Koa {
  const app = new Koa({ proxy: false });
  const router = new Router();
  for (const path of ['/api/webhooks', ...PATHS.map((name) => `/api/webhooks/${name}`)]) {
    router.get(path, (context: Context) => verifyEndpoint(context, parts));
    router.post(path, (context: Context) => takeDelivery(context, parts));
  }
  router.post('/api/callbacks/data-deletion', (context: Context) =>
    requestDeletion(context, parts),
  );
  router.post('/api/callbacks/deauthorize', (context: Context) =>
    noteDeauthorization(context, parts),
  );
  router.get('/data-deletion/:code', (context) =>
    showDeletion(context as unknown as Context, parts, context.params.code!),
  );
  router.get('/healthz', (context: Context) => showHealth(context));
  router.get('/readyz', (context: Context) => showReadiness(context, parts));

  app.use(async (context, next) => {
    context.state.requestId = randomUUID();
    context.set('x-request-id', context.state.requestId as string);
    try {
      await next();
    } catch (error) {
      parts.log.error({ err: error, request: context.state.requestId }, 'the request failed');
      context.status = 503;
      context.set('retry-after', '5');
      context.body = 'try again';
    }
  });
  app.use(helmet());
  app.use(router.routes()).use(router.allowedMethods());
  app.on('error', (error) => parts.log.debug({ err: error }, 'connection'));

  return app;
}
