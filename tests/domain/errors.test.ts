/** Every expected failure has words, the same details in each language. */
import { describe, expect, it } from 'vitest';

import { errorSentence, ERRORS, type ErrorCode } from '#domain/errors.ts';
import { LANGUAGES } from '#domain/language.ts';

describe('the registry', () => {
  it.each(Object.keys(ERRORS) as ErrorCode[])('%s has a sentence in every language', (code) => {
    for (const language of LANGUAGES) {
      expect(errorSentence({ code }, language).length).toBeGreaterThan(8);
    }
    expect(errorSentence({ code }, 'hi')).toMatch(/[\u0900-\u097F]/u);
  });

  it.each(Object.entries(ERRORS))('%s fills the same details in every language', (_, row) => {
    const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
    expect(names(row.texts.hi)).toEqual(names(row.texts.en));
  });
});
