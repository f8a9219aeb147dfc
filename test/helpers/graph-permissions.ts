const MESSAGING =
  /^(messag|message_|messages|standby|marketing_message|calls?$|call_|response_feedback|send_cart|inbox_labels)/;

/** What Meta asks for before it sends a field (META 2–9): the permission of the token that subscribes. */
export function graphPermission(object: string, field: string): readonly string[] {
  switch (object) {
    case 'whatsapp_business_account':
      return [
        field === 'messages' ? 'whatsapp_business_messaging' : 'whatsapp_business_management',
      ];
    case 'page':
      if (field.startsWith('leadgen')) return ['leads_retrieval', 'pages_manage_metadata'];
      if (MESSAGING.test(field)) return ['pages_messaging', 'pages_manage_metadata'];
      return ['pages_manage_metadata', 'pages_read_engagement'];
    case 'instagram':
      if (/^(comments|live_comments|mentions)$/.test(field)) return ['instagram_manage_comments'];
      if (field === 'story_insights') return ['instagram_manage_insights'];
      return ['instagram_manage_messages'];
    case 'ad_account':
      return ['ads_read'];
    case 'catalog':
      return ['catalog_management'];
    case 'permissions':
      return [];
    case 'user':
      return /^(email|birthday|gender|hometown|location|likes|photos|videos)$/.test(field)
        ? [field === 'email' ? 'email' : `user_${field}`]
        : ['public_profile'];
    default:
      return [];
  }
}
