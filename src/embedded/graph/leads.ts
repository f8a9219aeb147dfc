import { hashOf, idOf, pickBy } from './hash';
import { personOf } from './people';

export type LeadNode = {
  readonly id: string;
  readonly created_time: string;
  readonly form_id: string;
  readonly ad_id?: string;
  readonly ad_name?: string;
  readonly adset_id?: string;
  readonly campaign_id?: string;
  readonly field_data: readonly { readonly name: string; readonly values: readonly string[] }[];
  readonly is_organic: boolean;
  readonly platform: string;
  readonly custom_disclaimer_responses?: readonly {
    readonly checkbox_key: string;
    readonly is_checked: string;
  }[];
};

const ANSWERS = ['As soon as possible', 'Next month', 'غدًا صباحًا', 'Just looking 🙂'] as const;
const FORMS = ['newsletter', 'test drive', 'quote'] as const;
const FIRST_LEAD = Date.UTC(2026, 10, 1);
const FORTNIGHT_SECONDS = 14 * 24 * 60 * 60;

/** The lead behind any id; every fifth is organic, and so of no ad. */
export function leadOf(id: string): LeadNode {
  const person = personOf(id);
  const campaign = pickBy(['spring', 'summer', 'autumn'], 'campaign', id);
  const isOrganic = hashOf('organic', id) % 5 === 0;
  const ad = {
    ad_id: idOf('ad', campaign),
    ad_name: `Sample ad, ${campaign}`,
    adset_id: idOf('adset', campaign),
    campaign_id: idOf('campaign', campaign),
  };
  return {
    id,
    created_time: metaTime(FIRST_LEAD + (hashOf('time', id) % FORTNIGHT_SECONDS) * 1000),
    form_id: idOf('form', pickBy(FORMS, 'form', id)),
    ...(isOrganic ? {} : ad),
    field_data: [
      { name: 'full_name', values: [`${person.firstName} ${person.lastName}`] },
      { name: 'email', values: [person.email] },
      { name: 'phone_number', values: [person.phone] },
      { name: 'when_do_you_want_to_start?', values: [pickBy(ANSWERS, 'answer', id)] },
    ],
    is_organic: isOrganic,
    platform: pickBy(['fb', 'ig'], 'platform', id),
    custom_disclaimer_responses: [
      { checkbox_key: 'marketing', is_checked: hashOf('consent', id) % 4 === 0 ? '' : '1' },
    ],
  };
}

/** The form that such leads were filled in on: its questions and its consent checkbox. */
export function formOf(id: string): Record<string, unknown> {
  return {
    id,
    name: `Sample form ${id.slice(-4)}`,
    locale: pickBy(['en_US', 'ar_AR', 'de_DE'], 'locale', id),
    status: 'ACTIVE',
    page_id: idOf('page', id),
    questions: [
      { id: idOf('question 1', id), key: 'full_name', label: 'Full name', type: 'FULL_NAME' },
      { id: idOf('question 2', id), key: 'email', label: 'Email', type: 'EMAIL' },
      { id: idOf('question 3', id), key: 'phone_number', label: 'Phone number', type: 'PHONE' },
      {
        id: idOf('question 4', id),
        key: 'when_do_you_want_to_start?',
        label: 'When do you want to start?',
        type: 'CUSTOM',
      },
    ],
    privacy_policy_url: 'https://example.com/privacy',
    legal_content: {
      id: idOf('legal', id),
      privacy_policy: { url: 'https://example.com/privacy', link_text: 'Privacy policy' },
      custom_disclaimer: {
        title: 'May we write to you?',
        body: { text: 'You can withdraw at any time.' },
        checkboxes: [
          {
            key: 'marketing',
            text: 'Send me offers',
            is_required: false,
            is_checked_by_default: false,
          },
        ],
      },
    },
  };
}

/** Meta prints times as `2026-11-01T08:15:30+0000`. */
export function metaTime(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, '+0000');
}
