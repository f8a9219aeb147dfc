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

import type { NoticeActivities } from '../activities/notices';
import type { ParkingActivities } from '../activities/parking';
import { DISCARD_CODES } from '../src/domain/failures';
import type { DiscardCode } from '../src/domain/failures';
import type { NoticeRequest } from '../src/domain/notices';
import { proxyActivities } from '@temporalio/workflow';
import { hotActivities } from './hot';
import { reasonOf } from './reason';
import * as retries from './retries';

const { recordParked, clearParked, storeNotice } = hotActivities<
  ParkingActivities & NoticeActivities
>();
const { sendNotice } = proxyActivities<NoticeActivities>(retries.notification);

export const state = defineQuery<RunState>('state');
export const retry = defineUpdate<string>('retry');
export const discard = defineUpdate<string, [DiscardCode]>('discard');

const NEEDS_ATTENTION = defineSearchAttributeKey('NeedsAttention', 'BOOL');
const OUTCOME = defineSearchAttributeKey('Outcome', 'KEYWORD');
const DAILY = '1 day';

export interface RunState {
  readonly title: string;
  /** What it does now. */
  readonly step: string;
  /** Why it waits for a person; null where it does not. */
  readonly parked: string | null;
}

/** What a run is about; the scope of the effects that its notices are. */
export interface RunSubject {
  readonly title: string;
  readonly kind: string;
  readonly asset: string;
  readonly eventId: () => string | null;
  readonly generation: () => number;
}

export interface Tools {
  /** Does one step, shown in the Temporal UI. When it fails for good the run parks, and tries it again when told to. */
  step<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** Stores a notice and sends it in the background: mail that cannot be sent holds nothing up. */
  notify(notice: NoticeRequest): Promise<void>;
}

export interface Manners extends Tools {
  /** Waits for notices under way, and says how it ended. */
  finish(outcome: string): Promise<string>;
}

/** Ends a parked run whose work nobody wants any more. */
export class Discarded extends Error {
  override readonly name = 'Discarded';

  constructor(readonly code: DiscardCode) {
    super(code);
  }
}

/** What every run does alike. Call it before the first await: its handlers must be there when the first update is. */
export function manners(subject: RunSubject): Manners {
  const { title, kind, asset } = subject;
  const background: Promise<void>[] = [];
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

  return { step: doStep, notify, finish };

  async function doStep<T>(name: string, work: () => Promise<T>): Promise<T> {
    let resumedFor = -1;
    for (;;) {
      step = name;
      show();
      const startedAt = Date.now();
      try {
        return await work();
      } catch (error) {
        if (isCancellation(error)) throw error;
        resumedFor = await park(reasonOf(error), startedAt, resumedFor);
      }
    }
  }

  /** Waits for a decision; looks again every day by itself, and at once where the token has changed since the try. */
  async function park(reason: string, startedAt: number, resumedFor: number): Promise<number> {
    parked = reason;
    decision = undefined;
    show();
    upsertSearchAttributes([{ key: NEEDS_ATTENTION, value: true }]);
    const { workflowId, runId, workflowType } = workflowInfo();
    const eventId = subject.eventId();
    const row = { workflowId, runId, workflow: workflowType, eventId, asset, step, reason };
    const { version, changedAt } = await recordParked(row);
    const changed = version !== resumedFor && changedAt !== null && changedAt > startedAt - 60_000;
    if (!changed) await condition(() => decision !== undefined, DAILY);

    const taken: DiscardCode | 'retry' = decision ?? 'retry';
    parked = null;
    decision = undefined;
    upsertSearchAttributes([{ key: NEEDS_ATTENTION, value: false }]);
    await clearParked({ workflowId, eventId, discarded: taken === 'retry' ? null : taken });
    if (taken !== 'retry') throw new Discarded(taken);

    return version;
  }

  async function notify(notice: NoticeRequest): Promise<void> {
    const { workflowId } = workflowInfo();
    const scope = noticeScope(notice, subject, workflowId);
    const stored = await doStep(`noting: ${notice.topic}`, () =>
      storeNotice(scope, { ...notice, workflowId }),
    );
    if (stored.recipients > 0) background.push(sendNotice(stored.noticeId).catch(() => undefined));
  }

  async function finish(outcome: string): Promise<string> {
    if (background.length > 0) {
      step = 'sending notices';
      show();
      await Promise.all(background.splice(0));
    }
    step = outcome;
    show();
    upsertSearchAttributes([{ key: OUTCOME, value: outcome }]);

    return outcome;
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

/** What a notice is single within: its period, else the event, else the run. */
function noticeScope(
  notice: NoticeRequest,
  subject: RunSubject,
  workflowId: string,
): { id: string; generation: number } {
  const { topic, asset, ref, oncePer } = notice;
  if (oncePer) {
    const period = new Date().toISOString().slice(0, oncePer === 'hour' ? 13 : 10);
    return { id: `notice/${topic}/${asset}/${ref}/${period}`, generation: 0 };
  }

  return { id: subject.eventId() ?? `${workflowId}/${ref}`, generation: subject.generation() };
}
