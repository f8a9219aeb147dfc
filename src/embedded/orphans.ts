import type { Progress } from './files';
import { isRunning } from './processes';
import { readRecord, recordedNames, removeRecord } from './records';
import { terminate } from './terminate';

/**
 * Ends the child of that name if the run that started it was killed.
 * @throws when its parent still lives: then it is no orphan, and the home is in use
 */
export async function endOrphan(home: string, name: string, progress: Progress): Promise<void> {
  const record = readRecord(home, name);
  if (record && isRunning(record)) {
    if (isRunning(record.parent)) {
      throw new Error(
        `${name} already runs in ${home}, started by process ${record.parent.pid}. ` +
          'Stop that first, or set TETRIX_HOME to another folder.',
      );
    }
    progress(`Ending ${name} (process ${record.pid}), left behind by a run that was killed`);
    await terminate(record, record.manner);
  }
  removeRecord(home, name);
}

/** Ends everything that killed runs left behind in this home. Call it before looking at ports. */
export async function endOrphans(home: string, progress: Progress): Promise<void> {
  for (const name of recordedNames(home)) await endOrphan(home, name, progress);
}
