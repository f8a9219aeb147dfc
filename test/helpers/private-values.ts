/** Members whose values belong to a person, or to what a person said; ids of their messages among them. */
const PRIVATE =
  /^(from|to|wa_id|(\w+_)?user_id|recipient(_participant)?_id|sender_id|reviewer_id|actor_id|player_id|uid|mids?|message_id|original_message_id|text|body|caption|message|name|formatted_name|first_name|full_name|contact_name|username|sender_name|reviewer_name|donor_id_hash|email|phone|phone_number|user_ref|token|\w+_token|authorization_code|payload|address|sdp|invite_link|thread_id|url|link|emoji|ctwa_clid|click_id|tracking_id|metadata|story|note|response_json|filename|review_text|input|campaign)$/;
/** Objects whose `id` is a person's, or that of a message or call of theirs. */
const PRIVATE_ID =
  /^(messages|statuses|message_echoes|calls|from|sender|recipient|user|threads|context|automatic_events)$/;
/** Members that hold a word, number or address of Meta's or of the business's own. */
const PUBLIC =
  /^(object|field|verb|item|event|type|status|state|category|reason|code|title|display_phone_number|phone_number_id|page_id|waba_id|catalog_id|post_id|timestamp|time|created_time|media_type)$/;

/** The values anywhere in some bodies that must stay out of logs and of Temporal, as text. */
export function privateValues(bodies: readonly unknown[]): string[] {
  const sets = { found: new Set<string>(), open: new Set<string>() };
  for (const body of bodies) {
    const persons = ['user', 'permissions'].includes((body as { object?: string }).object ?? '');
    visit(body, { path: [], persons }, sets);
  }

  return [...sets.found].filter((value) => value.length > 2 && !sets.open.has(value));
}

interface Place {
  readonly path: readonly string[];
  /** Entries of these objects are persons, and what is told of them is theirs. */
  readonly persons: boolean;
}

type Sets = Readonly<Record<'found' | 'open', Set<string>>>;

function visit(value: unknown, { path, persons }: Place, sets: Sets): void {
  if (Array.isArray(value)) return value.forEach((item) => visit(item, { path, persons }, sets));
  if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value))
      visit(member, { path: [...path, name], persons }, sets);
    return;
  }
  if (typeof value !== 'string' && typeof value !== 'number') return;

  const [parent = '', name = ''] = path.slice(-2);
  const isEntry = parent === 'entry' && name === 'id';
  if (PUBLIC.test(name) || (isEntry && !persons)) sets.open.add(`${value}`);
  const isTheirs = persons && (isEntry || (name === 'value' && typeof value === 'string'));
  if (PRIVATE.test(name) || isTheirs || (name === 'id' && PRIVATE_ID.test(parent)))
    sets.found.add(`${value}`);
}

/** The values that stand in a text; what may be part of any word counts only where it is a whole value. */
export function found(values: readonly string[], text: string): string[] {
  return values.filter((value) =>
    /^([a-z]{1,8}|.{1,4})$/i.test(value)
      ? text.replaceAll(`"${value}":`, '').includes(`"${value}"`)
      : text.includes(value),
  );
}
