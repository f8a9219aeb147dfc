import { createStores } from '../../src/parts';
import { createStoreWorld, STORE_ID_KEY } from '../helpers/stores';
import type { StoreWorld } from '../helpers/stores';

const TOKEN = 'EAAG-a-token-of-the-page';

describe('assets', () => {
  let world: StoreWorld;
  beforeAll(async () => (world = await createStoreWorld()));
  afterAll(() => world.drop());
  beforeEach(() => world.db.query('delete from assets'));

  it('give their token back, and have none before it is set', async () => {
    expect(await world.stores.assets.token('1')).toBeUndefined();
    await world.stores.assets.setToken('1', TOKEN);

    expect(await world.stores.assets.token('1')).toBe(TOKEN);
    expect(await world.stores.assets.list()).toMatchObject([{ id: '1', hasToken: true }]);
  });

  it('hold their token sealed: nothing of it stands in the table', async () => {
    await world.stores.assets.setToken('1', TOKEN);

    const { rows } = await world.db.query<{ row: string; sealed: Buffer }>(
      'select a::text as row, token_sealed as sealed from assets a',
    );
    expect(rows[0]!.row).not.toContain(TOKEN);
    expect(rows[0]!.row).not.toContain(Buffer.from(TOKEN).toString('hex'));
    expect(rows[0]!.sealed.includes(TOKEN.slice(0, 8))).toBe(false);
  });

  it('count each new token and take its time, and are found again where theirs was lost', async () => {
    await world.stores.assets.setToken('1', 'old');
    await world.db.query('update assets set token_lost_at = $1', [world.time.now]);
    await world.stores.assets.setToken('1', TOKEN);

    const { rows } = await world.db.query(
      'select credential_version, credential_changed_at, token_lost_at from assets',
    );
    expect(rows).toEqual([
      { credential_version: 2, credential_changed_at: world.time.now, token_lost_at: null },
    ]);
    expect(await world.stores.assets.token('1')).toBe(TOKEN);
  });

  it('refuse to show a token whose key is not known any more', async () => {
    await world.stores.assets.setToken('1', TOKEN);
    const other = createStores(
      world.db,
      { idKey: STORE_ID_KEY, sealKeys: new Map([['k2', Buffer.alloc(32, 2)]]) },
      () => world.time.now,
    );

    await expect(other.assets.token('1')).rejects.toThrow('no encryption key "k1" is set');
  });
});
