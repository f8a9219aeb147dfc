import { allHandlersFinished, condition } from '@temporalio/workflow';

import type { EventRef } from '../src/domain/events';
import { manners } from './manners';
import { Discarded } from './tools';
import type { Tools } from './tools';

export { discard, retry, state } from './manners';

/**
 * A run for one event. Gives it the same manners as every other: handlers first, `state`, `retry`, `discard`,
 * parking where a `step` fails for good, the details that the Temporal UI shows, all handlers finished and
 * all notices out before the end. `body` may name the outcome; `done` otherwise.
 */
export function run<E extends EventRef>(
  title: string,
  body: (event: E, tools: Tools) => Promise<string | void>,
): (event: E) => Promise<string> {
  return async (event) => {
    const { kind, asset } = event;
    const { finish, busy, ...tools } = manners({ title, kind, asset, event });
    const outcome = await body(event, tools).catch((error: unknown) => {
      if (error instanceof Discarded) return error.outcome;
      throw error;
    });

    const ended = finish(outcome ?? 'done');
    await condition(() => !busy() && allHandlersFinished());
    return ended;
  };
}
