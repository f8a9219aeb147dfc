import {
  condition,
  defineQuery,
  defineUpdate,
  isCancellation,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import { defineSearchAttributeKey } from '@temporalio/common';

import type { ParkingActivities } from '../activities/parking';
import { DISCARD_CODES } from '../src/domain/failures';
import type { DiscardCode } from '../src/domain/failures';
import type { EventRef } from '../src/domain/events';
import type { NoticeRequest } from '../src/domain/notices';
import { hotActivities } from './hot';
import { createPostman } from './postman';
import { isErased, reasonOf } from './reason';
import { Discarded } from './tools';
import type { Manners, RunState, RunSubject } from './tools';

const { recordParked, clearParked } = hotActivities<ParkingActivities>();

export const state = defineQuery<RunState>('state');
export const retry = defineUpdate<string>('retry');
export const discard = defineUpdate<string, [DiscardCode]>('discard');

const NEEDS_ATTENTION = defineSearchAttributeKey('NeedsAttention', 'BOOL');
const OUTCOME = defineSearchAttributeKey('Outcome', 'KEYWORD');
const DAILY = '1 day';

/** What every run does alike. Call it before the first await: its handlers must be there when the first update is. */
export function manners(subject: RunSubject): Manners {
  const { title, kind, asset } = subject;
  let step = 'starting';
  let parked: string | null = null;
  let decision: DiscardCode | 'retry' | undefined;

  setHandler(state, () => ({ title, step, parked }));
  setHandler(retry, () => decide('retry'), {
    validator: mustBeParked,
    description: 'Tries the step again that failed for good.',
  });
  setHandler(discard, (code) => decide(code), {
    validator: (code) => {
      mustBeParked();
      if (!DISCARD_CODES.includes(code))
        throw new Error(`the code is one of ${DISCARD_CODES.join(', ')}`);
    },
    description: 'Ends a parked run without doing its step.',
  });
  show();
  const postman = createPostman();

  return { step: doStep, notify, busy: postman.busy, finish };

  async function doStep<T>(
    name: string,
    work: () => Promise<T>,
    event = subject.event,
  ): Promise<T> {
    let resumedFor = -1;
    for (;;) {
      step = name;
      show();
      const startedAt = Date.now();
      try {
        return await work();
      } catch (error) {
        if (isCancellation(error)) throw error;
        if (isErased(error)) throw await giveUp('erased', event);
        resumedFor = await park({ reason: reasonOf(error), startedAt, resumedFor, event });
      }
    }
  }

  /** Waits for a decision; looks again every day by itself, and at once where the token has changed since the try. */
  async function park({ reason, startedAt, resumedFor, event }: Failure): Promise<number> {
    parked = reason;
    decision = undefined;
    show();
    upsertSearchAttributes([{ key: NEEDS_ATTENTION, value: true }]);
    const { workflowId, runId, workflowType: workflow } = workflowInfo();
    const eventId = event?.id ?? null;
    const row = { workflowId, runId, workflow, eventId, asset, step, reason };
    const { version, changedAt } = await recordParked(row);
    const changed = version !== resumedFor && changedAt !== null && changedAt > startedAt - 60_000;
    if (!changed) {
      const facts = { workflow, step };
      const notice = {
        topic: 'run.parked',
        severity: 'warning',
        asset,
        ref: workflow,
        facts,
      } as const;
      await postman.post({ ...notice, oncePer: 'hour' }, event).catch(() => undefined);
      await condition(() => decision !== undefined, DAILY);
    }

    const taken = decided() ?? 'retry';
    parked = null;
    decision = undefined;
    upsertSearchAttributes([{ key: NEEDS_ATTENTION, value: false }]);
    if (taken !== 'retry') throw await giveUp(`discarded: ${taken}`, event);

    await clearParked({ workflowId, eventId, discarded: null });
    return version;
  }

  async function giveUp(outcome: string, event: EventRef | undefined): Promise<Discarded> {
    const { workflowId } = workflowInfo();
    await clearParked({ workflowId, eventId: event?.id ?? null, discarded: outcome });

    return new Discarded(outcome, event);
  }

  async function notify(notice: NoticeRequest, event = subject.event): Promise<void> {
    await doStep(`noting: ${notice.topic}`, () => postman.post(notice, event), event);
  }

  function finish(outcome: string): string {
    step = outcome;
    show();
    upsertSearchAttributes([{ key: OUTCOME, value: outcome }]);

    return outcome;
  }

  function decided(): DiscardCode | 'retry' | undefined {
    return decision;
  }

  function decide(taken: DiscardCode | 'retry'): string {
    decision = taken;

    return taken === 'retry' ? `trying again: ${step}` : `discarded: ${taken}`;
  }

  function mustBeParked(): void {
    if (parked === null || decision !== undefined) throw new Error('not parked');
  }

  function show(): void {
    const waiting =
      parked === null
        ? `Now: **${step}**`
        : `**Parked** at *${step}*: ${parked}. Send the update \`retry\` or \`discard\`.`;
    setCurrentDetails(`${title} · \`${kind}\` · asset \`${asset}\`\n\n${waiting}`);
  }
}

interface Failure {
  readonly reason: string;
  readonly startedAt: number;
  readonly resumedFor: number;
  readonly event: EventRef | undefined;
}
