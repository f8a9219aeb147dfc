import {
  allHandlersFinished,
  condition,
  continueAsNew,
  defineSignal,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';

import type { EventRef } from '../src/domain/events';
import { manners } from './manners';
import { Discarded } from './tools';
import type { Tools } from './tools';

/** Events of one subject, several at a time. Sent with the start, and to the open run later. */
export const eventsArrived = defineSignal<[readonly EventRef[]]>('eventsArrived');

export interface FollowInput<S> {
  readonly asset: string;
  /** Hash of what is followed. */
  readonly subject: string;
  /** Only where a run goes on as a new one. */
  readonly resumed?: { readonly state: S; readonly pending: readonly EventRef[] };
}

/** What a turn leaves: a state to wait in, at the latest until `wakeAt` (ms since the epoch), or an end. */
export type TurnResult<S> =
  { readonly state: S; readonly wakeAt?: number } | { readonly outcome: string };

export interface Turn<S> {
  /** What arrived since the last turn; empty when `wakeAt` has come. */
  readonly events: readonly EventRef[];
  readonly state: S;
}

/**
 * A run that follows one subject. Events only queue up when they arrive; each turn takes all that wait,
 * so no handler ever runs beside another. A turn may be taken again with the same events, less one that
 * was discarded: its effects are single. Deadlines stand in the state as absolute times, because
 * continue-as-new, taken when the history grows long, drops timers. A closed run is followed by a fresh
 * one, which begins from the row.
 */
export function follow<S>(
  title: string,
  first: S,
  turn: (turn: Turn<S>, tools: Tools) => Promise<TurnResult<S>>,
): (input: FollowInput<S & { wakeAt?: number }>) => Promise<string> {
  return async (input) => {
    const { asset, subject } = input;
    const waiting: EventRef[] = [...(input.resumed?.pending ?? [])];
    setHandler(eventsArrived, (events) => void waiting.push(...events));
    const { finish, busy, ...tools } = manners({ title, kind: workflowInfo().workflowType, asset });
    let state: S = input.resumed?.state ?? first;
    let wakeAt: number | undefined = input.resumed?.state.wakeAt;

    for (;;) {
      await arrival(() => waiting.length > 0, wakeAt);
      const left = await takeTurn(waiting.splice(0));
      if ('outcome' in left) {
        // Mail that is still on its way must not keep the next event waiting.
        await condition(() => waiting.length > 0 || (!busy() && allHandlersFinished()));
        if (waiting.length === 0) return finish(left.outcome);
        state = first;
        wakeAt = undefined;
        continue;
      }
      ({ state, wakeAt } = { wakeAt: undefined, ...left });
      if (workflowInfo().continueAsNewSuggested && !busy()) {
        await condition(allHandlersFinished);
        const resumed = { state: { ...state, wakeAt }, pending: waiting };
        await continueAsNew({ asset, subject, resumed });
      }
    }

    async function takeTurn(events: readonly EventRef[]): Promise<TurnResult<S>> {
      try {
        return await turn({ events, state }, tools);
      } catch (error) {
        if (!(error instanceof Discarded)) throw error;
        const { outcome, event } = error;
        const others = event ? events.filter(({ id }) => id !== event.id) : [];

        return others.length > 0 ? takeTurn(others) : { outcome };
      }
    }
  };
}

async function arrival(arrived: () => boolean, wakeAt: number | undefined): Promise<void> {
  if (wakeAt === undefined) await condition(arrived);
  else if (wakeAt > Date.now()) await condition(arrived, wakeAt - Date.now());
}
