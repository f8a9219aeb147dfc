import { setTimeout as sleep } from 'node:timers/promises';

import { inParallel } from '../../src/dispatch/in-parallel';
import type { TetrixProcess } from './tetrix';

/** Deliveries on their way at once. */
const AT_ONCE = 8;

/**
 * Sends deliveries as Meta does: a few at once, and again where the answer is 503, until they are taken.
 * Throws on any other answer, and where one is still refused after many tries.
 */
export async function postLikeMeta(
  process: TetrixProcess,
  bodies: readonly unknown[],
): Promise<void> {
  const problems: string[] = [];
  await inParallel(bodies, AT_ONCE, async (body) => {
    const status = await postUntilTaken(process, body);
    if (status !== 200) problems.push(`${status} for ${JSON.stringify(body).slice(0, 300)}`);
  });

  if (problems.length > 0) throw new Error(problems.join('\n'));
}

async function postUntilTaken(process: TetrixProcess, body: unknown): Promise<number> {
  for (let tries = 1; ; tries += 1) {
    const status = await process.post(body);
    if (status !== 503 || tries === 20) return status;
    await sleep(200);
  }
}
