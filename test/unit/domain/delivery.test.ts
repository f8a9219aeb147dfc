import * as fc from 'fast-check';

import { failureClass, join, statusOf, UNKNOWN } from '../../../src/domain/delivery';
import type { DeliveryStatus } from '../../../src/domain/events';

const WORDS: DeliveryStatus[] = [
  'sent',
  'delivered',
  'read',
  'played',
  'failed',
  'deleted',
  'other',
];
const after = (...words: DeliveryStatus[]) => statusOf(words.reduce(join, UNKNOWN));

describe('the way of a message', () => {
  it.each<[DeliveryStatus[], DeliveryStatus | undefined]>([
    [[], undefined],
    [['other'], undefined],
    [['deleted'], undefined],
    [['sent'], 'sent'],
    [['read', 'sent', 'delivered'], 'read'],
    [['played', 'read'], 'played'],
    [['failed'], 'failed'],
    [['sent', 'failed'], 'failed'],
    [['failed', 'sent'], 'failed'],
    // It was seen, so it was not lost.
    [['failed', 'delivered'], 'delivered'],
    [['read', 'failed'], 'read'],
  ])('after %j is %s', (words, expected) => {
    expect(after(...words)).toBe(expected);
  });

  it('is the same whatever order its reports come in, and however often', () => {
    const reports = fc.array(fc.constantFrom(...WORDS));

    fc.assert(
      fc.property(reports, (words) => {
        expect(after(...words.toReversed(), ...words)).toBe(after(...words));
      }),
    );
  });

  it.each([
    [131050, 'opt_out'],
    [131049, 'throttled'],
    [131047, 'window'],
    [132001, 'template'],
    [368, 'policy'],
    [131026, 'permanent'],
    [131000, 'retry'],
    [1, 'permanent'],
    [null, 'permanent'],
  ])('puts the error %s into the class %s', (code, expected) => {
    expect(failureClass(code)).toBe(expected);
  });
});
