import type { Fact } from './events';

export type Severity = 'info' | 'warning' | 'critical';

/** What a notice may be about. The wording of each is in `src/notify/wording.ts`. */
export const NOTICE_TOPICS = [
  'lead.new',
  'lead.overdue',
  'message.failed',
  'message.not_sent',
  'message.not_delivered',
  'consent.withdrawn',
  'order.placed',
  'mention.made',
  'account.changed',
  'template.changed',
  'ad.changed',
  'permission.revoked',
  'app.deauthorized',
  'application.noticed',
  'deletion.requested',
  'field.unrecognised',
  'event.dead',
  'run.parked',
  'delivery.too_large',
  'test',
] as const;

export type NoticeTopic = (typeof NOTICE_TOPICS)[number];

/** A request to tell the admins something; ids and plain facts only, for it is kept in histories. */
export interface NoticeRequest {
  readonly topic: NoticeTopic;
  readonly severity?: Severity;
  readonly asset: string;
  /** The id of the row that it is about. */
  readonly ref: string;
  readonly facts?: Readonly<Record<string, Fact>>;
  /** A thousand messages that fail alike are one notice: at most one for topic, asset and ref in this period. */
  readonly oncePer?: 'hour' | 'day';
}

const RANK: Readonly<Record<Severity, number>> = { info: 0, warning: 1, critical: 2 };

/** Who is told: what an admin asked for, matched against a notice. `*` stands for any. */
export function wants(
  admin: { topics: readonly string[]; minSeverity: Severity; assets: readonly string[] },
  notice: { topic: string; severity: Severity; asset: string },
): boolean {
  const topic = admin.topics.some(
    (wanted) =>
      wanted === '*' || wanted === notice.topic || `${notice.topic.split('.')[0]}.*` === wanted,
  );
  const asset = admin.assets.includes('*') || admin.assets.includes(notice.asset);

  return topic && asset && RANK[notice.severity] >= RANK[admin.minSeverity];
}
