/** The business's own number, and one person; both from the range that no one has. */
export const business = '15550100000';
export const person = {
  wa_id: '15550100001',
  user_id: 'US.90000000000000000001',
  profile: { name: 'Anna Example' },
};

const metadata = { display_phone_number: business, phone_number_id: '310000000000001' };

/** A change as WhatsApp sends it. */
export function change(field: string, value: object) {
  return { field, value: { messaging_product: 'whatsapp', metadata, ...value } };
}

/** Some changes of one account in one delivery. */
export function delivery(...changes: readonly object[]) {
  return { object: 'whatsapp_business_account', entry: [{ id: '210000000000001', changes }] };
}
