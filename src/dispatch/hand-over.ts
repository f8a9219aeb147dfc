import {
  WorkflowExecutionAlreadyStartedError,
  WorkflowIdConflictPolicy,
  WorkflowIdReusePolicy,
} from '@temporalio/client';
import type { Client } from '@temporalio/client';
import { defineSearchAttributeKey, TypedSearchAttributes } from '@temporalio/common';
import type { SearchAttributePair } from '@temporalio/common';

import type { EventRef } from '../domain/events';
import type { Handing } from './handings';

/** ms that one call may take; without a deadline a start rejects after 19 s with the server away. */
const DEADLINE_MS = 10_000;

const KEYWORDS = {
  object: defineSearchAttributeKey('MetaObject', 'KEYWORD'),
  field: defineSearchAttributeKey('MetaField', 'KEYWORD'),
  kind: defineSearchAttributeKey('EventKind', 'KEYWORD'),
  asset: defineSearchAttributeKey('AssetId', 'KEYWORD'),
  subject: defineSearchAttributeKey('SubjectHash', 'KEYWORD'),
};
const OCCURRED_AT = defineSearchAttributeKey('OccurredAt', 'DATETIME');

/**
 * Starts or signals a run. Doing it twice is harmless: a start that was done is a success, and a signal's
 * events are single by their effects. Returns the run's id, `''` where the run had ended already.
 */
export async function handOver(
  client: Client,
  { workflowId, route, events }: Handing,
): Promise<string> {
  const first = events[0]!;
  const common = {
    workflowId,
    taskQueue: 'events',
    typedSearchAttributes: attributesOf(first),
    staticSummary: `${first.kind} · ${first.object} ${first.asset}`,
    staticDetails: `Event \`${first.id}\`: field \`${first.field}\` of \`${first.object}\`, asset \`${first.asset}\`, at ${first.occurredAt}.`,
  };

  return client.withDeadline(Date.now() + DEADLINE_MS, async () => {
    if (route.mode === 'follow') {
      const handle = await client.workflow.signalWithStart(route.workflow, {
        ...common,
        args: [{ asset: first.asset, subject: first.subject ?? first.id }],
        signal: 'eventsArrived',
        signalArgs: [events],
      });
      return handle.signaledRunId;
    }

    try {
      const handle = await client.workflow.start(route.workflow, {
        ...common,
        args: [first],
        workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
        workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
      });
      return handle.firstExecutionRunId;
    } catch (error) {
      if (error instanceof WorkflowExecutionAlreadyStartedError) return '';
      throw error;
    }
  });
}

function attributesOf(event: EventRef): TypedSearchAttributes {
  const pairs: SearchAttributePair[] = [
    { key: KEYWORDS.object, value: event.object },
    { key: KEYWORDS.field, value: event.field },
    { key: KEYWORDS.kind, value: event.kind },
    { key: KEYWORDS.asset, value: event.asset || '-' },
    { key: OCCURRED_AT, value: new Date(event.occurredAt) },
  ];
  if (event.subject) pairs.push({ key: KEYWORDS.subject, value: event.subject });

  return new TypedSearchAttributes(pairs);
}
