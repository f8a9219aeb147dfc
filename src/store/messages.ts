import type { Clock } from '../domain/clock';
import type { MessageDetail, StatusDetail, WatermarkDetail } from '../domain/details';
import { RANKS } from '../domain/delivery';
import type { DeliveryStatus } from '../domain/events';
import { keyedHash, uuidv7 } from '../domain/ids';
import { isKeepable } from '../domain/times';
import type { Transaction } from './pool';

export interface MessageAt {
  readonly asset: string;
  readonly at: string;
  readonly conversationId: string | null;
}

export type MessageStore = ReturnType<typeof createMessageStore>;

export const createMessageStore = (idKey: string, clock: Clock) => ({
  /**
   * Files a message under its mid. What came before it, a status, an edit, an unsend or a watermark that it
   * lies under, is not undone: Meta promises no order.
   */
  async save(
    tx: Transaction,
    place: MessageAt,
    message: MessageDetail & { mid: string },
  ): Promise<void> {
    const now = clock();
    await tx.query(
      `insert into messages as m (id, asset_id, mid, mid_hash, conversation_id, channel, direction, type, text, payload,
         reply_to, group_id, attachments, referral, standby, sent_at, created_at, status_rank)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, tetrix_seen($5, $7, $16))
       on conflict (asset_id, mid) do update set
         conversation_id = coalesce(excluded.conversation_id, m.conversation_id),
         direction = excluded.direction,
         type = case when excluded.type = 'unknown' then m.type else excluded.type end,
         text = case when m.deleted_at is not null then null
                     when m.edited_at is not null then m.text
                     else coalesce(excluded.text, m.text) end,
         payload = case when m.deleted_at is null then coalesce(excluded.payload, m.payload) end,
         attachments = case when m.deleted_at is null then coalesce(excluded.attachments, m.attachments) end,
         reply_to = coalesce(excluded.reply_to, m.reply_to),
         group_id = coalesce(excluded.group_id, m.group_id),
         referral = coalesce(excluded.referral, m.referral),
         standby = m.standby and excluded.standby,
         sent_at = least(m.sent_at, excluded.sent_at),
         status_rank = greatest(m.status_rank, tetrix_seen(coalesce(excluded.conversation_id, m.conversation_id),
           excluded.direction, least(m.sent_at, excluded.sent_at)))`,
      [
        uuidv7(now),
        place.asset,
        message.mid,
        keyedHash(idKey, message.mid),
        place.conversationId,
        message.channel,
        message.direction,
        message.type,
        message.text ?? null,
        message.payload ?? null,
        message.replyTo ?? null,
        message.groupId ?? null,
        json(message.attachments),
        json(message.referral),
        message.standby ?? false,
        place.at,
        now,
      ],
    );
  },

  /** The latest edit wins, by its number where Meta counts them, else by its time; of two at one time the same always. */
  async edit(
    tx: Transaction,
    { asset, at }: MessageAt,
    edit: { mid: string; text?: string; number?: number },
  ): Promise<void> {
    await tx.query(
      `update messages set text = case when deleted_at is null then $3 end, edited_at = $4, edit_number = $5
       where asset_id = $1 and mid = $2
         and (edited_at is null or (coalesce(edit_number, 0), edited_at, coalesce(text, ''))
           <= (coalesce($5, 0), $4::timestamptz, coalesce($3, '')))`,
      [asset, edit.mid, edit.text ?? null, at, edit.number ?? null],
    );
  },

  /** The person took it back: its content goes, that it was there stays. */
  async unsend(tx: Transaction, { asset, at }: MessageAt, mid: string): Promise<void> {
    await tx.query(
      `update messages set deleted_at = least(deleted_at, $3), text = null, payload = null, attachments = null
       where asset_id = $1 and mid = $2`,
      [asset, mid, at],
    );
  },

  /** One reaction of each person to each message: the latest. */
  async react(tx: Transaction, { asset, at }: MessageAt, reaction: Reaction): Promise<void> {
    await tx.query(
      `insert into message_reactions as r (asset_id, mid, actor, emoji, action, at) values ($1, $2, $3, $4, $5, $6)
       on conflict (asset_id, mid, actor) do update set emoji = excluded.emoji, action = excluded.action, at = excluded.at
       where (r.at, r.action, coalesce(r.emoji, '')) <= (excluded.at, excluded.action, coalesce(excluded.emoji, ''))`,
      [asset, reaction.mid, reaction.actor, reaction.emoji ?? null, reaction.action, at],
    );
  },

  /**
   * Records a status and raises the message to it. A status of a message that is not known makes its row:
   * the message may come later, or was sent by a system that does not tell us.
   */
  async advance(
    tx: Transaction,
    place: MessageAt & { eventId: string },
    status: StatusDetail,
  ): Promise<DeliveryStatus | null> {
    const now = clock();
    const failed = status.status === 'failed';
    const { rows } = await tx.query<{ status: DeliveryStatus | null }>(
      `with reported as (
         insert into message_statuses (event_id, asset_id, mid_hash, status, recipient_hash, error_code, pricing, campaign, at)
         values ($11, $2, $4, $12, $13, $10, $14, $15, $7) on conflict (event_id) do nothing
       )
       insert into messages as m (id, asset_id, mid, mid_hash, conversation_id, channel, direction, type, sent_at, created_at,
         status_rank, failed_at, error_code, campaign)
       values ($1, $2, $3, $4, $5, $6, 'outbound', 'unknown', $7, $16,
         greatest($8::smallint, tetrix_seen($5, 'outbound', $7)), $9, case when $9::timestamptz is not null then $10::bigint end, $15)
       on conflict (asset_id, mid) do update set
         conversation_id = coalesce(m.conversation_id, excluded.conversation_id),
         status_rank = greatest(m.status_rank, excluded.status_rank,
           tetrix_seen(coalesce(m.conversation_id, excluded.conversation_id), m.direction, least(m.sent_at, excluded.sent_at))),
         failed_at = least(m.failed_at, excluded.failed_at),
         error_code = case when m.failed_at < excluded.failed_at or excluded.failed_at is null then m.error_code
                           when m.failed_at = excluded.failed_at then greatest(m.error_code, excluded.error_code)
                           else excluded.error_code end,
         campaign = coalesce(m.campaign, excluded.campaign),
         sent_at = least(m.sent_at, excluded.sent_at)
       returning status`,
      [
        uuidv7(now),
        place.asset,
        status.mid,
        keyedHash(idKey, status.mid),
        place.conversationId,
        status.channel,
        place.at,
        RANKS[status.status],
        failed ? place.at : null,
        status.errors?.[0]?.code ?? null,
        place.eventId,
        status.status,
        status.person[0]
          ? keyedHash(idKey, `${status.person[0].type}:${status.person[0].value}`)
          : null,
        json(status.pricing),
        status.campaign ?? null,
        now,
      ],
    );

    return rows[0]!.status;
  },

  /** Everything sent up to the watermark is read (or delivered): one update, however many messages. */
  async raiseTo(
    tx: Transaction,
    place: MessageAt,
    mark: WatermarkDetail & { rank: number },
  ): Promise<void> {
    // Instagram names the message that was read, which may come after: its row is made, as a status makes one.
    if (mark.mid) {
      await tx.query(
        `insert into messages as m (id, asset_id, mid, mid_hash, conversation_id, channel, direction, type, sent_at, created_at,
           status_rank)
         values ($1, $2, $3, $4, $5, $6, 'outbound', 'unknown', $7, $8, $9)
         on conflict (asset_id, mid) do update set status_rank = greatest(m.status_rank, excluded.status_rank)`,
        [
          uuidv7(clock()),
          place.asset,
          mark.mid,
          keyedHash(idKey, mark.mid),
          place.conversationId,
          mark.channel,
          place.at,
          clock(),
          mark.rank,
        ],
      );
    }
    await tx.query(
      `with mark as (
         select coalesce($3::timestamptz, (select sent_at from messages where asset_id = $2 and mid = $4)) as at
       ), seen as (
         update conversations set read_at = case when $5 >= 3 then greatest(read_at, mark.at) else read_at end,
           delivered_at = greatest(delivered_at, mark.at)
         from mark where id = $1
       )
       update messages set status_rank = $5 from mark
       where conversation_id = $1 and direction = 'outbound' and sent_at <= mark.at and status_rank < $5`,
      [
        place.conversationId,
        place.asset,
        mark.watermark && isKeepable(mark.watermark) ? new Date(mark.watermark) : null,
        mark.mid ?? null,
        mark.rank,
      ],
    );
  },
});

export interface Reaction {
  readonly mid: string;
  /** Whose reaction; an identity's value. */
  readonly actor: string;
  readonly emoji?: string;
  readonly action: string;
}

function json(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
