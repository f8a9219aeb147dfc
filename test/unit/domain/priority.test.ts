import { FOLLOW_UP_LIMIT } from '../../../src/domain/leads';
import { EVENT_KINDS } from '../../../src/domain/kinds';
import { priorityOf } from '../../../src/domain/priority';

describe('priorityOf', () => {
  it('lets a STOP overtake everything', () => {
    const others = EVENT_KINDS.filter((kind) => !kind.startsWith('consent.'));

    expect(others.every((kind) => priorityOf(kind) > priorityOf('consent.withdrawn'))).toBe(true);
  });

  it('lets people go before statuses, and everything before history and what nothing reads', () => {
    const order = [
      'message.received',
      'message.status',
      'conversation.history_synced',
      'unrecognised',
    ];

    const priorities = order.map((kind) => priorityOf(kind as never));

    expect(priorities).toEqual([...new Set(priorities)].sort((a, b) => a - b));
  });
});

describe('a new lead', () => {
  it('is reminded of after five minutes', () => {
    expect(FOLLOW_UP_LIMIT).toBe(300_000);
  });
});
