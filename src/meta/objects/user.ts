import { webhookObject } from '../define';
import { accountChanged, accountDeleted } from '../user/account';
import { businessExtension } from '../user/business-extension';
import { profileChanged } from '../user/profile';

/** What a person's profile is made of (META 8). */
const PROFILE = [
  'about',
  'birthday',
  'books',
  'email',
  'feed',
  'first_name',
  'friends',
  'gender',
  'hometown',
  'last_name',
  'likes',
  'live_videos',
  'location',
  'movies',
  'music',
  'name',
  'photos',
  'picture',
  'platform',
  'quotes',
  'status',
  'television',
  'videos',
  'work_history',
] as const;

/** Meta sends each size of the picture as a field of its own. */
const PICTURES = [
  'pic',
  'pic_https',
  'pic_big',
  'pic_big_https',
  'pic_small',
  'pic_small_https',
  'pic_square',
  'pic_square_https',
];

export const user = webhookObject(
  'user',
  {
    ...Object.fromEntries(PROFILE.map((name) => [name, profileChanged])),
    fbe_install: businessExtension,
    account: accountChanged,
    account_deletion: accountDeleted,
  },
  {
    ...Object.fromEntries(PICTURES.map((name) => [name, 'picture'])),
    statuses: 'status',
    work: 'work_history',
    deletion_request: 'account_deletion',
  },
);
