import { accepted, createStoreWorld, happening } from '../helpers/stores';
import type { StoreWorld } from '../helpers/stores';

const notice = {
  topic: 'lead.new',
  severity: 'warning',
  asset: '1001',
  ref: '5',
  workflowId: 'w',
} as const;

describe('notices', () => {
  let world: StoreWorld;
  beforeAll(async () => (world = await createStoreWorld()));
  afterAll(() => world.drop());
  beforeEach(async () => {
    for (const table of ['notices', 'admins']) await world.db.query(`delete from ${table}`);
  });

  const add = (more: object = {}) =>
    world.db.transaction((tx) => world.stores.notices.add(tx, { ...notice, ...more }, null));
  const emailsOf = async (ids: readonly string[]) => {
    const admins = await world.stores.admins.list();
    return admins.filter(({ id }) => ids.includes(id)).map(({ email }) => email);
  };

  it('go to those who asked for the topic, the severity and the asset', async () => {
    const { save } = world.stores.admins;
    await save({ email: 'all@example.com' });
    await save({ email: 'leads@example.com', topics: ['lead.*'] });
    await save({ email: 'consent@example.com', topics: ['consent.withdrawn'] });
    await save({ email: 'warning@example.com', minSeverity: 'warning' });
    await save({ email: 'critical@example.com', minSeverity: 'critical' });
    await save({ email: 'mine@example.com', assets: ['1001'] });
    await save({ email: 'other@example.com', assets: ['1002'] });

    const { recipients } = await add();

    expect(await emailsOf(recipients)).toEqual([
      'all@example.com',
      'leads@example.com',
      'mine@example.com',
      'warning@example.com',
    ]);
  });

  it('are stored where there is nobody to tell', async () => {
    const [event] = await accepted(world, [happening('notice')]);
    const stored = await world.db.transaction((tx) =>
      world.stores.notices.add(tx, { ...notice, facts: { count: 2 } }, event!.id),
    );

    expect(stored.recipients).toEqual([]);
    expect(await world.stores.notices.find(stored.noticeId)).toMatchObject({
      topic: 'lead.new',
      severity: 'warning',
      facts: { count: 2 },
    });
  });

  it('are still to be sent after a failed attempt, and not after one that went well', async () => {
    const { id } = await world.stores.admins.save({ email: 'ada@example.com' });
    const { noticeId } = await add();
    const to = (await world.stores.notices.pending(noticeId, id))!;
    expect(to).toEqual({ adminId: id, email: 'ada@example.com', channel: 'email' });

    await world.stores.notices.attempted(noticeId, to, 'MailError');
    expect(await world.stores.notices.pending(noticeId, id)).toEqual(to);

    await world.stores.notices.attempted(noticeId, to, null);
    expect(await world.stores.notices.pending(noticeId, id)).toBeUndefined();

    const { rows } = await world.db.query(
      'select status, attempts, error, sent_at from notice_deliveries',
    );
    expect(rows).toEqual([{ status: 'sent', attempts: 2, error: null, sent_at: world.time.now }]);
  });

  it('are no longer sent to an admin who was removed', async () => {
    const { id } = await world.stores.admins.save({ email: 'ada@example.com' });
    const { noticeId } = await add();

    expect(await world.stores.admins.remove('Ada@Example.com')).toBe(true);
    expect(await world.stores.admins.remove('ada@example.com')).toBe(false);

    expect(await world.stores.notices.pending(noticeId, id)).toBeUndefined();
    expect(await world.stores.notices.find(noticeId)).toBeDefined();
  });

  it('are listed newest first', async () => {
    const since = world.time.now;
    await add({ ref: 'older' });
    await add({ ref: 'newer' });

    const list = await world.stores.notices.list(since, 10);

    expect(list.map(({ ref }) => ref)).toEqual(['newer', 'older']);
  });
});

describe('admins', () => {
  let world: StoreWorld;
  beforeAll(async () => (world = await createStoreWorld()));
  afterAll(() => world.drop());

  it('are filled from the settings once, and never again', async () => {
    await world.stores.admins.seed(['First@example.com', 'first@example.com', 'b@example.com']);
    await world.stores.admins.remove('b@example.com');
    await world.stores.admins.seed(['b@example.com', 'c@example.com']);

    const emails = (await world.stores.admins.list()).map(({ email }) => email);
    expect(emails).toEqual(['first@example.com']);
  });

  it('are one for each address, whatever its case', async () => {
    const first = await world.stores.admins.save({ email: 'Ada@example.com', name: 'Ada' });
    const again = await world.stores.admins.save({ email: 'ada@EXAMPLE.com', topics: ['lead.*'] });

    expect(again).toMatchObject({ id: first.id, name: 'Ada', topics: ['lead.*'] });
  });
});
