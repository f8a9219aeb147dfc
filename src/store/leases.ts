import type { Pool } from './pool';

export type LeaseStore = ReturnType<typeof createLeaseStore>;

export const createLeaseStore = (db: Pool) => ({
  /** Takes a job for a while, where nobody else holds it. One process of many does what one should do. */
  async take(name: string, now: Date, until: Date): Promise<boolean> {
    const { rowCount } = await db.query(
      `insert into installation as i (name, value) values ('lease:' || $1, $3::text)
       on conflict (name) do update set value = excluded.value where i.value::timestamptz <= $2`,
      [name, now, until.toISOString()],
    );

    return rowCount === 1;
  },

  /** Week partitions for the next eight weeks. Returns how many were missing. */
  async makePartitions(now: Date): Promise<number> {
    let made = 0;
    // One table at a time: accept locks them in another order.
    for (const parent of ['events', 'deliveries', 'effects']) {
      const { rows } = await db.query<{ made: number }>(
        'select tetrix_make_partitions($1, $2, 8) as made',
        [parent, now],
      );
      made += rows[0]!.made;
    }

    return made;
  },

  /** Keeps the fingerprint of the id key the first time; tells whether it is still the same. */
  async sameKey(fingerprint: string): Promise<boolean> {
    await db.query(
      `insert into installation (name, value) values ('id key', $1) on conflict do nothing`,
      [fingerprint],
    );
    // A statement of its own: it sees what another process has just committed.
    const { rows } = await db.query<{ value: string }>(
      `select value from installation where name = 'id key'`,
    );

    return rows[0]?.value === fingerprint;
  },
});
