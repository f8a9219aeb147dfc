import { webhookObject } from '../define';
import { noted } from '../noted';

/**
 * "Category of updates relating to managed meta account migration": Meta publishes that sentence and
 * neither a field nor a payload (META 10). So any field and any value is progress of a migration.
 */
export const managedMetaAccount = {
  ...webhookObject('managed_meta_account', {}),
  otherwise: noted('migration.progressed', { subject: ({ asset }) => asset }),
};
