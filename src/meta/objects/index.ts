/** The registry: a tenth object is one file here and one line. The order is Meta's own weight of traffic. */
export { whatsappBusinessAccount } from './whatsapp-business-account';
export { page } from './page';
export { instagram } from './instagram';
export { adAccount } from './ad-account';
export { catalog } from './catalog';
export { permissions } from './permissions';
export { user } from './user';
export { application } from './application';
export { managedMetaAccount } from './managed-meta-account';
