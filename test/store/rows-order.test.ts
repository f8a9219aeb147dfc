import * as fc from 'fast-check';

import type { AnyWebhookEvent } from '../../src/domain/events';
import { anyOrder } from '../helpers/any-order';
import { minute } from '../helpers/conversing';
import { accepted, createStoreWorld, happening } from '../helpers/stores';
import type { StoreWorld } from '../helpers/stores';

const told = (kind: AnyWebhookEvent['kind'], at: string, detail: object) =>
  happening(`${kind} ${at} ${JSON.stringify(detail)}`, {
    kind,
    occurredAt: at,
    detail,
  } as Partial<AnyWebhookEvent>);

const comment = (verb: string, at: string, more: object = {}) =>
  told('comment.changed', at, {
    commentId: 'c1',
    postId: 'p1',
    parentId: 'c0',
    fromId: '77',
    fromName: 'Ada',
    verb,
    ...more,
  });
const living = [
  comment('add', minute(1), { text: 'helo', permalink: 'https://page.example/c1' }),
  comment('edited', minute(2), { text: 'hello' }),
  comment('edited', minute(2), { text: 'hallo' }),
  comment('hide', minute(3), { parentId: undefined, text: 'hidden events may carry the text' }),
  comment('unhide', minute(4)),
  comment('hide', minute(5)),
];
const removed = comment('remove', minute(4), { parentId: undefined, fromName: undefined });

const profile = (at: string, field: string, value?: unknown) =>
  told('profile.changed', at, { userId: '77', field, verb: 'update', value });
const profiles = [
  profile(minute(1), 'name', 'A'),
  profile(minute(2), 'name', 'B'),
  profile(minute(3), 'name', 'A'),
  profile(minute(3), 'name', 'C'),
  profile(minute(2), 'likes', ['x', 'y']),
  profile(minute(2), 'likes', null),
  profile(minute(2), 'email'),
];

const permission = (word: 'granted' | 'revoked', at: string, targetIds?: string[]) =>
  told(`permission.${word}`, at, { userId: '77', permission: 'ads_read', targetIds });
const permissions = [
  permission('granted', minute(1), ['1']),
  permission('revoked', minute(2)),
  permission('granted', minute(2), ['1', '2']),
  permission('revoked', minute(2), ['2']),
];
const granted = [
  ...permissions,
  permission('granted', minute(3), ['1']),
  permission('granted', minute(3), ['1', '2']),
];

describe('rows that several events lead to', () => {
  let world: StoreWorld;
  beforeAll(async () => (world = await createStoreWorld()));
  afterAll(() => world.drop());

  it.each<[string, string, AnyWebhookEvent[], object]>([
    ['a comment', 'comments', living, { text: 'hello', hidden: true, root_id: 'c0' }],
    [
      'a removed comment',
      'comments',
      [...living, removed],
      { text: null, from_name: null, removed_at: new Date(minute(4)), root_id: 'c0' },
    ],
    ['a profile', 'user_profiles', profiles, { field: 'name', value: 'C' }],
    ['the history of a profile', 'profile_changes', profiles, { value: 'A', verb: 'update' }],
    ['a permission', 'permission_grants', permissions, { granted: false, target_ids: ['2'] }],
    ['a permission given back', 'permission_grants', granted, { granted: true }],
  ])('are the same whatever order they come in: %s', async (_, table, happenings, expected) => {
    const events = await accepted(world, happenings);
    const rowsAfter = async (order: readonly number[]) => {
      await world.db.query(`delete from ${table}`);
      for (const place of order) {
        const event = events[place]!;
        const detail = happenings[place]!.detail as Record<string, unknown>;
        await world.db.transaction((tx) => world.stores.rows.write(tx, { event, detail }));
      }
      return (await world.db.query(`select * from ${table} t order by t::text`)).rows;
    };
    const places = happenings.map((_one, place) => place);
    const inOrder = await rowsAfter(places);
    expect(inOrder).toContainEqual(expect.objectContaining(expected));

    await fc.assert(
      fc.asyncProperty(anyOrder(places), async (order) => {
        expect(await rowsAfter(order)).toEqual(inOrder);
      }),
      { numRuns: 30 },
    );
  });
});
