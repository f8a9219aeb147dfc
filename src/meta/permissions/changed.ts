import { z } from 'zod';

import type { WebhookEvent } from '../../domain/events';
import type { FieldReader, Source } from '../define';
import { MaybeIds, MaybeWord } from '../maybe';

const Permission = z.object({ verb: MaybeWord, target_ids: MaybeIds }).catch({});

type Kind = 'permission.granted' | 'permission.revoked';

/**
 * Reads a change of any permission. Without Include Values Meta sends the name alone: then nobody knows
 * which way it went, and the cautious reading is a loss that has yet to be read (`needsRead`).
 */
export const permissionChanged: FieldReader = {
  read(value, source) {
    if (!['changes', 'changed_fields', 'bare'].includes(source.shape))
      return { misfit: source.shape };
    const permission = Permission.parse(value ?? {});
    const verb = (permission.verb ?? source.verb)?.toLowerCase();
    const kind = kindOf(verb);

    return kind ? { events: [changed(kind, source, { ...permission, verb })] } : { misfit: 'verb' };
  },
};

function changed(
  kind: Kind,
  source: Source,
  { verb, target_ids }: z.output<typeof Permission>,
): WebhookEvent<Kind> & { kind: Kind } {
  const userId = source.uid ?? source.asset;
  const permission = source.field;

  return {
    kind,
    key: [userId, permission, verb ?? '', source.entryTime ?? 0, source.hash()],
    // Never the entry's id: that is a person.
    asset: source.app,
    occurredAt: source.sentAt,
    data: { permission, verb: verb ?? null, needsRead: verb === undefined },
    subject: `${userId}:${permission}`,
    detail: { userId, permission, ...(target_ids ? { targetIds: target_ids } : {}) },
  };
}

/** Meta writes `granted` and `revoked`; undefined for a verb that says neither. */
function kindOf(verb: string | undefined): Kind | undefined {
  if (verb === undefined || /^(revoke|remove|decline|expire|delete)d?$/.test(verb))
    return 'permission.revoked';

  return /^(grant|granted|add|added)$/.test(verb) ? 'permission.granted' : undefined;
}
