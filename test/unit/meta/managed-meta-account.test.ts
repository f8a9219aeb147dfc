import * as fc from 'fast-check';

import { openFacts } from '../../../src/meta/open-facts';
import { readEvents } from '../../helpers/fixtures';

const read = (item: object) =>
  readEvents({
    object: 'managed_meta_account',
    entry: [{ id: '72', time: 1_772_000_000, ...item }],
  });

describe('managed_meta_account', () => {
  it('takes any field and any value for progress of the migration', () => {
    const Field = fc.string({ minLength: 1 });

    fc.assert(
      fc.property(Field, fc.jsonValue({ maxDepth: 4 }), (field, value) => {
        const [event] = read({ changes: [{ field, value }] });

        expect(event).toMatchObject({ kind: 'migration.progressed', asset: '72', subject: '72' });
      }),
      { numRuns: 100 },
    );
  });

  it('takes an entry of a shape of its own', () => {
    const [event] = read({ migration: { id: '99', state: 'FROZEN' } });

    expect(event).toMatchObject({
      kind: 'migration.progressed',
      data: { migrationState: 'FROZEN' },
    });
  });
});

describe('openFacts', () => {
  it('finds ids of things, words, times and counts by their path', () => {
    const facts = openFacts({
      migration_id: 99,
      business: { id: '56', name: 'Test Bakery' },
      pageIds: ['1', '2'],
      phone_number_id: '105',
      migration_status: 'DONE',
      completed_at: 1_771_999_000,
      total: 4,
    });

    expect(facts).toEqual({
      migrationId: '99',
      businessId: '56',
      pageIds: '1,2',
      phoneNumberId: '105',
      migrationStatus: 'DONE',
      completedAt: '2026-02-25T05:56:40.000Z',
      total: 4,
    });
  });

  it.each([
    { user_id: '1' },
    { business_user_id: '1' },
    { from: { id: '1', name: 'Ada' } },
    { owner: { business_id: '1' } },
    { id: '1' },
    { phone_number: '15550100001' },
    { wa_id: '15550100001' },
    { account: { owner_id: '1', email: 'ada.test@example.com' } },
    { message_id: 'wamid.TEST01' },
    { status: 'Ada Testperson, 12 Test Street' },
    { reason: 'https://example.com/token' },
    { page: { admin: { status: 'ACTIVE' } } },
    { access_token: 'EAAtest', business_token_id: '1' },
  ])('leaves the personal out of %j', (value) => {
    expect(openFacts(value)).toEqual({});
  });

  it('gives plain values only, and few, whatever comes', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const facts = openFacts(value);

        expect(Object.keys(facts).length).toBeLessThanOrEqual(24);
        expect(Object.values(facts).every((fact) => typeof fact !== 'object')).toBe(true);
      }),
    );
  });
});
