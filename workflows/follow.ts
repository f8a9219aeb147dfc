import {
  allHandlersFinished,
  condition,
  continueAsNew,
  defineSignal,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';

import type { EventRef } from '../src/domain/events';
import { Discarded, manners } from './manners';
import type { Tools } from './manners';

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
 * so no handler ever runs beside another. Deadlines stand in the state as absolute times, because
 * continue-as-new, taken when the history grows long, drops timers. A closed run is followed by a fresh
 * one, which begins from the row.
 */
export function follow<S>(
  title: string,
  first: S,
  turn: (turn: Turn<S>, tools: Tools) => Promise<TurnResult<S>>,
): (input: FollowInput<S & { wakeAt?: number }>) => Promise<string> {
  return async (input) => {
    const waiting: EventRef[] = [...(input.resumed?.pending ?? [])];
    setHandler(eventsArrived, (events) => void waiting.push(...events));
    let latest: EventRef | undefined;
    const { finish, ...tools } = manners({
      title,
      kind: workflowInfo().workflowType,
      asset: input.asset,
      eventId: () => latest?.id ?? null,
      generation: () => latest?.generation ?? 0,
    });
    let state: S = input.resumed?.state ?? first;
    let wakeAt: number | undefined = input.resumed?.state.wakeAt;

    for (;;) {
      await arrival(() => waiting.length > 0, wakeAt);
      const events = waiting.splice(0);
      latest = events.at(-1) ?? latest;
      const left = await turn({ events, state }, tools).catch(discarded);
      if ('outcome' in left) {
        const outcome = await finish(left.outcome);
        await condition(allHandlersFinished);
        if (waiting.length === 0) return outcome;
        state = first;
        wakeAt = undefined;
        continue;
      }
      ({ state, wakeAt } = { wakeAt: undefined, ...left });
      if (workflowInfo().continueAsNewSuggested) {
        await condition(allHandlersFinished);
        const { asset, subject } = input;
        await continueAsNew({
          asset,
          subject,
          resumed: { state: { ...state, wakeAt }, pending: waiting },
        });
      }
    }
  };
}

async function arrival(arrived: () => boolean, wakeAt: number | undefined): Promise<void> {
  if (wakeAt === undefined) await condition(arrived);
  else if (wakeAt > Date.now()) await condition(arrived, wakeAt - Date.now());
}

function discarded(error: unknown): { outcome: string } {
  if (error instanceof Discarded) return { outcome: `discarded: ${error.code}` };
  throw error;
}
