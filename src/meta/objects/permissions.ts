import { webhookObject } from '../define';
import { permissionChanged } from '../permissions/changed';

/**
 * The field is the name of the permission, and new ones come with every version of the Graph API
 * (META 7): those below are here for their oddities and as examples.
 */
export const permissions = {
  ...webhookObject('permissions', {
    // No value: the verb stands on the change itself.
    connected: permissionChanged,
    bookmarked: permissionChanged,
    public_search: permissionChanged,
    social_ads: permissionChanged,
    pages_messaging: permissionChanged,
    leads_retrieval: permissionChanged,
    ads_management: permissionChanged,
    instagram_manage_messages: permissionChanged,
    whatsapp_business_messaging: permissionChanged,
  }),
  otherwise: permissionChanged,
};
