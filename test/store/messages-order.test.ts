import * as fc from 'fast-check';

import type { AnyWebhookEvent } from '../../src/domain/events';
import { anyOrder } from '../helpers/any-order';
import { file, forget, minute, said } from '../helpers/conversing';
import { createStoreWorld } from '../helpers/stores';
import type { StoreWorld } from '../helpers/stores';

const THEIRS = { direction: 'inbound' };
const OURS = { direction: 'outbound' };

/** What a person does to a message of theirs; two edits fall into one second. */
const inbound = [
  said('message.received', minute(1), { ...THEIRS, mid: 'm1', type: 'text', text: 'helo' }),
  said('message.edited', minute(2), { ...THEIRS, targetMid: 'm1', type: 'text', text: 'hello' }),
  said('message.edited', minute(2), { ...THEIRS, targetMid: 'm1', type: 'text', text: 'hallo' }),
  said('message.edited', minute(3), {
    ...THEIRS,
    targetMid: 'm1',
    type: 'text',
    text: 'hello!',
    numEdit: 2,
  }),
  said('message.edited', minute(4), {
    ...THEIRS,
    targetMid: 'm1',
    type: 'text',
    text: 'late word of the first edit',
    numEdit: 1,
  }),
  said('message.reacted', minute(3), { ...OURS, targetMid: 'm1', emoji: 'x', action: 'react' }),
  said('message.reacted', minute(3), { ...OURS, targetMid: 'm1', emoji: 'y', action: 'react' }),
];
const unsent = said('message.deleted', minute(5), { ...THEIRS, targetMid: 'm1', type: 'deleted' });

/** What is told of a message of ours: by statuses, by watermarks, and by its echo. */
const status = (word: string, at: string, more: object = {}) =>
  said('message.status', at, { mid: 'm1', status: word, ...more });
const failure = (code: number, at: string) => status('failed', at, { errors: [{ code }] });
const echo = said('message.echoed', minute(1), { ...OURS, mid: 'm1', type: 'text', text: 'hi' });
const outbound = [
  echo,
  status('sent', minute(2)),
  status('delivered', minute(3)),
  said('conversation.delivered', minute(3), { watermark: Date.parse(minute(3)) }),
  said('message.edited', minute(5), { ...OURS, targetMid: 'm1', type: 'text', text: 'hi there' }),
];
const failed = [
  echo,
  failure(131026, minute(3)),
  failure(131000, minute(2)),
  failure(1, minute(2)),
];
const read = said('conversation.read', minute(4), { watermark: Date.parse(minute(4)) });

describe('one message, whatever order its events come in and however often', () => {
  let world: StoreWorld;
  beforeAll(async () => (world = await createStoreWorld()));
  afterAll(() => world.drop());

  const rowsAfter = async (happenings: readonly AnyWebhookEvent[]) => {
    await forget(world);
    await file(world, happenings);
    const tables = [
      `select m.*, null as id, null as created_at, c.last_message_at, c.read_at, c.delivered_at, null as conversation_id
         from messages m join conversations c on c.id = m.conversation_id`,
      `select * from message_reactions order by actor`,
      `select status, error_code, at from message_statuses order by at, status, error_code`,
    ];
    return Promise.all(tables.map(async (text) => (await world.db.query(text)).rows));
  };

  it.each<[string, AnyWebhookEvent[], object]>([
    ['an edited one', inbound, { text: 'hello!', direction: 'inbound', type: 'text' }],
    ['an unsent one', [...inbound, unsent], { text: null, direction: 'inbound', type: 'text' }],
    ['a delivered one', outbound, { text: 'hi there', status: 'delivered' }],
    ['one read by a watermark', [...outbound, read], { text: 'hi there', status: 'read' }],
    ['a failed one', failed, { text: 'hi', status: 'failed', error_code: 131000 }],
    ['one that failed and was read', [...failed, read], { status: 'read', error_code: 131000 }],
  ])('ends as the same row: %s', async (_, happenings, expected) => {
    const inOrder = await rowsAfter(happenings);
    expect(inOrder[0]).toEqual([expect.objectContaining(expected)]);

    await fc.assert(
      fc.asyncProperty(anyOrder(happenings), async (order) => {
        expect(await rowsAfter(order)).toEqual(inOrder);
      }),
      { numRuns: 20 },
    );
  });
});
