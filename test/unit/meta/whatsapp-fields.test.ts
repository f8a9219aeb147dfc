import * as fc from 'fast-check';

import { whatsappBusinessAccount } from '../../../src/meta/objects';
import { ACCOUNT_UPDATES } from '../../../src/meta/whatsapp/account-update';
import { fixtures, readEvents } from '../../helpers/fixtures';
import { change, delivery, person } from './whatsapp-samples';

const own = fixtures.filter(({ object }) => object === 'whatsapp_business_account');
const fields = Object.keys(whatsappBusinessAccount.fields);

describe('the fields of WhatsApp', () => {
  it('have a fixture for each event of account_update', () => {
    const covered = own
      .filter(({ field }) => field === 'account_update')
      .flatMap(({ events }) => events.map(({ data }) => (data as { event?: unknown }).event));

    expect(covered).toEqual(expect.arrayContaining(ACCOUNT_UPDATES));
  });

  it('throw at no value and give at least one event', () => {
    const values = fc.oneof(
      fc.jsonValue({ maxDepth: 3 }),
      fc.constantFrom(
        undefined,
        [],
        {},
        { metadata: [] },
        { messages: [null, [], 'x', { id: {} }] },
      ),
    );

    fc.assert(
      fc.property(fc.constantFrom(...fields), values, (field, value) => {
        const events = readEvents(delivery({ field, value }));

        expect(events.length).toBeGreaterThan(0);
        const failures = events.filter(({ data }) =>
          String((data as { reason?: unknown }).reason).startsWith('reader failed'),
        );
        expect(failures).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it('keep the same change sent again under the same key, and one that comes back later apart', () => {
    const value = { message_template_id: 1, event: 'PAUSED' };
    const sent = (time: number) => {
      const [event] = readEvents({
        object: 'whatsapp_business_account',
        entry: [{ id: '1', time, changes: [{ field: 'message_template_status_update', value }] }],
      });
      return event?.key;
    };

    expect(sent(1772323200)).toEqual(sent(1772323200));
    expect(sent(1772323200)).not.toEqual(sent(1772409600));
  });

  it('take no consent from history, which is not said today', () => {
    const message = { from: person.wa_id, id: 'wamid.H', type: 'text', text: { body: 'STOP' } };
    const history = [{ threads: [{ id: person.wa_id, messages: [message] }] }];

    const events = readEvents(delivery(change('history', { history })));

    expect(events.map(({ kind }) => kind)).toEqual(['conversation.history_synced']);
  });

  it('read a call from the side that is not the business', () => {
    const call = { id: 'wacid.A', from: '15550100000', to: person.wa_id, event: 'connect' };

    const [event] = readEvents(delivery(change('calls', { calls: [call] })));

    expect(event?.subject).toBe(`wa_id:${person.wa_id}`);
  });

  it('withdraw marketing when a message failed because the person stopped it', () => {
    const status = { id: 'wamid.F', recipient_id: person.wa_id, status: 'failed' };
    const kinds = (code: number) =>
      readEvents(
        delivery(change('messages', { statuses: [{ ...status, errors: [{ code }] }] })),
      ).map(({ kind }) => kind);

    expect(kinds(131050)).toEqual(['message.status', 'consent.withdrawn']);
    expect(kinds(131026)).toEqual(['message.status']);
  });
});
