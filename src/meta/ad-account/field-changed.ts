import { z } from 'zod';

import { each } from '../each';
import { joined, MaybeId, MaybeWord } from '../maybe';
import { Account, adEvent, objectType } from './ad-event';

const FieldChanged = Account.extend({
  object_id: MaybeId,
  object_type: MaybeWord,
  changed_fields: z.array(MaybeWord).optional().catch(undefined),
});

/** Names what changed and carries no new value (META 6): the handler reads the object. */
export const fieldChanged = each(FieldChanged, (change, source, raw) => {
  const changed = change.changed_fields?.filter((name) => name !== undefined);
  const data = {
    trigger: 'updated',
    objectId: change.object_id ?? null,
    objectType: objectType(change.object_type),
    changedFields: joined(changed),
    currentValue: null,
    subscriptionId: null,
  };

  return adEvent({ kind: 'ad.changed', data, account: change }, source, raw);
});
