/** Text breaks into lines that fit, and not a letter is lost. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDrawable, MISSING, printable } from '#domain/receipt/drawable.ts';
import { wrapText } from '#domain/receipt/wrap.ts';

/** Ten dots a character: enough to reason with. */
const measure = (text: string): number => Array.from(text).length * 10;

const printableText = fc
  .array(
    fc.oneof(
      fc.integer({ min: 0x20, max: 0x7e }),
      fc.integer({ min: 0x900, max: 0x97f }),
      fc.constantFrom(0x20, 0xa0, 0x200d, 0x20b9, 0x94d),
    ),
    { maxLength: 120 },
  )
  .map((points) => String.fromCodePoint(...points));

const letters = (text: string): string => text.replaceAll(/[^\S\u00A0]/g, '');

describe('wrapping', () => {
  it('no letter is lost, added or moved, and every line fits', () => {
    fc.assert(
      fc.property(printableText, fc.integer({ min: 10, max: 400 }), (text, maxDots) => {
        const lines = wrapText(text, maxDots, measure);
        expect(letters(lines.join(''))).toBe(letters(text));
        expect(lines.every((line) => measure(line) <= maxDots)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('words that fit are never broken', () => {
    const word = fc.stringMatching(/^[a-zक-ह]{1,8}$/u);
    fc.assert(
      fc.property(fc.array(word, { maxLength: 20 }), (words) => {
        const lines = wrapText(words.join(' '), 80, measure);
        expect(lines.join(' ').split(' ')).toEqual(words.length === 0 ? [''] : words);
      }),
    );
  });

  it('a long number breaks after its hyphen or slash', () => {
    expect(wrapText('KA-BLR-01-C3/2627/000042', 200, measure)).toEqual([
      'KA-BLR-01-C3/2627/',
      '000042',
    ]);
  });

  it('a conjunct stays whole where it fits', () => {
    expect(wrapText('क्षत्रिय', 40, measure)).toEqual(['क्ष', 'त्रि', 'य']);
  });

  it('a no-break space holds its words together', () => {
    expect(wrapText('rule 32; head\u00A00041', 120, measure)).toEqual([
      'rule 32;',
      'head\u00A00041',
    ]);
  });
});

describe('what the fonts can draw', () => {
  it('composes, keeps to one line, and marks what is missing', () => {
    expect(printable('  Asha\n\tDevi ')).toBe('Asha Devi');
    expect(printable('e\u0301t\u00ADe')).toBe('éte');
    expect(printable('ஆ 1')).toBe(`${MISSING} 1`);
    expect(printable('\u202Eabc\u0007')).toBe(`${MISSING}abc${MISSING}`);
  });

  it('printable text is drawable, but for the mark', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(isDrawable(printable(text).replaceAll(MISSING, ''))).toBe(true);
      }),
    );
  });
});
