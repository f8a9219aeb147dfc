import { routeOf, routes, workflowIdOf } from '../../../src/dispatch/routes';
import { EVENT_KINDS } from '../../../src/domain/kinds';
import type { AnyWebhookEvent, EventKind, EventRef } from '../../../src/domain/events';
import { eventRow } from '../../../src/inbox/accept';
import { readDelivery } from '../../../src/meta/read';
import * as workflows from '../../../workflows';
import { fixtureContext, fixtures } from '../../helpers/fixtures';

const ID = '01950000-0000-7000-8000-000000000000';
const event = <K extends EventKind>(kind: K, more: Partial<EventRef<K>> = {}) =>
  ({
    id: ID,
    object: 'page',
    field: 'feed',
    kind,
    asset: '1001',
    subject: null,
    occurredAt: '2026-03-02T10:00:00.000Z',
    generation: 0,
    data: {},
    ...more,
  }) as EventRef;
const idOf = (one: EventRef) => workflowIdOf(one, routeOf(one.kind)!);

describe('routes', () => {
  it.each(EVENT_KINDS)('hand %s to a workflow that is in the bundle', (kind) => {
    expect(Object.keys(workflows)).toContain(routeOf(kind)!.workflow);
  });

  it('have no kind too many', () => {
    expect(Object.keys(routes).toSorted()).toEqual(EVENT_KINDS.toSorted());
  });

  it('do not know a kind of a newer version', () => {
    expect(routeOf('tomorrow.changed' as EventKind)).toBeUndefined();
  });
});

describe('workflowIdOf', () => {
  it('names a run by workflow, asset and event', () => {
    expect(idOf(event('post.changed'))).toBe(`pageActivity/1001/${ID}`);
    expect(idOf(event('post.changed', { asset: '' }))).toBe(`pageActivity/-/${ID}`);
  });

  it('names the run of a lead by the lead, so that it is found', () => {
    const data = { leadId: '5', formId: null };

    expect(idOf(event('lead.submitted', { data }))).toBe('leadEnrichment/1001/5');
    expect(idOf(event('lead.updated', { data }))).toBe(`leadEnrichment/1001/5~${ID}`);
  });

  it('is the same for all events of a subject that is followed', () => {
    const subject = 'ab'.repeat(16);
    const ids = ['one', 'two'].map((id) => idOf(event('message.status', { id, subject })));

    expect(ids[0]).toBe(`messageDelivery/1001/${subject}`);
    expect(ids[1]).toBe(ids[0]);
  });

  it('is another for each replay of an event, and not for a subject', () => {
    expect(idOf(event('post.changed', { generation: 2 }))).toBe(`pageActivity/1001/${ID}~r2`);
    expect(idOf(event('message.status', { generation: 2 }))).not.toContain('~r');
  });

  it('holds nothing personal of any fixture', () => {
    const found: string[] = [];
    for (const { file, delivery } of fixtures) {
      const { events } = readDelivery(JSON.stringify(delivery), fixtureContext);
      for (const read of events) {
        const personal = personalOf(read.event);
        const { id, object, kind, asset, subject, data } = eventRow(read, new Date(), 'key');
        const parts = idOf(event(kind as EventKind, { id, object, asset, subject, data } as never));
        if (personal.some((value) => parts.split(/[/~]/).includes(value)))
          found.push(`${file}: ${kind}`);
      }
    }

    expect(found).toEqual([]);
  });
});

/** The ids by which an event names its people and messages. */
function personalOf({ detail, asset }: AnyWebhookEvent): string[] {
  const {
    person = [],
    mid,
    targetMid,
    userId,
    fromId,
  } = (detail ?? {}) as Record<string, never> & {
    person?: readonly { value: string }[];
  };
  const ids: (string | undefined)[] = [mid, targetMid, userId, fromId];

  // A comment may be the page's own.
  return [...person.map(({ value }) => value), ...ids].filter(
    (id): id is string => id !== undefined && id !== asset,
  );
}
