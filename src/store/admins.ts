import type { Clock } from '../domain/clock';
import { uuidv7 } from '../domain/ids';
import type { Severity } from '../domain/notices';
import type { Pool } from './pool';

export interface Admin {
  readonly id: string;
  readonly email: string;
  readonly name: string | null;
  readonly topics: readonly string[];
  readonly minSeverity: Severity;
  readonly assets: readonly string[];
}

export type NewAdmin = Pick<Admin, 'email'> & Partial<Omit<Admin, 'id' | 'email'>>;

const COLUMNS = 'id, email, name, topics, min_severity as "minSeverity", assets';

export type AdminStore = ReturnType<typeof createAdminStore>;

export const createAdminStore = (db: Pool, clock: Clock) => ({
  async list(): Promise<Admin[]> {
    const { rows } = await db.query<Admin>(`select ${COLUMNS} from admins order by email`);

    return rows;
  },

  /** Adds somebody, or changes what they are told. */
  async save(admin: NewAdmin): Promise<Admin> {
    const now = clock();
    const { rows } = await db.query<Admin>(
      `insert into admins (id, email, name, topics, min_severity, assets, created_at) values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (email) do update set name = coalesce(excluded.name, admins.name), topics = excluded.topics,
         min_severity = excluded.min_severity, assets = excluded.assets
       returning ${COLUMNS}`,
      [
        uuidv7(now),
        admin.email.toLowerCase(),
        admin.name ?? null,
        admin.topics ?? ['*'],
        admin.minSeverity ?? 'info',
        admin.assets ?? ['*'],
        now,
      ],
    );

    return rows[0]!;
  },

  /** The first recipients, from `NOTIFY_EMAILS`; nothing once there is any. */
  async seed(emails: readonly string[]): Promise<void> {
    const now = clock();
    await db.query(
      `insert into admins (id, email, created_at)
       select x.id, x.email, $2 from jsonb_to_recordset($1::jsonb) as x(id uuid, email text)
       where not exists (select from admins) on conflict (email) do nothing`,
      [
        JSON.stringify(emails.map((email) => ({ id: uuidv7(now), email: email.toLowerCase() }))),
        now,
      ],
    );
  },

  /** False where there was nobody of that address. */
  async remove(email: string): Promise<boolean> {
    const { rowCount } = await db.query('delete from admins where email = $1', [
      email.toLowerCase(),
    ]);

    return rowCount === 1;
  },
});
