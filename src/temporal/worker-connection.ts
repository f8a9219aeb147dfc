import { NativeConnection } from '@temporalio/worker';
import type { NativeConnectionOptions } from '@temporalio/worker';

import type { TemporalAddress } from './connection';

/**
 * The workers' connection; tries until Temporal is there or `signal` is aborted. `onFailure` is told the
 * class of each failure.
 */
export async function connectWorkers(
  { connection }: TemporalAddress,
  signal: AbortSignal,
  onFailure: (error: Error) => void,
): Promise<NativeConnection | undefined> {
  while (!signal.aborted) {
    try {
      return await NativeConnection.connect(connection as NativeConnectionOptions);
    } catch (error) {
      onFailure(error as Error);
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
  }

  return undefined;
}
