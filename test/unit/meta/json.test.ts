import * as fc from 'fast-check';

import { parseLossless, prepareJson, quoteUnsafeIntegers } from '../../../src/domain/json';

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

describe('quoteUnsafeIntegers', () => {
  it.each([
    ['{"id":9007199254740992}', '{"id":"9007199254740992"}'],
    ['[-9007199254740993 , 1]', '["-9007199254740993" , 1]'],
    ['12345678901234567890', '"12345678901234567890"'],
    ['[1e400,-1E+999]', '["1e400","-1E+999"]'],
    ['{"a":{"b":[17854360229135492000]}}', '{"a":{"b":["17854360229135492000"]}}'],
  ])('puts quotes around what a double cannot hold: %s', (text, expected) => {
    expect(quoteUnsafeIntegers(text)).toBe(expected);
  });

  it.each([
    '{"time":9007199254740991}',
    '[-9007199254740991,0,-0,1e20,1e308]',
    '[12345678901234567890.5,0.12345678901234567890123]',
    '{"12345678901234567890":"say \\"12345678901234567890, 1e400\\""}',
    '"a backslash at the end \\\\",',
    '"\\\\u0000 \\\\\\\\ud83d"',
    '"\\ud83d\\ude00 \\u00e4 \\/ \\uD83D\\uDE00"',
  ])('leaves alone %s', (text) => {
    expect(quoteUnsafeIntegers(text)).toBe(text);
  });

  it.each([
    ['"a\\u0000b"', '"a\\ufffdb"'],
    ['{"\\u0000":1}', '{"\\ufffd":1}'],
    ['"\\ud83d"', '"\\ufffd"'],
    ['"\\ude00\\ud83d"', '"\\ufffd\\ufffd"'],
    ['"\\uD83D\\ud83d\\ude00"', '"\\ufffd\\ud83d\\ude00"'],
    ['"\\\\\\u0000"', '"\\\\\\ufffd"'],
    ['["\\ud83d","\\ude00"]', '["\\ufffd","\\ufffd"]'],
    ['"\\ud83d\\\\ude00"', '"\\ufffd\\\\ude00"'],
  ])('replaces an escape that PostgreSQL refuses: %s', (text, expected) => {
    expect(quoteUnsafeIntegers(text)).toBe(expected);
  });

  it('changes no JSON that a double and PostgreSQL can hold', () => {
    const unholdable = /\\u0000|(?<![\d.])\d{16,}(?![\d.e])/;
    const holdable = fc.json({ stringUnit: 'binary' }).filter((text) => !unholdable.test(text));

    fc.assert(
      fc.property(holdable, (text) => {
        expect(quoteUnsafeIntegers(text)).toBe(text);
      }),
    );
  });

  it('keeps every digit of every integer, wherever it stands', () => {
    const integer = fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n });
    const members = fc.array(fc.tuple(fc.string({ unit: 'binary' }), integer));

    fc.assert(
      fc.property(members, (pairs) => {
        const text = `[${pairs.map(([name, id]) => `{${JSON.stringify(name)}:${id}}`).join()}]`;
        const read = parseLossless(text) as Record<string, unknown>[];

        expect(read.map((pair) => String(Object.values(pair)[0]))).toEqual(
          pairs.map(([, id]) => String(id)),
        );
      }),
    );
  });

  it('leaves no NUL and no lone surrogate in any string, and loses no other character', () => {
    const unit = fc.integer({ min: 0, max: 0xffff });
    const edge = fc.constantFrom(0, 0x22, 0x5c, 0x75, 0xd83d, 0xde00, 0xdbff, 0xdc00);
    const units = fc.array(fc.oneof(edge, unit));
    const escaped = (code: number) => `\\u${code.toString(16).padStart(4, '0')}`;

    fc.assert(
      fc.property(units, (codes) => {
        const read = parseLossless(`"${codes.map(escaped).join('')}"`) as string;

        expect(read).not.toMatch(LONE_SURROGATE);
        expect(read).not.toContain('\0');
        const whole = new RegExp(`${LONE_SURROGATE.source}|\\0`, 'g');
        expect(read).toBe(String.fromCharCode(...codes).replace(whole, '\ufffd'));
      }),
    );
  });

  it('never throws, and keeps what parses parseable, for any text', () => {
    const parts = ['{', '}', '[', ']', '"', '\\', '\\u', '\\ud83d', '\\u0000', '1e999', '-', ':'];
    const soup = fc
      .array(fc.oneof(fc.constantFrom(...parts), fc.string()))
      .map((all) => all.join(''));

    fc.assert(
      fc.property(soup, (text) => {
        const { text: prepared } = prepareJson(text);
        expect(parses(prepared) || !parses(text)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('prepareJson', () => {
  it.each([
    ['1', 0],
    ['"[[[["', 0],
    ['{}', 1],
    ['[{"a":[1]},{"}":"\\"]]]"}]', 3],
    ['[[]][[[', 3],
  ])('measures the nesting of %s', (text, depth) => {
    expect(prepareJson(text).depth).toBe(depth);
  });

  it.each([
    ['open brackets', '['],
    ['quotes', '"'],
    ['backslashes in a string', '\\', '"'],
    ['escaped quotes', '\\"', '"'],
    ['strings with an escape', '"\\n"'],
    ['strings before one far backslash', '"a"'],
    ['digits', '9'],
    ['exponents', '1e9'],
    ['unsafe integers', '9999999999999999,'],
    ['lone surrogates', '\\ud83d', '"'],
  ])('takes linear time over a body full of %s', (_, part, start = '') => {
    const text = start + part.repeat(500_000 / part.length) + '\\';
    const begun = performance.now();

    prepareJson(text);

    expect(performance.now() - begun).toBeLessThan(2000); // quadratic would take far longer
  });
});

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
