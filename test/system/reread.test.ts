import { createWorld, eventually } from '../helpers/tetrix';
import type { TetrixProcess, World } from '../helpers/tetrix';

const CATALOG = '700000000000077';
const ACCOUNT = '500000000000077';
const PERSON = '6000000000000077';
const IG = '400000000000077';

describe('what Meta does not say is read through Graph', () => {
  let world: World;
  let tetrix: TetrixProcess;
  beforeAll(async () => {
    world = await createWorld();
    tetrix = await world.start();
  }, 60_000);
  afterAll(() => world.stop());

  it('finds the 17 changes in a catalog of 1000 items, and only those', async () => {
    const items = Array.from({ length: 1000 }, (_, index) => product(index));
    world.graph.world.edges.set(`${CATALOG}/products`, items);
    await finishBatch('first');
    const baseline = await derived();

    const changed = items.map((item, index) => {
      if (index < 9) return { ...item, price: '99.00 EUR' };
      if (index < 14) return { ...item, availability: 'out of stock' };
      return index < 16 ? { ...item, name: `Renamed ${index}` } : item;
    });
    world.graph.world.edges.set(`${CATALOG}/products`, changed.slice(0, -1));
    await finishBatch('second');

    expect(baseline).toEqual({});
    expect(await derived()).toEqual({
      'catalog.price_changed': 9,
      'catalog.inventory_changed': 5,
      'catalog.product_changed': 3,
    });
  }, 60_000);

  it('tells a price that goes there and back twice as four changes, and a second reading of the same as none', async () => {
    const catalog = '700000000000078';
    for (const [round, price] of ['1.00', '2.00', '1.00', '2.00', '1.00', '1.00'].entries()) {
      world.graph.world.edges.set(`${catalog}/products`, [
        { ...product(1), price: `${price} EUR` },
      ]);
      await finishBatch(`round-${round}`, catalog);
    }

    expect(await derived(catalog)).toEqual({ 'catalog.price_changed': 4 });
  }, 60_000);

  it('notices another commerce account', async () => {
    const catalog = '700000000000079';
    world.graph.world.nodes.set(catalog, {
      id: catalog,
      commerce_merchant_settings: { id: '1', display_name: 'Shop' },
    });
    await finishBatch('one', catalog);
    world.graph.world.nodes.set(catalog, {
      id: catalog,
      commerce_merchant_settings: { id: '1', display_name: 'New shop' },
    });
    await finishBatch('two', catalog);

    expect(await derived(catalog)).toEqual({ 'catalog.commerce_account_changed': 1 });
  }, 60_000);

  it('writes an ad object as it is and as it was', async () => {
    const id = '120000000000077';
    for (const [status, budget] of [
      ['ACTIVE', '5000'],
      ['PAUSED', '7000'],
    ] as const) {
      world.graph.world.nodes.set(id, {
        id,
        name: 'Spring',
        status,
        effective_status: status,
        daily_budget: budget,
      });
      await post('ad_account', ACCOUNT, {
        field: 'field_changed',
        value: {
          object_id: id,
          object_type: 'campaign',
          changed_fields: ['effective_status', budget],
        },
      });
      await settled();
    }

    const { rows } = await world.database.db.query(
      `select before ->> 'status' as was, after ->> 'status' as is, (after ->> 'dailyBudget')::int as budget
       from ad_changes where asset_id = $1 order by event_id`,
      [ACCOUNT],
    );
    expect(rows).toEqual([
      { was: null, is: 'ACTIVE', budget: 5000 },
      { was: 'ACTIVE', is: 'PAUSED', budget: 7000 },
    ]);
  }, 60_000);

  it('reads a profile field and a permission that came without a value', async () => {
    world.graph.world.nodes.set(PERSON, { id: PERSON, email: 'ada@example.com' });
    world.graph.world.edges.set(`${PERSON}/permissions`, [
      { permission: 'pages_messaging', status: 'granted' },
    ]);

    for (const object of ['user', 'permissions']) {
      const entry = {
        id: PERSON,
        uid: PERSON,
        time: seconds(),
        changed_fields: [object === 'user' ? 'email' : 'pages_messaging'],
      };
      expect(await tetrix.post({ object, entry: [entry] })).toBe(200);
    }
    await settled();

    const { rows: profiles } = await world.database.db.query(
      `select value #>> '{}' as value from user_profiles where user_id = $1 and field = 'email'`,
      [PERSON],
    );
    const { rows: grants } = await world.database.db.query(
      `select permission, granted from permission_grants`,
    );
    expect(profiles).toEqual([{ value: 'ada@example.com' }]);
    expect(grants).toEqual([{ permission: 'pages_messaging', granted: true }]);
  }, 60_000);

  it('fetches an Instagram message that was only announced, and heeds a STOP in it', async () => {
    world.graph.world.nodes.set('mid-announced', {
      id: 'mid-announced',
      from: { id: '3000000000000077', username: 'ada' },
      to: { data: [{ id: IG }] },
      message: 'Stop!',
    });

    const item = { timestamp: Date.now(), message_edit: { mid: 'mid-announced', num_edit: 0 } };
    expect(
      await tetrix.post({
        object: 'instagram',
        entry: [{ id: IG, time: Date.now(), messaging: [item] }],
      }),
    ).toBe(200);
    await settled();

    const { rows: messages } = await world.database.db.query(
      `select text, direction, conversation_id is not null as placed from messages where mid = 'mid-announced'`,
    );
    const { rows: consents } = await world.database.db.query(
      `select category, state from consents`,
    );
    expect(messages).toEqual([{ text: 'Stop!', direction: 'inbound', placed: true }]);
    expect(consents).toEqual([{ category: 'all', state: 'withdrawn' }]);
  }, 60_000);

  async function finishBatch(handle: string, catalog = CATALOG): Promise<void> {
    await post('catalog', catalog, {
      field: 'items_batch',
      value: { catalog_id: catalog, handle, status: 'Finished' },
    });
    await settled();
  }

  async function post(object: string, id: string, change: object): Promise<void> {
    expect(await tetrix.post({ object, entry: [{ id, time: seconds(), changes: [change] }] })).toBe(
      200,
    );
  }

  /** Every event is done, and so is every run but those that wait for something. */
  async function settled(): Promise<void> {
    await eventually(async () => {
      const { rows } = await world.database.db.query(
        `select kind, status, error from events where status not in ('done')`,
      );
      expect(rows).toEqual([]);
      const running = await world.client.workflow.count(`ExecutionStatus = 'Running'`);
      expect(running.count).toBe(0);
    }, 30_000);
  }

  async function derived(catalog = CATALOG): Promise<Record<string, number>> {
    const { rows } = await world.database.db.query<{ kind: string; count: number }>(
      `select kind, count(*) as count from events where asset_id = $1 and kind not like '%finished' group by kind`,
      [catalog],
    );

    return Object.fromEntries(rows.map(({ kind, count }) => [kind, count]));
  }
});

function product(index: number): { id: string } & Record<string, unknown> {
  const id = `${7_000_000 + index}`;

  return {
    id,
    retailer_id: `sku-${index}`,
    name: `Item ${index}`,
    price: '10.00 EUR',
    availability: 'in stock',
    inventory: 5,
  };
}

const seconds = () => Math.floor(Date.now() / 1000);
