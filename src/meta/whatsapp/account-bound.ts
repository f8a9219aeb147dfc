import { z } from 'zod';

import { field } from '../define';
import { type Facts, facts, noticed } from './notice';
import { pick } from './pick';

const ALERT = {
  alertType: 'word alert_type',
  severity: 'word alert_severity',
  status: 'word alert_status',
} as const;

/** An alert names what it is about; the dashboard's sample has it flat, Meta's docs in `alert_info`. */
export const accountAlerts = field(z.unknown(), (value, source) => {
  const { entityId = null, entityType = null } = pick(value, {
    entityId: 'id entity_id',
    entityType: 'word entity_type',
  });
  const flat = pick(value, ALERT);
  const nested = pick((value as { alert_info?: unknown } | null)?.alert_info, ALERT);
  const alert: Facts = Object.fromEntries(
    Object.keys(ALERT).map((name) => [name, nested[name] ?? flat[name] ?? null]),
  );
  const onPhone = String(entityType).startsWith('PHONE') && typeof entityId === 'string';

  return [
    noticed(
      {
        kind: onPhone ? 'phone_number.changed' : 'account.changed',
        asset: onPhone ? entityId : source.asset,
        data: { event: 'alert', entityId, entityType, ...alert },
      },
      value,
      source,
    ),
  ];
});

const settings = facts('settings', {
  calling: 'word phone_number_settings.calling.status',
  sip: 'word phone_number_settings.calling.sip.status',
});

/** Calling, SIP and the like; of one phone number where the value names it. */
export const accountSettings = field(z.unknown(), (value, source) => {
  const { phone } = pick(value, { phone: 'id phone_number_settings.phone_number_id' });
  const onPhone = typeof phone === 'string';

  return [
    noticed(
      {
        kind: onPhone ? 'phone_number.changed' : 'account.changed',
        asset: onPhone ? phone : source.asset,
        data: settings(value),
        at: 'time timestamp',
      },
      value,
      source,
    ),
  ];
});
