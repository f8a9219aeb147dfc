import type { Clock } from '../domain/clock';
import { seal, unseal } from '../domain/seal';
import type { SealKeys } from '../domain/seal';
import type { Pool } from './pool';

export interface Asset {
  readonly id: string;
  readonly type: string | null;
  readonly name: string | null;
  readonly state: string;
  readonly hasToken: boolean;
}

export type AssetStore = ReturnType<typeof createAssetStore>;

export const createAssetStore = (db: Pool, keys: SealKeys, clock: Clock) => ({
  /** The access token of an asset; undefined where it has none of its own. */
  async token(id: string): Promise<string | undefined> {
    const { rows } = await db.query<{ sealed: Buffer }>(
      `select token_sealed as sealed from assets where id = $1 and token_sealed is not null`,
      [id],
    );

    return rows[0] && unseal(keys, rows[0].sealed);
  },

  /** Sets an asset's token, sealed. Runs parked for it are woken. */
  async setToken(id: string, token: string): Promise<void> {
    const now = clock();
    await db.query(
      `insert into assets as a (id, token_sealed, credential_version, credential_changed_at, first_seen_at, updated_at)
       values ($1, $2, 1, $3, $3, $3)
       on conflict (id) do update set token_sealed = excluded.token_sealed, credential_version = a.credential_version + 1,
         credential_changed_at = excluded.credential_changed_at, token_lost_at = null, updated_at = excluded.updated_at`,
      [id, seal(keys, token), now],
    );
  },

  async list(): Promise<Asset[]> {
    const { rows } = await db.query<Asset>(
      `select id, type, name, state, token_sealed is not null as "hasToken" from assets order by id limit 1000`,
    );

    return rows;
  },
});
