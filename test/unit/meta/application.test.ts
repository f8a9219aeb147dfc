import { readEvents } from '../../helpers/fixtures';

const TIME = 1_772_000_000;
const read = (field: string, value: unknown, time = TIME) =>
  readEvents({
    object: 'application',
    entry: [{ id: '9', time, changes: [{ field, value }] }],
  })[0]!;

describe('application', () => {
  it.each([
    ['fundraiser_donations', { id: 1, amount_received: 5 }],
    ['dev_alerts', { notification_id: '1', header: 'Look' }],
    ['group_install', { group_id: '1', update_time: '2026-02-25T06:00:00+0000', verb: 'add' }],
    ['oe_reseller_onboarding_request_created', { id: '1' }],
    ['async_requests', { report_id: '1', verb: 'complete' }],
    ['plugin_comment', { id: '1_2', created_time: '2026-02-25T06:00:00+0000' }],
  ])('knows %s again when Meta repeats it later', (field, value) => {
    expect(read(field, value, TIME + 60).key).toEqual(read(field, value).key);
  });

  it.each([
    ['ad_account', { id: '1', account_status: 2 }],
    ['ads_rules_engine', { rule_id: 1, object_id: 2, current_value: '15.8' }],
    ['business_integration_update', { business_manager_id: '1' }],
    ['group_install', { group_id: '1', verb: 'add' }],
    ['plugin_comment', { id: '1_2' }],
  ])('tells %s that happens again from the first', (field, value) => {
    expect(read(field, value, TIME + 60).key).not.toEqual(read(field, value).key);
  });

  it('tells a job that failed from the same job complete', () => {
    const failed = read('async_requests', { report_id: '1', verb: 'fail' });

    expect(failed.key).not.toEqual(
      read('async_requests', { report_id: '1', verb: 'complete' }).key,
    );
  });

  it('files a reply under the comment that it answers', () => {
    const comment = read('plugin_comment', { id: '1_2' });
    const reply = read('plugin_comment_reply', { id: '1_3', parent: { id: '1_2' } });

    expect(reply.subject).toBe(comment.subject);
  });

  it('files the state of an ad account under that account', () => {
    const closed = read('ad_account', { id: 'act_55', account_status: 101, business: { id: '1' } });

    expect(closed).toMatchObject({
      asset: '55',
      subject: '55',
      data: { status: 'closed', businessId: null },
    });
  });

  it('keeps who gave a donation out of the facts', () => {
    const { data } = read('fundraiser_donations', {
      id: 1,
      donor_id_hash: 'secret',
      payment_id: 77,
    });

    expect(Object.values(data)).toEqual(['1', null, null, null]);
  });
});
