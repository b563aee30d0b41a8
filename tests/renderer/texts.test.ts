import { describe, expect, it } from 'vitest';

import { en } from '#renderer/texts/en.ts';
import { hi } from '#renderer/texts/hi.ts';

/** Same in both on purpose: names that are not translated. */
const SAME = new Set(['upi', 'helpF6', 'pieces']);

const say = (text: unknown): string =>
  typeof text === 'function' ? String(text(7, 8, 9)) : String(text);

describe('the words of the screens', () => {
  it('say something in each language', () => {
    for (const texts of [en, hi]) {
      for (const [key, text] of Object.entries(texts)) expect(say(text), key).not.toBe('');
    }
  });

  it('are in Devanagari where they are Hindi', () => {
    for (const [key, text] of Object.entries(hi)) {
      if (SAME.has(key) || key === 'switchLanguage' || key === 'rupees') continue;
      expect(say(text), key).toMatch(/[\u0900-\u097f]/);
    }
  });

  it('keep Latin digits in Hindi', () => {
    for (const [key, text] of Object.entries(hi)) expect(say(text), key).not.toMatch(/[०-९]/);
  });

  it('use every value that a text is given', () => {
    for (const [key, text] of [...Object.entries(en), ...Object.entries(hi)]) {
      if (typeof text !== 'function' || key === 'toSend' || key === 'minutesLeft') continue;
      const values = ['alpha', 'beta', 'gamma'].slice(0, text.length);
      const said = String(Reflect.apply(text, undefined, values));
      for (const value of values) expect(said, key).toContain(value);
    }
  });
});
