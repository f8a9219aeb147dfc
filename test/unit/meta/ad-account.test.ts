import * as fc from 'fast-check';

import { readEvents } from '../../helpers/fixtures';

const TIME = 1_772_000_000;
const delivery = (field: string, value: unknown, time = TIME) => ({
  object: 'ad_account',
  entry: [{ id: '330044005500', time, changes: [{ field, value }] }],
});
const subscription = (field?: string, current_value?: string) =>
  readEvents(
    delivery('subscriptions', { subscription_id: 61, object_id: 23, field, current_value }),
  )[0]!;

describe('ad_account', () => {
  it.each([
    [undefined, 'ad.changed', 'created'],
    ['daily_budget', 'ad.changed', 'updated'],
    ['name', 'ad.changed', 'updated'],
    ['effective_status', 'ad.changed', 'updated'],
    ['bid_amount', 'ad.changed', 'updated'],
    ['end_time', 'ad.changed', 'updated'],
    ['cpc', 'ad.threshold_reached', 'insights'],
    ['spend', 'ad.threshold_reached', 'insights'],
    ['cost_per_action', 'ad.threshold_reached', 'insights'],
    ['spent', 'ad.threshold_reached', 'milestone'],
  ])('tells by field %s that a subscription is %s, %s', (field, kind, trigger) => {
    const read = subscription(field, '10');

    expect(read).toMatchObject({ kind, data: { trigger, currentValue: 10 } });
  });

  it('leaves a new name of an ad out of the facts', () => {
    const read = subscription('name', 'Spring sale for Ada');

    expect(read.data).toMatchObject({ changedFields: 'name', currentValue: null });
    expect(JSON.stringify(read.detail)).toContain('Spring sale for Ada');
  });

  it('keeps issue texts out of the facts', () => {
    const [read] = readEvents(
      delivery('with_issues_ad_objects', {
        id: '23',
        error_code: 'Ask Ada Testperson, please: now!',
      }),
    );

    expect(read!.data).toEqual({ objectId: '23', objectType: null, errorCode: null });
  });

  it('takes the account from the value where there is no envelope', () => {
    const [read] = readEvents({
      field: 'creative_fatigue',
      value: { ad_account_id: '55', ad_id: 7 },
    });

    expect(read).toMatchObject({
      kind: 'ad.fatigued',
      asset: '55',
      subject: '55',
      data: { objectId: '7' },
    });
  });

  it('tells an issue that comes back from the one before', () => {
    const value = { id: '23', level: 'AD', error_code: '567' };
    const [first] = readEvents(delivery('with_issues_ad_objects', value));
    const [second] = readEvents(delivery('with_issues_ad_objects', value, TIME + 60));

    expect(second!.key).not.toEqual(first!.key);
  });

  it('knows a finished creation again when Meta repeats it later', () => {
    const value = { status: 'SUCCESS', result_id: '42' };
    const [first] = readEvents(delivery('ads_async_creation_request', value));
    const [second] = readEvents(delivery('ads_async_creation_request', value, TIME + 60));

    expect(second!.key).toEqual(first!.key);
  });

  it('gives each object the same key alone and in a list', () => {
    const Issue = fc.record({ id: fc.integer({ min: 1 }), error_code: fc.string() });

    fc.assert(
      fc.property(fc.uniqueArray(Issue, { minLength: 1, selector: ({ id }) => id }), (issues) => {
        const together = readEvents(delivery('with_issues_ad_objects', issues));
        const alone = issues.flatMap((issue) =>
          readEvents(delivery('with_issues_ad_objects', issue)),
        );

        expect(together.map(({ key }) => key)).toEqual(alone.map(({ key }) => key));
        expect(new Set(together.map(({ key }) => JSON.stringify(key))).size).toBe(issues.length);
      }),
      { numRuns: 50 },
    );
  });
});
