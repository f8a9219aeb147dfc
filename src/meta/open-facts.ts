import type { Fact } from '../domain/events';
import { isoTime } from './define';

type Facts = Readonly<Record<string, Fact>>;

const DEPTH = 3;
const MOST = 24;

/** Last words of members that hold a word of Meta's own, never of a person's. */
const WORDS =
  /^(verb|event|status|state|phase|step|stage|type|category|action|reason|code|severity|level|result|currency)$/;
const TIMES = /^(time|timestamp|date|at)$/;
const AMOUNTS = /^(count|total|progress|percent|percentage|amount|code|level|step|status)$/;

/** What an id may belong to: things and businesses. Whatever names a person is left out wholly. */
const THINGS =
  /^(account|accounts|accountid|waba|business|businesses|portfolio|page|pages|asset|assets|catalog|pixel|dataset|app|application|instagram|organization|migration|managed|meta|request|job|report|batch|ad|adset|adgroup|campaign|creative|product|products|set|feed|form|lead|leadgen|template|post|comment|video|media|broadcast|group|flow|order|rule|subscription|notification|merchant|commerce|hotel|vehicle|config|invoice|label)$/;
const PERSONS =
  /^(user|users|uid|person|people|member|members|participant|participants|sender|recipient|customer|customers|donor|payer|buyer|employee|employees|admin|admins|owner|owners|contact|contacts|psid|asid|igsid|bsuid|wa|friend|friends|profile|author|creator|actor|name|username|email|emails|phone|phones|token|tokens|message|messages|text|mid|wamid)$/;

/**
 * The plain facts of a value whose shape nobody documents: ids of things, verbs, statuses, times and
 * counts, named by their path. Never an id of a person nor free text; those stay in the detail.
 */
export function openFacts(value: unknown): Facts {
  const facts: Record<string, Fact> = {};
  collect(value, [], facts);

  return facts;
}

function collect(value: unknown, path: readonly string[], facts: Record<string, Fact>): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  for (const [name, member] of Object.entries(value)) {
    if (Object.keys(facts).length >= MOST) return;
    const here = [...path, name];
    const words = here.flatMap(wordsOf);
    if (isPersonal(words)) continue;

    const fact = factOf(here, member);
    if (fact !== undefined) facts[camel(words)] = fact;
    else if (here.length < DEPTH) collect(member, here, facts);
  }
}

function factOf(path: readonly string[], value: unknown): Fact | undefined {
  const name = wordsOf(path.at(-1)!);
  const last = name.at(-1)!;
  if (last === 'id' || last === 'ids') {
    const thing = name.length > 1 ? name.slice(0, -1) : wordsOf(path.at(-2) ?? '');

    return thing.some((word) => THINGS.test(word)) || isPhoneNumberId(name)
      ? idsOf(value)
      : undefined;
  }
  if (TIMES.test(last)) return timeOf(value);
  if (AMOUNTS.test(last) && typeof value === 'number') return value;

  return WORDS.test(last) ? wordOf(value) : undefined;
}

/** A word of Meta's own, such as a status; undefined for anything that could be a sentence or an address. */
export function wordOf(value: unknown): string | undefined {
  return typeof value === 'string' && /^[a-z][\w.-]{0,63}$/i.test(value) ? value : undefined;
}

function idsOf(value: unknown): Fact | undefined {
  const ids = (Array.isArray(value) ? value : [value]).map(idOf);
  const known = ids.filter((id) => id !== undefined);

  return known.length > 0 && known.length === ids.length && known.length <= 50
    ? known.join(',')
    : undefined;
}

function idOf(value: unknown): string | undefined {
  const isId =
    typeof value === 'number' || (typeof value === 'string' && /^[\w.:-]{1,64}$/.test(value));

  return isId ? String(value) : undefined;
}

function timeOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? isoTime(value) : undefined;
}

/** `phone_number_id` is the id of a business's own number, an asset; a `phone` is personal. */
function isPersonal(words: readonly string[]): boolean {
  return !isPhoneNumberId(words) && words.some((word) => PERSONS.test(word));
}

function isPhoneNumberId(words: readonly string[]): boolean {
  return /(^| )phone number ids?$/.test(words.join(' '));
}

function wordsOf(name: string): string[] {
  return name
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
}

function camel(words: readonly string[]): string {
  return words
    .map((word, place) => (place === 0 ? word : word[0]!.toUpperCase() + word.slice(1)))
    .join('');
}
