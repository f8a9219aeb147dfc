import * as fc from 'fast-check';

import { currencyExponent, toMinorUnits } from '../../../src/domain/money';

describe('toMinorUnits', () => {
  it.each([
    [19.99, 'EUR', 1999],
    ['19.99', 'eur', 1999],
    [1.005, 'USD', 101],
    [0.1 + 0.2, 'USD', 30],
    [500, 'JPY', 500],
    ['500.4', 'JPY', 500],
    [1.2345, 'KWD', 1235],
    ['7', 'XXQ', 700],
    [-1.005, 'USD', -101],
    [1e-7, 'USD', 0],
    ['', 'EUR', NaN],
    ['free', 'EUR', NaN],
    [Infinity, 'EUR', NaN],
  ])('turns %s %s into %s', (amount, currency, minor) => {
    expect(toMinorUnits(amount, currency)).toBe(minor);
  });

  it('gives back every amount that has no more decimals than its currency', () => {
    const amounts = fc.tuple(
      fc.integer({ min: -1e9, max: 1e9 }),
      fc.constantFrom('EUR', 'JPY', 'KWD', 'CLF'),
    );

    fc.assert(
      fc.property(amounts, ([minor, currency]) => {
        const amount = minor / 10 ** currencyExponent(currency);

        expect(toMinorUnits(amount, currency)).toBe(minor);
        expect(toMinorUnits(String(amount), currency)).toBe(minor);
      }),
    );
  });
});
