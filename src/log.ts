import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';

export type Log = Logger;

/**
 * One JSON line an entry, on standard output. Values that could be personal
 * are censored should a caller ever pass them; callers pass ids, counts and codes.
 */
export function createLog(level: string, destination?: DestinationStream): Log {
  return pino(
    {
      level,
      base: { service: 'tetrix' },
      redact: {
        paths: [
          'text',
          'phone',
          'email',
          'name',
          'token',
          'mid',
          'wamid',
          'body',
          'detail',
          'payload',
          '*.text',
          '*.token',
          'headers',
        ],
        censor: '[personal]',
      },
      // An error's message may quote a value (PostgreSQL's do): its class and code say enough.
      serializers: {
        err: (error: Error & { code?: string }) => ({
          type: error.name,
          code: error.code,
          at: place(error),
        }),
      },
    },
    destination ?? pino.destination({ fd: 1, sync: false }),
  );
}

/** The first line of a stack inside the project: where, not what. */
function place(error: Error): string | undefined {
  return error.stack
    ?.split('\n')
    .find((line) => /^\s+at .*(src|workflows|activities)\//.test(line))
    ?.trim()
    .replace(/\(.*\/(src|workflows|activities)\//, '($1/');
}
