import { hashOf } from './hash';

export type Person = {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  /** E.164. */
  readonly phone: string;
};

/** Several scripts, right-to-left ones, an apostrophe, an emoji: what real forms hold. */
const NAMES = [
  ['Ada', 'Lovelace'],
  ['José', 'Nuñez García'],
  ['Zoë', 'Müller-Lüdenscheidt'],
  ['Siobhán', "O'Connor"],
  ['Αλέξανδρος', 'Παπαδόπουλος'],
  ['Екатерина', 'Смирнова'],
  ['ليلى', 'الحسيني'],
  ['נועה', 'לוי'],
  ['अनन्या', 'शर्मा'],
  ['小明', '王'],
  ['さくら', '田中'],
  ['민준', '김'],
  ['Chidi', 'Ọkọnkwọ'],
  ['Mia 🌸', 'Sample'],
] as const;

/** Few enough that some leads are of one person, who must then become one contact. */
const PEOPLE = 1000;

/** The person behind an id. The numbers lie in the range that Ofcom keeps for fiction, the domain in RFC 2606's. */
export function personOf(id: string): Person {
  const number = hashOf('person', id) % PEOPLE;
  const [firstName, lastName] = NAMES[number % NAMES.length] ?? NAMES[0];
  return {
    firstName,
    lastName,
    email: `person.${number}@example.com`,
    phone: `+447700900${String(number).padStart(3, '0')}`,
  };
}
