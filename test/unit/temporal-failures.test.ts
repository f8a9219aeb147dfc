import { ApplicationFailure, CancelledFailure } from '@temporalio/common';

import { EventMissing } from '../../src/domain/failures';
import { FailureInterceptor, toFailure } from '../../src/temporal/failures';

const PHONE = '491701234567';
const thrown = (name: string, more: object = {}) =>
  Object.assign(new Error(`Key (phone)=(${PHONE})`), { name, ...more });

describe('toFailure', () => {
  it('keeps nothing of a foreign message, stack or detail', () => {
    const failure = toFailure(thrown('DatabaseError', { code: '40001', detail: PHONE }));

    const all = `${failure.message} ${failure.stack} ${JSON.stringify(failure)} ${String(failure.cause)}`;
    expect(all).not.toContain(PHONE);
    expect(failure).toMatchObject({ type: 'DatabaseError', message: 'code 40001' });
  });

  it('keeps the message of our own errors: it says codes only', () => {
    const failure = toFailure(new EventMissing('there is no such event'));

    expect(failure).toMatchObject({ type: 'EventMissing', message: 'there is no such event' });
  });

  it.each([
    ['a check', '23514', true],
    ['a missing value', '23502', true],
    ['a row that was there before', '23505', false],
    ['a row that went meanwhile', '23503', false],
    ['a row too large', '54000', true],
    ['a bad value', '22P05', true],
    ['a wrong statement', '42P01', true],
    ['a deadlock', '40P01', false],
    ['a lost connection', '57P01', false],
    ['too many connections', '53300', false],
  ])('decides whether PostgreSQL will ever take it: %s', (_, code, permanent) => {
    expect(toFailure(thrown('error', { code }))).toMatchObject({
      type: permanent ? 'DataRefused' : 'error',
      nonRetryable: permanent,
    });
  });

  it.each([
    ['GraphTokenError', true],
    ['GraphNotFoundError', true],
    ['EventMissing', true],
    ['GraphRateLimitError', false],
    ['MailError', false],
    ['TypeError', false],
  ])('decides whether %s may be tried again', (name, permanent) => {
    expect(toFailure(thrown(name))).toMatchObject({ nonRetryable: permanent });
  });

  it.each([
    [90_000, 90_000],
    [0, 1_000],
  ])('tries again after the time that a rate limit names: %d ms', (retryAfterMs, delay) => {
    const failure = toFailure(thrown('GraphRateLimitError', { retryAfterMs }));

    expect(failure).toMatchObject({ nextRetryDelay: delay });
  });

  it('leaves alone what is Temporal’s own', () => {
    const cancelled = new CancelledFailure('cancelled');
    const failure = ApplicationFailure.create({ type: 'Ours' });
    const aborted = Object.assign(new Error('aborted'), { name: 'AbortError' });

    expect([cancelled, failure, aborted].map(toFailure)).toEqual([cancelled, failure, aborted]);
  });
});

describe('FailureInterceptor', () => {
  const input = {} as never;

  it('hands results through and failures over in their safe form', async () => {
    const interceptor = new FailureInterceptor();

    await expect(interceptor.execute(input, async () => 'done')).resolves.toBe('done');
    await expect(
      interceptor.execute(input, () => Promise.reject(thrown('error', { code: '23514' }))),
    ).rejects.toMatchObject({ type: 'DataRefused', message: 'code 23514' });
  });
});
