import type { Pool } from '../../src/store/pool';
import { countOf, createStoreWorld, numberOf } from '../helpers/stores';
import type { StoreWorld } from '../helpers/stores';

describe('the audit log', () => {
  let world: StoreWorld;
  beforeAll(async () => (world = await createStoreWorld()));
  afterAll(() => world.drop());

  const append = (action: string) =>
    world.db.transaction((tx) =>
      world.stores.audit.append(tx, {
        actor: 'meta',
        action,
        asset: '1001',
        subject: 'ab',
        eventId: '01950000-0000-7000-8000-000000000000',
        facts: { category: 'all', count: 2, superseded: false },
      }),
    );

  it('is one chain, also where many append at once', async () => {
    await append('person erased');
    await Promise.all(Array.from({ length: 20 }, (_, turn) => append(`consent ${turn}`)));

    expect(await countOf(world.db, 'audit_log')).toBe(21);
    expect(await numberOf(world.db, 'select max(seq) from audit_log')).toBe(21);
    expect(await brokenLinks(world.db, 'audit_log')).toEqual([]);
  });

  it.each([
    ['a fact', `update audit_copy set facts = '{"category": "ads"}' where seq = 3`, [3]],
    ['a time', `update audit_copy set at = at + interval '1 microsecond' where seq = 3`, [3]],
    ['an actor', `update audit_copy set actor = 'nobody' where seq = 3`, [3]],
    ['a row that went', `delete from audit_copy where seq = 3`, [4]],
    [
      'a link that was copied from another row',
      `update audit_copy a set previous = b.previous, hash = b.hash from audit_copy b where a.seq = 3 and b.seq = 4`,
      [3, 4],
    ],
  ])('shows by its chain that somebody changed %s', async (_, change, broken) => {
    for (const action of ['one', 'two', 'three', 'four']) await append(action);
    // The log itself refuses; a superuser who drops its trigger would be found all the same.
    await world.db.query('create table audit_copy as table audit_log');
    await world.db.query(change);

    const found = await brokenLinks(world.db, 'audit_copy');

    await world.db.query('drop table audit_copy');
    expect(found).toEqual(broken);
  });

  it.each(['update audit_log set actor = $$me$$', 'delete from audit_log', 'truncate audit_log'])(
    'refuses to %s',
    async (statement) => {
      await append('kept');
      const before = await countOf(world.db, 'audit_log');

      await expect(world.db.query(statement)).rejects.toThrow('audit_log is append-only');

      expect(await countOf(world.db, 'audit_log')).toBe(before);
    },
  );

  it('has no gap where a transaction that appended is rolled back', async () => {
    const failing = world.db.transaction(async (tx) => {
      await world.stores.audit.append(tx, { actor: 'meta', action: 'never' });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await append('after');

    expect(await brokenLinks(world.db, 'audit_log')).toEqual([]);
    expect(await numberOf(world.db, 'select max(seq) - count(*) from audit_log')).toBe(0);
  });
});

/** The rows whose hash is not that of their values and the row before. */
async function brokenLinks(db: Pool, table: string): Promise<number[]> {
  const { rows } = await db.query<{ seq: number }>(
    `select seq from (
       select *, coalesce(lag(hash) over (order by seq), '\\x') as before, row_number() over (order by seq) as place
       from ${table}) a
     where previous <> before
        or hash <> tetrix_audit_hash(before, seq, at, actor, action, asset_id, subject_hash, event_id, facts)
     order by seq`,
  );

  return rows.map(({ seq }) => seq);
}
