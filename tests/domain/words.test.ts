import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paise } from '#domain/money.ts';
import { amountInWords, numberInWords } from '#domain/words.ts';

describe('T31 amounts in words', () => {
  it.each([
    [0, 'Rupees nil only', 'शून्य रुपये मात्र'],
    [1, 'Paise one only', 'एक पैसा मात्र'],
    [50, 'Paise fifty only', 'पचास पैसे मात्र'],
    [100, 'Rupee one only', 'एक रुपया मात्र'],
    [95_000, 'Rupees nine hundred fifty only', 'नौ सौ पचास रुपये मात्र'],
    [
      10_095_050,
      'Rupees one lakh nine hundred fifty and fifty paise only',
      'एक लाख नौ सौ पचास रुपये पचास पैसे मात्र',
    ],
    [250_000, 'Rupees two thousand five hundred only', 'दो हज़ार पाँच सौ रुपये मात्र'],
    [
      123_456_789_01,
      'Rupees twelve crore thirty-four lakh fifty-six thousand seven hundred eighty-nine' +
        ' and one paise only',
      'बारह करोड़ चौंतीस लाख छप्पन हज़ार सात सौ नवासी रुपये एक पैसा मात्र',
    ],
    [1_000_000_000_000, 'Rupees one thousand crore only', 'एक हज़ार करोड़ रुपये मात्र'],
  ])('%i paise', (amount, english, hindi) => {
    expect(amountInWords(paise(amount), 'en')).toBe(english);
    expect(amountInWords(paise(amount), 'hi')).toBe(hindi);
  });

  it.each([
    [29, 'उनतीस'],
    [39, 'उनतालीस'],
    [49, 'उनचास'],
    [59, 'उनसठ'],
    [69, 'उनहत्तर'],
    [79, 'उनासी'],
    [89, 'नवासी'],
    [99, 'निन्यानवे'],
  ])('Hindi %i is one word of its own: %s', (value, word) => {
    expect(numberInWords(value, 'hi')).toBe(word);
  });

  it('no two numbers below a hundred share a word', () => {
    for (const language of ['en', 'hi'] as const) {
      const words = Array.from({ length: 100 }, (_, value) => numberInWords(value, language));
      expect(words.every((word) => word !== '')).toBe(true);
      expect(new Set(words).size).toBe(100);
    }
  });

  it('different amounts read differently', () => {
    const amount = fc.integer({ min: 0, max: 1_000_000_000_000 });
    fc.assert(
      fc.property(amount, amount, (a, b) => {
        for (const language of ['en', 'hi'] as const) {
          const same = amountInWords(paise(a), language) === amountInWords(paise(b), language);
          expect(same).toBe(a === b);
        }
      }),
    );
  });

  it('a negative amount has no words', () => {
    expect(() => amountInWords(paise(-1), 'en')).toThrow('no words');
  });
});
