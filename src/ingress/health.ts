import type { Context } from 'koa';

export interface HealthParts {
  /** What keeps this process from taking deliveries, in words; empty where nothing does. */
  readonly problems: () => Promise<readonly string[]>;
}

/** The process runs. */
export function showHealth(context: Context): void {
  context.body = { status: 'ok' };
}

/** The database answers and has every migration. Temporal plays no part: without it Meta still gets its 200. */
export async function showReadiness(context: Context, { problems }: HealthParts): Promise<void> {
  const found = await problems();
  context.status = found.length === 0 ? 200 : 503;
  context.body =
    found.length === 0 ? { status: 'ready' } : { status: 'not ready', problems: found };
}
