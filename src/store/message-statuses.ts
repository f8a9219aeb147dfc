import type { Clock } from '../domain/clock';
import type { StatusDetail, WatermarkDetail } from '../domain/details';
import { RANKS } from '../domain/delivery';
import type { DeliveryStatus } from '../domain/events';
import { keyedHash, uuidv7 } from '../domain/ids';
import { isKeepable } from '../domain/times';
import { jsonOrNull } from './json';
import type { MessageAt } from './places';
import type { Transaction } from './pool';

/** How far messages have come: single reports, and watermarks that speak of many. */
export const createStatusStore = (idKey: string, clock: Clock) => ({
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
        jsonOrNull(status.pricing),
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
