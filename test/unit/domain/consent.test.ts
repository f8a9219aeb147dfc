import * as fc from 'fast-check';

import { later, mayWrite } from '../../../src/domain/consent';
import type { Consent } from '../../../src/domain/consent';

const consents: fc.Arbitrary<Consent> = fc.record({
  category: fc.constant('marketing'),
  state: fc.constantFrom('given', 'withdrawn'),
  at: fc.constantFrom(
    '2026-03-02T10:00:00.000Z',
    '2026-03-02T10:00:01Z',
    '2026-03-02T11:00:01+01:00',
  ),
});
const effect = ({ state, at }: Consent) => [state, Date.parse(at)];
const said = (state: Consent['state'], category: string, hour: number): Consent => ({
  state,
  category,
  at: `2026-03-02T${hour}:00:00.000Z`,
});

describe('later', () => {
  it('takes the later one, and the withdrawal of one moment, whatever way two times are written', () => {
    const given = said('given', 'all', 11);
    const withdrawn = { ...said('withdrawn', 'all', 11), at: '2026-03-02T12:00:00+01:00' };

    expect(later(given, withdrawn)).toBe(withdrawn);
    expect(later(withdrawn, given)).toBe(withdrawn);
    expect(later(withdrawn, said('given', 'all', 12))).toMatchObject({ state: 'given' });
  });

  it('does not depend on order, grouping or repetition', () => {
    fc.assert(
      fc.property(consents, consents, consents, (a, b, c) => {
        expect(effect(later(a, b))).toEqual(effect(later(b, a)));
        expect(effect(later(a, later(b, c)))).toEqual(effect(later(later(a, b), c)));
        expect(effect(later(a, a))).toEqual(effect(a));
      }),
    );
  });
});

describe('mayWrite', () => {
  it.each<[string, Consent[], boolean]>([
    ['nothing was said', [], true],
    ['marketing was withdrawn', [said('withdrawn', 'marketing', 10)], false],
    ['only another category was withdrawn', [said('withdrawn', 'utility', 10)], true],
    ['everything was withdrawn', [said('withdrawn', 'all', 10)], false],
    [
      'everything was withdrawn after marketing was given',
      [said('given', 'marketing', 10), said('withdrawn', 'all', 11)],
      false,
    ],
    [
      'marketing was given after everything was withdrawn',
      [said('withdrawn', 'all', 10), said('given', 'marketing', 11)],
      true,
    ],
    [
      'both were said at once',
      [said('given', 'marketing', 10), said('withdrawn', 'all', 10)],
      false,
    ],
  ])('decides on marketing where %s', (_, all, allowed) => {
    expect(mayWrite(all, 'marketing')).toBe(allowed);
    expect(mayWrite(all.toReversed(), 'marketing')).toBe(allowed);
  });
});
