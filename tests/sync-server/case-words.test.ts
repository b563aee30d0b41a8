/** Every kind of case has words on HQ's page, in both languages. */
import { expect, test } from 'vitest';
import { RESOLUTIONS } from '#server/api/contract.ts';
import { CASE_KINDS } from '#server/store/cases.ts';
import {
  ACT_WORDS,
  detailsInWords,
  kindInWords,
  resolutionInWords,
} from '#server/web/texts-cases.ts';

const DEVANAGARI = /[\u0900-\u097f]/;

test.each(CASE_KINDS)('P8 a case of kind %s is in words', (kind) => {
  expect(kindInWords(kind, 'en')).not.toBe(kind);
  expect(kindInWords(kind, 'hi')).toMatch(DEVANAGARI);
});

test('outcomes and acts are in words', () => {
  for (const each of RESOLUTIONS) expect(resolutionInWords(each, 'hi')).toMatch(DEVANAGARI);
  for (const { en, hi } of Object.values(ACT_WORDS)) {
    expect(en).not.toBe('');
    expect(hi).toMatch(DEVANAGARI);
  }
});

test('what was found is told as rupees and words, and what is not known as it came', () => {
  const details = { seq: 9, chargedPaise: 98_000, odd: 'x', basis: 'law', qr: 'long' };
  expect(detailsInWords(details, 'en')).toBe('charged ₹980.00 · entry 9 · odd x');
  expect(kindInWords('moon_landed', 'en')).toBe('moon_landed');
});
