import type { Clock } from '../domain/clock';
import type { MessageDetail } from '../domain/details';
import { keyedHash, uuidv7 } from '../domain/ids';
import { jsonOrNull } from './json';
import { createStatusStore } from './message-statuses';
import type { MessageAt } from './places';
import type { Transaction } from './pool';

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
        jsonOrNull(message.attachments),
        jsonOrNull(message.referral),
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

  ...createStatusStore(idKey, clock),
});

export interface Reaction {
  readonly mid: string;
  /** Whose reaction; an identity's value. */
  readonly actor: string;
  readonly emoji?: string;
  readonly action: string;
}
