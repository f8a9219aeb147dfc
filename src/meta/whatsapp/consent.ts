import type { Identity } from '../../domain/details';
import type { ConsentFacts, WebhookEvent } from '../../domain/events';
import { readKeyword } from '../../domain/keywords';
import { present } from '../present';
import type { Context } from './context';
import { wordsOf } from './content';
import type { Content } from './message';
import { subjectOf } from './person';

export interface Wish extends ConsentFacts {
  readonly given: boolean;
  readonly person: readonly Identity[];
  readonly at: string;
  /** The time in its key where there is no evidence. */
  readonly when: string | number;
  /** The wamid that proves it, where one exists. */
  readonly evidence?: string;
}

/** A person's wish about messages; nothing where the person is not known, for then nobody can be blocked. */
export function consent(wish: Wish, { asset }: Pick<Context, 'asset'>) {
  const { given, person, at, when, category, source, evidence } = wish;
  const subject = subjectOf(person);
  if (!subject) return [];

  const made = {
    key: [subject, category, source, evidence ?? when],
    asset,
    occurredAt: at,
    data: { category, source },
    subject,
    detail: present({ channel: 'whatsapp' as const, person, evidence }),
  };
  const event: WebhookEvent<'consent.given'> | WebhookEvent<'consent.withdrawn'> = given
    ? { kind: 'consent.given', ...made }
    : { kind: 'consent.withdrawn', ...made };

  return [event];
}

/** STOP or START in an inbound message. One stop among a button's label and payload is a stop. */
export function keywordConsent(
  content: Content,
  { evidence, ...proof }: Pick<Wish, 'person' | 'at' | 'when' | 'evidence'>,
  context: Context,
) {
  const keywords = wordsOf(content).map((word) => readKeyword(word));
  const keyword = keywords.includes('stop') ? 'stop' : keywords.find(Boolean);
  if (!keyword) return [];

  const wish = { given: keyword === 'start', category: 'all', source: 'keyword' };

  return consent({ ...wish, ...proof, ...(evidence ? { evidence } : {}) }, context);
}
