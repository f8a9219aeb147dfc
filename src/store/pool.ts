import { Pool as PgPool, types } from 'pg';
import type { QueryResult, QueryResultRow } from 'pg';

/** Anything that runs one statement: the pool, or a transaction on one of its connections. */
export interface Queryable {
  query<R extends QueryResultRow>(
    text: string,
    values?: readonly unknown[],
  ): Promise<QueryResult<R>>;
}

export type Transaction = Queryable;

export interface Pool extends Queryable {
  /** Runs `work` in one transaction: committed when it returns, rolled back when it throws. */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** Opens every connection. Throws where the server is away. */
  open(): Promise<void>;
  stop(): Promise<void>;
}

export interface PoolOptions {
  readonly url: string;
  /** Most connections at once. */
  readonly size: number;
  /** ms that a caller waits for a connection. */
  readonly waitMs: number;
  /** ms after which the server ends a statement. */
  readonly statementMs: number;
  /** Shown in `pg_stat_activity`. */
  readonly name: string;
  readonly onError?: (error: Error) => void;
  /** Connections stay open, and all of them are opened by `open`: a burst must not wait for them. */
  readonly keepOpen?: boolean;
}

const INT8 = 20;

/** A pool of connections to PostgreSQL. A lost idle connection is reported and replaced, never thrown. */
export function createPool(options: PoolOptions): Pool {
  const pool = new PgPool({
    connectionString: options.url,
    max: options.size,
    connectionTimeoutMillis: options.waitMs,
    statement_timeout: options.statementMs,
    // The server's own bound does not help where the server is gone: the socket needs one too.
    query_timeout: options.statementMs + 1_000,
    application_name: options.name,
    idleTimeoutMillis: options.keepOpen ? 0 : 30_000,
    keepAlive: true,
    types: { getTypeParser },
  });
  pool.on('error', (error) => options.onError?.(error));

  return {
    query: (text, values) => pool.query(text, values as unknown[]),
    async transaction(work) {
      const client = await pool.connect();
      let broken: Error | undefined;
      const onError = (error: Error) => (broken = error);
      client.on('error', onError);
      try {
        await client.query('begin');
        const result = await work({
          query: (text, values) => client.query(text, values as unknown[]),
        });
        await client.query('commit');
        return result;
      } catch (error) {
        await client.query('rollback').catch((failure: Error) => (broken = failure));
        throw error;
      } finally {
        client.removeListener('error', onError);
        client.release(broken);
      }
    },
    async open() {
      const clients = await Promise.all(Array.from({ length: options.size }, () => pool.connect()));
      for (const client of clients) client.release();
    },
    stop: () => pool.end(),
  };
}

const builtIn = types.getTypeParser as (oid: number, format?: string) => (value: string) => unknown;

/** `bigint` columns hold counts and minor currency units here, all far below 2^53. */
function getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  return oid === INT8 ? Number : builtIn(oid, format);
}
