import type { Identity } from '../../domain/details';
import type { Contact } from './shapes';

/** A person as Meta names them in one item: by phone, by business-scoped user id, or by both. */
interface Named {
  readonly phone?: string;
  readonly userId?: string;
}

export interface Person {
  /** The strongest first: a wa_id before a BSUID. */
  readonly identities: readonly Identity[];
  readonly name?: string;
}

const NOBODY: Person = { identities: [] };

/** A country code, perhaps `ENT`, and a number: such ids also turn up in members meant for phones. */
const BSUID = /^[A-Z]{2}\.(?:ENT\.)?\w+$/;

/**
 * Who an item is about. `contacts` adds the other identity and the name, but only of the contact that the
 * item itself points at, or of the only one where the item points at nobody: linking two people is worse
 * than knowing one of them by one id.
 */
export function personOf(named: Named, contacts: readonly Contact[]): Person {
  const waId = waIdOf(named.phone);
  const bsuid = named.userId ?? bsuidOf(named.phone);
  const contact = findContact({ waId, bsuid }, contacts);
  if (waId === undefined && bsuid === undefined && !contact) return NOBODY;

  const identities = identitiesOf(waId ?? waIdOf(contact?.wa_id), bsuid ?? contact?.user_id);
  const name = contact?.profile?.name;

  return name ? { identities, name } : { identities };
}

/** The identities that are known, the strongest first. */
export function identitiesOf(waId?: string, bsuid?: string): Identity[] {
  return [
    ...(waId ? [{ type: 'wa_id' as const, value: waId }] : []),
    ...(bsuid ? [{ type: 'bsuid' as const, value: bsuid }] : []),
  ];
}

/** `<type>:<value>` of the strongest identity; what the events of one person have in common. */
export function subjectOf(identities: readonly Identity[]): string | undefined {
  const [strongest] = identities;

  return strongest && `${strongest.type}:${strongest.value}`;
}

/** Digits without plus or blanks; undefined for BSUIDs and group ids (`…@g.us`). */
export function waIdOf(phone: string | undefined): string | undefined {
  if (!phone || BSUID.test(phone) || phone.includes('@')) return undefined;

  return /^\+?[\d\s().-]+$/.test(phone) ? phone.replace(/\D/g, '') : phone;
}

/** The id where one stands in a member that is meant for a phone number. */
export function bsuidOf(phone: string | undefined): string | undefined {
  return phone && BSUID.test(phone) ? phone : undefined;
}

function findContact(
  { waId, bsuid }: { waId: string | undefined; bsuid: string | undefined },
  contacts: readonly Contact[],
): Contact | undefined {
  if (waId === undefined && bsuid === undefined) {
    return contacts.length === 1 ? contacts[0] : undefined;
  }

  return (
    contacts.find((contact) => waId !== undefined && waIdOf(contact.wa_id) === waId) ??
    contacts.find((contact) => bsuid !== undefined && contact.user_id === bsuid)
  );
}
