import type { LeadRow } from '../../src/store/leads';
import { countOf, createStoreWorld } from '../helpers/stores';
import type { StoreWorld } from '../helpers/stores';

const NOTHING = { id: null, name: null };

describe('leads', () => {
  let world: StoreWorld;
  beforeAll(async () => (world = await createStoreWorld()));
  afterAll(() => world.drop());
  beforeEach(() => world.db.query('delete from leads'));

  const save = (more: Partial<LeadRow> = {}) =>
    world.db.transaction((tx) =>
      world.stores.leads.save(tx, {
        id: '5',
        asset: '1001',
        formId: '7',
        formName: 'Form',
        ad: NOTHING,
        adset: NOTHING,
        campaign: NOTHING,
        platform: 'fb',
        organic: false,
        contactId: null,
        name: 'Ada',
        email: 'ada@example.com',
        phone: null,
        createdAt: '2026-03-02T11:00:00.000Z',
        answers: [],
        ...more,
      }),
    );
  const answers = async () =>
    (await world.db.query('select name, place, value from lead_answers order by name, place')).rows;
  const statusOf = async () =>
    (await world.db.query<{ status: string }>('select status from leads')).rows[0]!.status;

  it('keep every answer: several of one question, and questions of the same name', async () => {
    await save({
      answers: [
        { name: 'colour', values: ['red', 'blue'] },
        { name: 'colour', values: ['green'] },
        { name: 'size', values: ['L'] },
        { name: 'remarks', values: [] },
      ],
    });

    expect(await answers()).toEqual([
      { name: 'colour', place: 0, value: 'red' },
      { name: 'colour', place: 1, value: 'blue' },
      { name: 'colour', place: 2, value: 'green' },
      { name: 'size', place: 0, value: 'L' },
    ]);
  });

  it('become what Meta holds now when they are read again', async () => {
    await save({ answers: [{ name: 'colour', values: ['red', 'blue'] }] });
    await save({ email: 'new@example.com', answers: [{ name: 'colour', values: ['green'] }] });
    await save({ email: 'new@example.com', answers: [{ name: 'colour', values: ['green'] }] });

    expect(await answers()).toEqual([{ name: 'colour', place: 0, value: 'green' }]);
    expect(await countOf(world.db, 'leads')).toBe(1);
    expect(await world.stores.leads.card('5')).toMatchObject({ email: 'new@example.com' });
  });

  it('lose their answers where none is left', async () => {
    await save({ answers: [{ name: 'colour', values: ['red'] }] });
    await save({ answers: [] });

    expect(await answers()).toEqual([]);
  });

  it('are overdue only while nobody has made contact', async () => {
    await save();
    await world.stores.leads.markOverdue('5');
    expect(await statusOf()).toBe('overdue');

    await world.stores.leads.markContacted('5');
    await world.stores.leads.markOverdue('5');

    expect(await statusOf()).toBe('contacted');
  });

  it('keep their status and the time of the first contact when they are read again', async () => {
    await save();
    await world.stores.leads.markContacted('5');
    const { rows: first } = await world.db.query('select contacted_at from leads');
    world.time.now = new Date(world.time.now.getTime() + 60_000);

    await world.stores.leads.markContacted('5');
    await save();

    expect(await statusOf()).toBe('contacted');
    expect((await world.db.query('select contacted_at from leads')).rows).toEqual(first);
  });
});
