import type { WorkflowHandle } from '@temporalio/client';

type History = Awaited<ReturnType<WorkflowHandle['fetchHistory']>>;

/** Everything that a history holds, payloads decoded, as one text to search. */
export function historyText(history: History): string {
  return JSON.stringify(history, (name, value: unknown) =>
    // The proto's own toJSON has made base64 of every payload.
    name === 'data' && typeof value === 'string' ? Buffer.from(value, 'base64').toString() : value,
  );
}

/** The values that a search attribute was given, in order. */
export function valuesOf(history: History, attribute: string): unknown[] {
  return (history.events ?? []).flatMap((event) => {
    const fields =
      event.upsertWorkflowSearchAttributesEventAttributes?.searchAttributes?.indexedFields;
    const data = fields?.[attribute]?.data;
    return data ? [JSON.parse(Buffer.from(data).toString('utf8')) as unknown] : [];
  });
}
