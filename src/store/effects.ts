import type { Pool, Transaction } from './pool';

/** What an effect belongs to: an event, or a workflow's period where no event asked for it. */
export interface EffectScope {
  /** Event id, or `<workflow id>/<period>`. */
  readonly id: string;
  readonly generation: number;
}

export type Effects = ReturnType<typeof createEffects>;

/** Changes that happen once: the row that says so and the change itself commit together. */
export const createEffects = (db: Pool, clock: () => Date) => ({
  /**
   * Runs `work` in a transaction the first time, and returns what it returned then every other time.
   * The first effect of an event marks it `done`. Throws what `work` throws; nothing is written then.
   */
  async once<T>(
    scope: EffectScope,
    step: string,
    work: (tx: Transaction) => Promise<T>,
  ): Promise<T> {
    return db.transaction(async (tx) => {
      const { rowCount } = await tx.query(
        `insert into effects (scope, step, generation, at) values ($1, $2, $3, $4) on conflict do nothing`,
        [scope.id, step, scope.generation, clock()],
      );
      if (rowCount === 0) return stored<T>(tx, scope, step);

      const result = await work(tx);
      await tx.query(
        `with done as (${DONE})
         update effects set result = $4 where scope = $1 and step = $2 and generation = $3`,
        [scope.id, step, scope.generation, JSON.stringify(result ?? null), eventId(scope.id)],
      );
      return result;
    });
  },
});

/** $5 is the event whose effect it is, or null. */
const DONE = `update events set status = 'done', error = null
  where id = $5 and status in ('pending', 'dispatched', 'parked')`;

/** What the first time left; an event that lost its `done` meanwhile (handed over again) gets it back. */
async function stored<T>(tx: Transaction, scope: EffectScope, step: string): Promise<T> {
  const { rows } = await tx.query<{ result: T }>(
    `with done as (${DONE})
     select result from effects where scope = $1 and step = $2 and generation = $3 and $4::text is null`,
    [scope.id, step, scope.generation, null, eventId(scope.id)],
  );

  return rows[0]!.result;
}

function eventId(scope: string): string | null {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/.test(scope) && scope.length === 36 ? scope : null;
}
