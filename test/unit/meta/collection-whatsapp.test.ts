import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { readDelivery, type ReadEvent } from '../../../src/meta/read';
import { fixtureContext, fixtures } from '../../helpers/fixtures';
import { UNREAD_SAMPLES } from '../../helpers/unread-samples';

const OBJECT = 'whatsapp_business_account';
const folder = join(__dirname, '../../../../shared/payloads', OBJECT);
const files = existsSync(folder) ? readdirSync(folder).sort() : [];

/** Members whose values are a person, a message of theirs, or what they said or are called. */
const PERSONAL =
  /^(from|from_user_id|to|to_user_id|id|wa_id|new_wa_id|user_id|recipient_id|recipient_user_id|body|name|full_name|phone_number|display_phone_number|username|requester|title|payload|emoji|ctwa_clid|biz_opaque_callback_data)$/;
const OF_PERSONS = /^(messages|statuses|message_echoes|contacts|calls|user_preferences|profile)$/;

/** The values that must not be among the facts. An `id` or `title` is a person's only inside lists of theirs. */
function personalIn(value: unknown, path: readonly string[] = []): string[] {
  const name = path.at(-1) ?? '';
  if (Array.isArray(value)) return value.flatMap((element) => personalIn(element, path));
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([member, inner]) => personalIn(inner, [...path, member]));
  }
  const inside = path.some((member) => OF_PERSONS.test(member));
  const isPersonal = PERSONAL.test(name) && (inside || !/^(id|title)$/.test(name));

  return isPersonal && value !== '' ? [String(value)] : [];
}

function told(events: readonly ReadEvent[]): string[] {
  return events.flatMap(({ event }) => Object.values(event.data).map(String));
}

const read = (text: string): readonly ReadEvent[] => readDelivery(text, fixtureContext).events;

(files.length > 0 ? describe : describe.skip)('the public samples of WhatsApp', () => {
  it.each(files)('reads %s', (file) => {
    const events = read(readFileSync(join(folder, file), 'utf8'));
    const unread = events.filter(({ event }) => event.kind === 'unrecognised');

    expect(events.length).toBeGreaterThan(0);
    expect(unread.length > 0).toBe(`${OBJECT}/${file}` in UNREAD_SAMPLES);
  });

  it.each(files)('tells nothing personal of %s', (file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    const personal = new Set(personalIn(JSON.parse(text)));

    expect(told(read(text)).filter((fact) => personal.has(fact))).toEqual([]);
  });
});

describe('the fixtures of WhatsApp', () => {
  const own = fixtures.filter(({ object }) => object === OBJECT);

  it.each(own.map((fixture) => [fixture.file, fixture] as const))(
    'tells nothing personal of %s',
    (_, { delivery }) => {
      const text = JSON.stringify(delivery);
      const personal = new Set(personalIn(delivery));

      expect(told(read(text)).filter((fact) => personal.has(fact))).toEqual([]);
      expect(told(read(text)).join(' ')).not.toMatch(/wamid|wacid|1555010\d{4}|US\.9/);
    },
  );

  it('have a sample of every kind that WhatsApp gives', () => {
    const kinds = new Set(own.flatMap(({ events }) => events.map(({ kind }) => kind)));

    expect([...kinds].sort()).toEqual(
      [
        ...['received', 'echoed', 'edited', 'deleted', 'reacted', 'quick_reply', 'status'].map(
          (kind) => `message.${kind}`,
        ),
        ...['referred', 'handed_over', 'history_synced'].map((kind) => `conversation.${kind}`),
        'call.changed',
        'flow.changed',
        'group.changed',
        'template.changed',
        'account.changed',
        'phone_number.changed',
        'identity.changed',
        'order.placed',
        'consent.given',
        'consent.withdrawn',
        'unrecognised',
      ].sort(),
    );
  });
});
