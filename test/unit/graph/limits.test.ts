import { z } from 'zod';

import { createThrottle } from '../../../src/graph/limits';
import { readRetryAfter, readUsage } from '../../../src/graph/usage';
import { errorOf, startGraph } from './servers';

const app = (percent: number) => ({ 'x-app-usage': JSON.stringify({ call_count: percent }) });
const business = (counters: object) => ({
  'x-business-use-case-usage': JSON.stringify({ 7: [{ type: 'leadgen', ...counters }] }),
});

describe('usage headers', () => {
  it('counts the fullest of all counters', () => {
    const headers = {
      ...app(20),
      ...business({ call_count: 1, total_cputime: 97, total_time: 5 }),
    };

    expect(readUsage(headers)).toEqual({ percent: 97, blockedMs: 0 });
  });

  it('reads the time to regain access in minutes, and an ad account reset in seconds', () => {
    const adAccount = { acc_id_util_pct: 100, reset_time_duration: 90 };

    expect(readUsage(business({ estimated_time_to_regain_access: 2 })).blockedMs).toBe(120_000);
    expect(readUsage({ 'x-ad-account-usage': JSON.stringify(adAccount) }).blockedMs).toBe(90_000);
  });

  it.each(['', 'nonsense', '[]', '{"7":"x"}'])('makes nothing of %p', (text) => {
    const headers = { 'x-app-usage': text, 'x-business-use-case-usage': text };

    expect(readUsage(headers)).toEqual({ percent: 0, blockedMs: 0 });
  });

  it.each([
    ['30', 30_000],
    ['Mon, 23 Nov 2026 00:01:00 GMT', 60_000],
    ['soon', undefined],
    ['99999999', 86_400_000],
  ])('reads Retry-After: %s', (text, expected) => {
    expect(readRetryAfter({ 'retry-after': text }, Date.UTC(2026, 10, 23))).toBe(expected);
  });
});

describe('the throttle', () => {
  let time = 0;
  const slept: number[] = [];
  const clock = {
    now: () => time,
    sleep: async (ms: number) => {
      slept.push(ms);
      time += ms;
    },
  };
  beforeEach(() => {
    time = 1_000_000;
    slept.length = 0;
  });

  it('holds nobody up below 95 percent', async () => {
    const throttle = createThrottle(clock);

    throttle.observe('1', app(94));
    await throttle.pass('1');

    expect(slept).toEqual([]);
  });

  it('slows one asset down as it fills, and leaves the others alone', async () => {
    const throttle = createThrottle(clock);

    throttle.observe('1', app(96));
    await throttle.pass('2');
    await throttle.pass('1');
    await throttle.pass('1');

    expect(slept).toEqual([400, 400]);
  });

  it('refuses a call that would have to wait more than a second', async () => {
    const throttle = createThrottle({ ...clock, sleep: async () => undefined });

    throttle.observe('1', app(100));
    await throttle.pass('1');
    const error = await errorOf(throttle.pass('1'));

    expect(error).toMatchObject({ name: 'GraphRateLimitError', retryAfterMs: 2000 });
  });

  it('keeps a block until it is over, whatever other answers say', async () => {
    const throttle = createThrottle(clock);

    throttle.observe('1', business({ call_count: 100, estimated_time_to_regain_access: 1 }));
    throttle.observe('1', {});
    const error = await errorOf(throttle.pass('1'));
    time += 60_000;
    await throttle.pass('1');

    expect(error).toMatchObject({ name: 'GraphRateLimitError', retryAfterMs: 60_000 });
    expect(slept).toEqual([]);
  });

  it('ends its wait with the reason of the caller who cancels', async () => {
    const throttle = createThrottle();
    const controller = new AbortController();

    throttle.observe('1', app(100));
    const call = errorOf(throttle.pass('1', controller.signal));
    controller.abort(new Error('activity cancelled'));

    expect(await call).toMatchObject({ message: 'activity cancelled' });
  });

  it('spares Meta the calls that it has already refused', async () => {
    const the = await startGraph();
    the.simulator.fail({ kind: 'rate_limit', match: '/', times: 1, retryAfterMinutes: 4 });

    await errorOf(the.graph.get('me', z.unknown()));
    const error = await errorOf(the.graph.get('me', z.unknown()));
    await the.stop();

    expect(error).toMatchObject({ name: 'GraphRateLimitError', type: 'throttled' });
    expect(the.simulator.log).toHaveLength(1);
  });
});
