/**
 * Which characters the shipped fonts can draw: Latin, Devanagari and the signs that stand between
 * them. A name in another script is printed with a mark for each missing character; a money line is
 * never printed that way.
 */

/** Stands for a character that the fonts lack. The fonts have it. */
export const MISSING = '\uFFFD';

/** Inclusive code point ranges; what is invisible or turns the direction of writing stays out. */
const RANGES: readonly (readonly [number, number])[] = [
  [0x20, 0x7e],
  [0xa0, 0xac],
  [0xae, 0x17f],
  [0x900, 0x97f],
  [0x200c, 0x200d],
  [0x2010, 0x2015],
  [0x2018, 0x201e],
  [0x2020, 0x2022],
  [0x2026, 0x2026],
  [0x2030, 0x2030],
  [0x2032, 0x2033],
  [0x2039, 0x203a],
  [0x20b9, 0x20b9],
  [0x2116, 0x2116],
  [0x2122, 0x2122],
  [0x2212, 0x2212],
];

const isDrawablePoint = (point: number): boolean =>
  RANGES.some(([first, last]) => point >= first && point <= last);

const pointOf = (character: string): number => character.codePointAt(0) ?? 0;

/** Every character of the text is in the shipped fonts. */
export const isDrawable = (text: string): boolean =>
  Array.from(text).every((character) => isDrawablePoint(pointOf(character)));

/** Words of plain letters with single spaces between them: as they should be. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/;

/** One line, composed, single spaces, with {@link MISSING} where the fonts lack a character. */
export function printable(text: string): string {
  if (PLAIN.test(text)) return text;
  const line = text
    .normalize('NFC')
    .replaceAll('\u00AD', '')
    .replaceAll(/[^\S\u00A0]+/g, ' ')
    .trim();
  return Array.from(line, (character) =>
    isDrawablePoint(pointOf(character)) || character === MISSING ? character : MISSING,
  ).join('');
}
