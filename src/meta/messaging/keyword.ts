import type { WebhookEvent } from '../../domain/events';
import { readKeyword } from '../../domain/keywords';
import { present } from '../present';
import { about, type Thread, within } from './thread';

type Consent = WebhookEvent<'consent.given'> | WebhookEvent<'consent.withdrawn'>;

interface Wish {
  readonly given: boolean;
  readonly category: string;
  readonly source: string;
  /** What in the item tells one wish from the next: a mid, or a token's hash with its time. */
  readonly proof: readonly (string | number)[];
  /** The mid that proves it, where one exists. */
  readonly evidence?: string | undefined;
}

interface Evidence {
  readonly mid: string | undefined;
  /** Which edit of the message it was: to STOP and back and to STOP again are two wishes. */
  readonly round?: string | number | undefined;
}

/** A person's wish about messages. */
export function consent(
  { given, category, source, proof, evidence }: Wish,
  thread: Thread,
): Consent {
  return {
    kind: given ? 'consent.given' : 'consent.withdrawn',
    key: [thread.who, category, source, ...proof],
    ...about(thread),
    data: { category, source },
    detail: present({ ...within(thread), evidence }),
  };
}

/**
 * STOP or START in an inbound text, quick reply or postback; one stop among a button's title and payload
 * is a stop. Nothing where the person is not known, for then nobody can be blocked.
 */
export function keywordConsent(
  words: readonly (string | undefined)[],
  thread: Thread,
  evidence: Evidence,
): Consent[] {
  if (!thread.who) return [];
  const { mid, round } = evidence;
  const keywords = words.map((word) => (word === undefined ? undefined : readKeyword(word)));
  const keyword = keywords.includes('stop') ? 'stop' : keywords.find(Boolean);
  if (!keyword) return [];

  const wish = { given: keyword === 'start', category: 'all', source: 'keyword', evidence: mid };
  const proof = [mid ?? thread.when, ...(round === undefined ? [] : [round])];

  return [consent({ ...wish, proof }, thread)];
}
