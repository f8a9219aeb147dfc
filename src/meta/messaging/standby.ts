import type { FieldReader, Source } from '../define';
import { noted } from '../noted';
import { messagingField } from './field';
import { personIn } from './person-in';

const unknown = noted('conversation.handed_over', { subject: personIn });

/**
 * `standby` in the `changes` shape: its value is a messaging item, read as its own field would read it.
 * Under `entry.standby` the items find their fields themselves (`read.ts`).
 */
export function standbyField(
  fields: Readonly<Record<string, FieldReader>>,
  aliases: Readonly<Record<string, string>> = {},
): FieldReader {
  return {
    read(value, source) {
      const own = messagingField(value);
      const name = own && Object.hasOwn(aliases, own) ? aliases[own]! : own;
      const listening: Source = { ...source, shape: 'standby' };
      const reader = name === undefined ? undefined : fields[name];

      return reader
        ? reader.read(value, { ...listening, field: name! })
        : unknown.read(value, listening);
    },
  };
}
