import { KEYWORD_LANGUAGES, keywordsOf, readKeyword } from '../../../src/domain/keywords';

describe('readKeyword', () => {
  it('knows the words of twelve languages', () => {
    expect(KEYWORD_LANGUAGES).toHaveLength(12);
    expect(KEYWORD_LANGUAGES.every((language) => keywordsOf(language).stop.length > 0)).toBe(true);
    expect(KEYWORD_LANGUAGES.every((language) => keywordsOf(language).start.length > 0)).toBe(true);
  });

  it.each(KEYWORD_LANGUAGES)(
    'reads every word of "%s", whatever its case and what stands around it',
    (language) => {
      const { stop, start } = keywordsOf(language);
      for (const [words, meaning] of [
        [stop, 'stop'],
        [start, 'start'],
      ] as const) {
        for (const word of words) {
          const written = [word, word.toUpperCase(), ` ${word}. `, `"${word}"!`, `\n${word}\t`];
          expect(written.map((text) => readKeyword(text))).toEqual(written.map(() => meaning));
        }
      }
    },
  );

  it('never means stop and start by one word', () => {
    const all = KEYWORD_LANGUAGES.map(keywordsOf);
    const starts = new Set(all.flatMap(({ start }) => start));

    expect(all.flatMap(({ stop }) => stop).filter((word) => starts.has(word))).toEqual([]);
  });

  it.each([
    [' STOP. ', 'stop'],
    ['stop', 'stop'],
    ['Stop!!!', 'stop'],
    ['\u{1f6d1} STOP \u{1f6d1}', 'stop'],
    ['ＳＴＯＰ', 'stop'],
    ['stop   all', 'stop'],
    ['ARRÊT', 'stop'],
    ['arre\u0302t', 'stop'],
    ['İPTAL', 'stop'],
    ['IPTAL', 'stop'],
    ['ÇIK', 'stop'],
    ['बंद करें।', 'stop'],
    ['START', 'start'],
    ['Unstop', 'start'],
    ["S'abonner", 'start'],
    ['please stop sending the blue ones', undefined],
    ['stop it', undefined],
    ['non-stop', undefined],
    ['stopping', undefined],
    ['stop start', undefined],
    ['', undefined],
    ['...', undefined],
    [`stop${' '.repeat(70)}`, undefined],
  ])('reads %j as %s', (text, meaning) => {
    expect(readKeyword(text)).toBe(meaning);
  });
});
