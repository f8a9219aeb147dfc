const VALUE_ONLY =
  'it is the inside of a change without its field, as the App Dashboard prints it; Meta does not send it so';

/** Of the public samples, those that rightly stay `unrecognised`: file → why. */
export const UNREAD_SAMPLES: Readonly<Record<string, string>> = {
  'application/fixture-business_integration-multi-app.json':
    'its author invented the field `unrelated`, to see it ignored',
  'page/restfb-unknown-change-value.json': 'its author invented the field `foo`, to see it ignored',
  'whatsapp_business_account/dashboard-calls-value.json': VALUE_ONLY,
  'whatsapp_business_account/dashboard-message_template_components_update-value.json': VALUE_ONLY,
  'whatsapp_business_account/dashboard-template_category_update-value.json': VALUE_ONLY,
  'whatsapp_business_account/piusalfred-unknown_field_xyz-L1806.json':
    'its author invented the field, to see it ignored',
};
