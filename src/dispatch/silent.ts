import { priorityOf } from '../domain/priority';
import { routeOf } from './routes';
import { runStateOf } from './run-state';
import type { UpkeepParts } from './upkeep';

/** ms that an event may be `dispatched` without an effect before somebody looks. */
const SILENT_MS = 15 * 60_000;
const MOST = 200;

/**
 * Looks at the runs of events that were handed over long ago and have had no effect: an open run is left
 * alone, what is gone is handed over again, and an ended run that did nothing makes its event `dead`.
 */
export async function sweepSilent({
  queue,
  client,
  clock,
  onDead,
  stopped,
}: Pick<UpkeepParts, 'queue' | 'client' | 'clock' | 'onDead' | 'stopped'>): Promise<void> {
  const now = clock();
  const open: string[] = [];
  const again: { id: string; priority: number }[] = [];
  const dead: string[] = [];

  for (const { ref, workflowId, runId } of await queue.silent(
    new Date(now.getTime() - SILENT_MS),
    MOST,
  )) {
    if (stopped()) break;
    const run = await runStateOf(client, workflowId);
    const follows = routeOf(ref.kind)?.mode === 'follow';
    // The run that took it may be over while a fresh one follows the same subject.
    const isIts =
      run.is !== 'gone' && (!follows || !runId || runId === run.first || runId === run.current);
    if (run.is === 'open' && isIts) open.push(ref.id);
    else if (run.is === 'gone' || follows)
      again.push({ id: ref.id, priority: priorityOf(ref.kind) });
    else dead.push(ref.id);
  }

  if (open.length > 0) await queue.touch(open, now);
  if (again.length > 0) await queue.requeue(again, now);
  if (dead.length > 0) await onDead(dead, 'its run ended without an effect');
}
