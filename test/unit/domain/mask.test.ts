import { mask } from '../../../src/domain/mask';

describe('mask', () => {
  it('shows the shape of a value and nothing that it says', () => {
    const sample = mask({
      name: 'Ada Example',
      count: 491701234567,
      open: true,
      none: null,
      nested: { phone: '+49 170 1234567' },
      list: ['a', 'bb', 'ccc', 'dddd'],
    });

    expect(sample).toEqual({
      name: 'text(11)',
      count: 'number',
      open: 'boolean',
      none: null,
      nested: { phone: 'text(15)' },
      list: ['text(1)', 'text(2)', 'text(3)'],
    });
  });

  it('does not show names of members that may be values themselves', () => {
    const sample = mask({ '491701234567': 1, 'ada@example.com': 2, field_name: 3 });

    expect(JSON.stringify(sample)).not.toMatch(/49170|ada/);
    expect(sample).toHaveProperty('field_name', 'number');
  });

  it('ends in depth and in breadth', () => {
    const deep = JSON.parse(`${'{"a":'.repeat(60)}1${'}'.repeat(60)}`) as unknown;
    const broad = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`m${n}`, n]));

    expect(JSON.stringify(mask(deep)).length).toBeLessThan(100);
    expect(Object.keys(mask(broad) as object)).toHaveLength(40);
  });
});
