import type { Settings } from '../settings';

/** The page of a run in the Temporal UI; undefined where no UI is known. */
export function runUrl(
  { temporalUiUrl, temporal }: Pick<Settings, 'temporalUiUrl' | 'temporal'>,
  workflowId: string,
): string | undefined {
  if (!temporalUiUrl) return undefined;

  return `${temporalUiUrl}/namespaces/${temporal.namespace}/workflows/${encodeURIComponent(workflowId)}`;
}
