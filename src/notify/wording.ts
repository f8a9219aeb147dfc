import type { NoticeTopic } from '../domain/notices';
import type { LeadCard } from '../store/leads';
import type { Notice } from '../store/notices';

export interface Wording {
  readonly subject: string;
  readonly text: string;
}

export type Worder = (notice: Notice) => Promise<Wording>;

interface WorderParts {
  readonly leadCard: (id: string) => Promise<LeadCard | undefined>;
  /** Address of a run in the Temporal UI. */
  readonly runUrl: (workflowId: string) => string | undefined;
}

const SUBJECTS: Readonly<Record<NoticeTopic, string>> = {
  'lead.new': 'New lead',
  'lead.overdue': 'Nobody has contacted a lead yet',
  'message.failed': 'Messages fail',
  'message.not_sent': 'A message was not sent',
  'message.not_delivered': 'Messages are not delivered within an hour',
  'consent.withdrawn': 'Somebody wants no more messages',
  'order.placed': 'New order',
  'mention.made': 'You were mentioned',
  'account.changed': 'Meta changed something about an account',
  'template.changed': 'A message template changed',
  'ad.changed': 'Something changed in an ad account',
  'permission.revoked': 'A permission changed',
  'app.deauthorized': 'A user removed the app',
  'application.noticed': 'Meta has a notice for the app',
  'deletion.requested': 'A person was erased',
  'field.unrecognised': 'Meta sends a field that Tetrix does not read yet',
  'event.dead': 'Events could not be handed to Temporal',
  'run.parked': 'A run waits for you',
  'delivery.too_large': 'A delivery was larger than TETRIX_MAX_BODY',
  test: 'Test notice',
};

/** What is in the mail. The person's data is loaded when it is written, and stands nowhere else. */
export const createWorder =
  ({ leadCard, runUrl }: WorderParts): Worder =>
  async (notice) => {
    const lead = notice.topic.startsWith('lead.') ? await leadCard(notice.ref) : undefined;
    const facts = Object.entries(notice.facts).map(([name, value]) => `${name}: ${value ?? '-'}`);
    const url = notice.workflowId ? runUrl(notice.workflowId) : undefined;
    const lines = [
      `${SUBJECTS[notice.topic]}.`,
      '',
      ...(lead ? leadLines(lead) : []),
      ...facts,
      `asset: ${notice.asset}`,
      `reference: ${notice.ref}`,
      `at: ${notice.createdAt.toISOString()}`,
      ...(url ? ['', `What was done: ${url}`] : []),
    ];

    return {
      subject: `${mark(notice.severity)}${SUBJECTS[notice.topic]} (${notice.asset})`,
      text: lines.join('\n'),
    };
  };

/** One line for the terminal: nothing personal. */
export function noticeLine({
  topic,
  severity,
  asset,
  ref,
}: Pick<Notice, 'topic' | 'asset' | 'ref'> & { severity?: string }): string {
  return `notice  ${mark(severity ?? 'info')}${SUBJECTS[topic]}  asset ${asset}  ref ${ref}`;
}

function mark(severity: string): string {
  return severity === 'critical' ? 'CRITICAL: ' : severity === 'warning' ? 'Warning: ' : '';
}

function leadLines({ name, phone, email, formName, campaignName }: LeadCard): string[] {
  const shown = { name, phone, email, form: formName, campaign: campaignName };

  return Object.entries(shown).flatMap(([label, value]) => (value ? [`${label}: ${value}`] : []));
}
