import { hashOf, idOf, pickBy } from './hash';
import { formOf, leadOf, metaTime } from './leads';
import type { MediaDesk } from './media';
import { personOf } from './people';
import type { Node, World } from './world';

const LEAD_FIELDS = ['field_data', 'is_organic', 'custom_disclaimer_responses'];
const FORM_FIELDS = ['questions', 'legal_content', 'privacy_policy_url', 'context_card'];
const PERSON_FIELDS = ['first_name', 'last_name', 'profile_pic'];
const COMMENT_FIELDS = ['message', 'is_hidden', 'text', 'hidden', 'from'];
const MEDIA_FIELDS = ['url', 'mime_type', 'sha256', 'file_size'];

/** The node behind an id. An id says nothing of its type, so the fields asked for decide. */
export function nodeOf(
  { world, media }: { world: World; media: MediaDesk },
  id: string,
  fields: readonly string[],
): Node {
  const known = world.leads.get(id);
  const node = known ?? generate(id, fields, media);
  return { ...node, ...world.nodes.get(id) };
}

function generate(id: string, fields: readonly string[], media: MediaDesk): Node {
  const asks = (names: readonly string[]) => fields.some((field) => names.includes(field));
  if (asks(LEAD_FIELDS)) return leadOf(id);
  if (asks(FORM_FIELDS)) return formOf(id);
  if (asks(PERSON_FIELDS)) return profileOf(id, media);
  if (asks(COMMENT_FIELDS)) return commentOf(id);
  // WhatsApp media is asked for by its id alone.
  if (asks(MEDIA_FIELDS) || (fields.length === 0 && /^\d+$/.test(id))) return media.describe(id);
  const filled = fields.map((field) => [field, plausible(id, field, media)]);
  return { id, name: `Sample ${id.slice(-4)}`, ...Object.fromEntries(filled) };
}

function profileOf(id: string, media: MediaDesk): Node {
  const { firstName, lastName } = personOf(id);
  const name = `${firstName} ${lastName}`;
  return {
    id,
    name,
    first_name: firstName,
    last_name: lastName,
    profile_pic: media.urlOf(id),
    locale: pickBy(['en_US', 'ar_AR', 'de_DE'], 'locale', id),
  };
}

function commentOf(id: string): Node {
  const { firstName, lastName } = personOf(id);
  const author = idOf('author', id);
  const text = pickBy(['How much is it?', 'Love it 😍', 'بكم هذا؟', 'Never again!'], 'comment', id);
  return {
    id,
    message: text,
    text,
    is_hidden: false,
    hidden: false,
    from: { id: author, name: `${firstName} ${lastName}`, username: `person_${author.slice(-4)}` },
    created_time: timeOf(id),
    like_count: hashOf('likes', id) % 50,
  };
}

/** A value for a field of which only the name is known; undefined, and so left out, where no guess makes sense. */
function plausible(id: string, field: string, media: MediaDesk): unknown {
  if (field === 'id') return id;
  if (field === 'name') return `Sample ${id.slice(-4)}`;
  if (field === 'status' || field === 'effective_status') return 'ACTIVE';
  if (field === 'currency') return 'EUR';
  if (field === 'account_status') return 1;
  if (field === 'media_type') return 'IMAGE';
  if (field === 'media_url') return media.urlOf(id);
  if (field.endsWith('_id')) return idOf(field, id);
  if (field.endsWith('_time') || field === 'timestamp') return timeOf(id);
  if (field.endsWith('_count')) return hashOf(field, id) % 1000;
  return undefined;
}

function timeOf(id: string): string {
  return metaTime(Date.UTC(2026, 10, 1) + (hashOf('time', id) % 1_000_000) * 1000);
}
