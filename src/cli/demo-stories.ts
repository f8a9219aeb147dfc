/** What the demo sends for one object. */
export interface Story {
  readonly title: string;
  readonly object: string;
  /** Names of samples. */
  readonly samples: readonly string[];
  /** How many events they are at least. */
  readonly events: number;
  readonly remark?: string;
}

export const OBJECT_STORIES: readonly Story[] = [
  {
    title:
      'WhatsApp Business Account: somebody writes, orders, and says STOP; a message is read, another fails',
    object: 'whatsapp_business_account',
    samples: [
      'whatsapp/message',
      'whatsapp/order',
      'whatsapp/stop',
      'whatsapp/status-read',
      'whatsapp/status-failed',
      'whatsapp/template-paused',
    ],
    events: 8,
    remark:
      'STOP is two events: the message, and the withdrawal of consent, which blocks every channel of the contact.',
  },
  {
    title:
      'Page: a lead from an ad, a Messenger message, a comment, and a field that Tetrix has never seen',
    object: 'page',
    samples: [
      'page/leadgen',
      'page/message',
      'page/stop-notifications',
      'page/comment',
      'page/tomorrows-field',
    ],
    events: 5,
    remark:
      'The lead was fetched from the Graph API; if nobody contacts it in 5 minutes its run says so. The unknown field is kept, counted and told: nothing is lost.',
  },
  {
    title: 'Instagram: a direct message, a comment, a mention',
    object: 'instagram',
    samples: ['instagram/message', 'instagram/comment', 'instagram/mention'],
    events: 3,
  },
  {
    title: 'Ad Account: an ad with an issue, a campaign whose status changed',
    object: 'ad_account',
    samples: ['ad-account/with-issues', 'ad-account/status-changed'],
    events: 2,
  },
  {
    title: 'Catalog: a batch of items is finished',
    object: 'catalog',
    samples: ['catalog/items-batch'],
    events: 1,
  },
  {
    title: 'Permissions: a user takes one back',
    object: 'permissions',
    samples: ['permissions/revoked'],
    events: 1,
  },
  { title: 'User: an e-mail address changed', object: 'user', samples: ['user/email'], events: 1 },
  {
    title: 'Application: a report is ready',
    object: 'application',
    samples: ['application/async-request'],
    events: 1,
  },
  {
    title: 'Managed Meta Account: a migration begins',
    object: 'managed_meta_account',
    samples: ['managed-meta-account/migration'],
    events: 1,
    remark:
      'Meta documents no payload for this object: whatever it sends is read tolerantly and kept.',
  },
];
