import { z } from 'zod';

import { event, type FieldReader } from '../define';
import { each } from '../each';
import { MaybeId } from '../maybe';

const Integration = z.object({ business_manager_id: MaybeId, tp_config_id: MaybeId });

/** A business installed, changed or removed the app. No token comes with it: the handler fetches (META 9). */
export const integration = (action: 'install' | 'uninstall' | 'update'): FieldReader =>
  each(Integration, (business, source, raw) => {
    const { business_manager_id: businessManagerId, tp_config_id: configId } = business;

    return event({
      kind: 'integration.changed',
      key: [
        businessManagerId ?? source.hash(),
        configId ?? '',
        source.field,
        source.entryTime ?? 0,
      ],
      asset: source.asset,
      occurredAt: source.sentAt,
      data: { action, businessManagerId: businessManagerId ?? null, configId: configId ?? null },
      detail: raw === undefined ? {} : { value: raw },
    });
  });
