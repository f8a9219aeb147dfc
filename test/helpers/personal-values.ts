/** Members whose values are a person's own: ids of persons and messages, names, texts, addresses, tokens. */
const PERSONAL =
  /^(mid|mids|text|message|name|username|sender_name|reviewer_name|email|emoji|payload|title|ref|user_ref|identifier|url|link|metadata|review_text|user_id|sender_id|reviewer_id|recipient_id|authorization_code|thread_id|.*_token)$/;
const PARTIES = /^(from|sender|recipient|user)$/;

/** The personal values anywhere in a payload, as text; the ids of its entries are the business's own. */
export function personalValues(payload: unknown): Set<string> {
  const found = new Set<string>();
  const own = new Set<string>();
  visit(payload, '', { found, own });

  return new Set([...found].filter((value) => value !== '' && !own.has(value)));
}

function visit(value: unknown, name: string, sets: Record<'found' | 'own', Set<string>>): void {
  if (typeof value !== 'object' || value === null) {
    if (PERSONAL.test(name) && value !== null) sets.found.add(asText(value));
    return;
  }
  if (Array.isArray(value)) return value.forEach((inner) => visit(inner, name, sets));
  const members = value as Record<string, unknown>;
  if (PARTIES.test(name)) sets.found.add(asText(members.id));
  for (const member of ['page_id', ...(name === 'entry' ? ['id'] : [])]) {
    if (members[member] !== undefined) sets.own.add(asText(members[member]));
  }
  for (const [member, inner] of Object.entries(members)) visit(inner, member, sets);
}

function asText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? `${value}` : '';
}
