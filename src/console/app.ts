import { Router } from '@koa/router';
import Koa from 'koa';
import type { Context } from 'koa';
import helmet from 'koa-helmet';

import { listen } from '../ingress/server';
import type { Listener } from '../ingress/server';
import type { Metrics } from '../metrics';

export interface ConsoleParts {
  readonly host: string;
  readonly port: number;
  readonly metrics: Metrics;
}

/** The port for admins and other systems, on the loopback unless `CONSOLE_HOST` says otherwise. */
export async function startConsole({ host, port, metrics }: ConsoleParts): Promise<Listener> {
  const app = new Koa();
  const router = new Router();
  router.get('/metrics', async (context: Context) => {
    context.type = metrics.registry.contentType;
    context.body = await metrics.registry.metrics();
  });
  app.use(helmet());
  app.use(router.routes()).use(router.allowedMethods());

  return listen(app, { host, port, variable: 'CONSOLE_PORT' });
}
