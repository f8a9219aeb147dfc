import type { Clock } from '../domain/clock';
import { uuidv7 } from '../domain/ids';
import { wants } from '../domain/notices';
import type { NoticeRequest, Severity } from '../domain/notices';
import type { Admin } from './admins';
import type { Pool, Transaction } from './pool';

export interface Notice {
  readonly id: string;
  readonly topic: NoticeRequest['topic'];
  readonly severity: Severity;
  readonly asset: string;
  readonly ref: string;
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
  readonly workflowId: string | null;
  readonly createdAt: Date;
}

/** One notice to one admin. */
export interface NoticeDelivery {
  readonly adminId: string;
  readonly email: string;
  readonly channel: string;
}

export type NoticeStore = ReturnType<typeof createNoticeStore>;

export const createNoticeStore = (db: Pool, clock: Clock) => ({
  /** Stores a notice and who is to get it. With nobody to tell it is stored all the same. */
  async add(
    tx: Transaction,
    notice: NoticeRequest & { workflowId?: string },
    eventId: string | null,
  ): Promise<StoredNotice> {
    const now = clock();
    const id = uuidv7(now);
    const severity = notice.severity ?? 'info';
    await tx.query(
      `insert into notices (id, topic, severity, asset_id, ref, facts, event_id, workflow_id, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        id,
        notice.topic,
        severity,
        notice.asset,
        notice.ref,
        JSON.stringify(notice.facts ?? {}),
        eventId,
        notice.workflowId ?? null,
        now,
      ],
    );
    const { rows } = await tx.query<Admin>(
      'select id, topics, min_severity as "minSeverity", assets from admins',
    );
    const told = rows
      .filter((admin) => wants(admin, { ...notice, severity }))
      .map((admin) => admin.id);
    if (told.length > 0) {
      await tx.query(
        `insert into notice_deliveries (notice_id, admin_id, channel) select $1, unnest($2::uuid[]), 'email'`,
        [id, told],
      );
    }

    return { noticeId: id, recipients: told };
  },

  async find(id: string): Promise<Notice | undefined> {
    const { rows } = await db.query<Notice>(
      `select id, topic, severity, asset_id as asset, ref, facts, workflow_id as "workflowId", created_at as "createdAt"
       from notices where id = $1`,
      [id],
    );

    return rows[0];
  },

  /** Newest first. */
  async list(since: Date, limit: number): Promise<Notice[]> {
    const { rows } = await db.query<Notice>(
      `select id, topic, severity, asset_id as asset, ref, facts, workflow_id as "workflowId", created_at as "createdAt"
       from notices where id >= tetrix_uuid_floor($1) order by id desc limit $2`,
      [since, limit],
    );

    return rows;
  },

  /** The delivery of a notice to one admin; undefined where it was sent, or the admin was removed. */
  async pending(noticeId: string, adminId: string): Promise<NoticeDelivery | undefined> {
    const { rows } = await db.query<NoticeDelivery>(
      `select d.admin_id as "adminId", a.email, d.channel from notice_deliveries d join admins a on a.id = d.admin_id
       where d.notice_id = $1 and d.admin_id = $2 and d.status <> 'sent'`,
      [noticeId, adminId],
    );

    return rows[0];
  },

  async giveUp(noticeId: string, adminId: string): Promise<void> {
    await db.query(
      `update notice_deliveries set status = 'failed' where notice_id = $1 and admin_id = $2 and status = 'pending'`,
      [noticeId, adminId],
    );
  },

  /** `error` is a class or code; null where it was sent. */
  async attempted(noticeId: string, to: NoticeDelivery, error: string | null): Promise<void> {
    await db.query(
      `update notice_deliveries set attempts = attempts + 1, error = $4,
         status = case when $4::text is null then 'sent' else status end,
         sent_at = case when $4::text is null then $5::timestamptz end
       where notice_id = $1 and admin_id = $2 and channel = $3`,
      [noticeId, to.adminId, to.channel, error, clock()],
    );
  },
});

export interface StoredNotice {
  readonly noticeId: string;
  /** Ids of the admins who are to get it. */
  readonly recipients: readonly string[];
}
