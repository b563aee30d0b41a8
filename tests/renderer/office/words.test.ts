/** The words of the manager's page and of HQ's pages about offices, in both languages alike. */
import { describe, expect, it } from 'vitest';

import type { Texts } from '#domain/language.ts';
import * as cash from '#server/office/texts-cash.ts';
import * as close from '#server/office/texts-close.ts';
import * as day from '#server/office/texts-day.ts';
import * as registers from '#server/office/texts-registers.ts';
import * as shell from '#server/office/texts-shell.ts';
import { accountInWords, dayInWords } from '#server/office/words.ts';
import { monthAfter, monthInWords } from '#server/web/months.ts';
import * as days from '#server/web/texts-days.ts';
import { isoDate } from '#domain/time.ts';

const isTexts = (value: object): value is Texts => 'en' in value && 'hi' in value;

/** Every text of a table, however deep. */
function textsIn(value: unknown): readonly Texts[] {
  if (typeof value !== 'object' || value === null) return [];
  return isTexts(value) ? [value] : Object.values(value).flatMap(textsIn);
}

const ALL = [cash, close, day, registers, shell, days].flatMap((table) =>
  Object.values(table).flatMap(textsIn),
);

/** The same in both languages: names of files, a number, what is all blanks. */
const SAME = new Set(['PDF', 'CSV', 'JSON', 'Z']);
const blanks = (text: string): readonly string[] => (text.match(/\{\w+\}/g) ?? []).toSorted();
const isAllBlanks = (text: string): boolean => /^[\s,·{}\w]*$/.test(text) && text.includes('{');

describe('the words of the pages of offices', () => {
  it('are in both languages, with the same blanks', () => {
    expect(ALL.length).toBeGreaterThan(300);
    for (const { en, hi } of ALL) {
      expect(en).not.toBe('');
      expect(blanks(hi), en).toEqual(blanks(en));
    }
  });

  it('are in Devanagari with Latin digits where they are Hindi', () => {
    for (const { en, hi } of ALL) {
      if (SAME.has(en) || isAllBlanks(hi)) continue;
      expect(hi, en).toMatch(/[\u0900-\u097f]/);
      expect(hi, en).not.toMatch(/[०-९]/);
    }
  });

  it('call an account by the chart, a head by its number, and a new one as it came', () => {
    expect(accountInWords('safe', 'hi')).toBe('तिजोरी');
    expect(accountInWords('revenue:0041-00-101-02', 'en')).toBe('0041-00-101-02');
    expect(accountInWords('over-short:S1042', 'en')).toBe('Over and short S1042');
    expect(accountInWords('over-short', 'en')).toBe('Over and short');
    expect(accountInWords('moon', 'en')).toBe('moon');
  });

  it('name days and months as people here do', () => {
    expect(dayInWords(isoDate('2026-11-24'), 'en')).toBe('Tuesday, 24-11-2026');
    expect(dayInWords(isoDate('2026-11-24'), 'hi')).toBe('मंगलवार, 24-11-2026');
    expect(monthInWords('2026-11', 'hi')).toBe('नवंबर 2026');
    expect(monthAfter('2026-12', 1)).toBe('2027-01');
    expect(monthAfter('2026-01', -1)).toBe('2025-12');
  });
});
