/** Forms, categories, waivers, rounding and grace, on a table that uses all of them. */
import { describe, expect, it } from 'vitest';
import { parseCalendar, SUNDAYS_ONLY } from '#domain/calendar.ts';
import { assert } from '#domain/result.ts';
import type { Instant } from '#domain/time.ts';
import { parseTariff } from '#domain/tariff/parse.ts';
import { priceCharge, repriceCharge } from '#domain/tariff/price.ts';
import type { FactValues } from '#domain/tariff/types.ts';
import { SAMPLE } from './sample.ts';
import { ist } from './tables.ts';

const parsed = parseTariff(SAMPLE);
assert(parsed.ok, JSON.stringify(parsed));
const tariff = parsed.value;
const WHEN = ist('2026-11-23');

const charge = (serviceCode: string, facts: FactValues, at: Instant = WHEN) =>
  priceCharge({ tariff, serviceCode, facts, at, calendar: SUNDAYS_ONLY });
const total = (serviceCode: string, facts: FactValues, at: Instant = WHEN): number | string => {
  const result = charge(serviceCode, facts, at);
  return result.ok ? result.value.totalPaise : result.error.code;
};
const shop = (facts: FactValues): FactValues => ({
  kind: 'CLOTH',
  area: 10,
  turnover: 0,
  dueOn: '2026-12-31',
  ...facts,
});

describe('P1 T15 forms of fee', () => {
  it.each([
    [1, 2000],
    [5, 2000],
    [6, 2600],
    [7, 3100],
    [105, 57_000],
    [500, 57_000],
  ])('a part counts over five and up to a hundred and five: %i pages', (pages, expected) => {
    expect(total('COPY', { pages, category: 'GENERAL' })).toBe(expected);
  });

  it.each([
    [1, 60_000],
    [100, 60_000],
    [101, 130_000],
    [200, 130_000],
    [201, 190_000],
    [1000, 610_000],
    [1001, 'FEE_NOT_PUBLISHED'],
  ])('T16 slabs by area: %i', (area, expected) => {
    expect(total('SHOP', shop({ kind: 'FOOD', area }))).toBe(expected);
  });

  it.each([
    [0, 40_000],
    [4_000_000, 40_000],
    [4_000_200, 40_100],
    [400_000_000, 1_030_000],
    [10_000_000_000, 1_030_000],
  ])('greater of, lesser of, percent: turnover %i paise', (turnover, expected) => {
    expect(total('SHOP', shop({ turnover }))).toBe(expected);
  });

  it('T23 facts under which the fee is not published', () => {
    expect(total('SHOP', shop({ kind: 'OTHER', area: 5000 }))).toBe(30_000);
    expect(total('SHOP', shop({ kind: 'OTHER', area: 5001 }))).toBe('FEE_NOT_PUBLISHED');
  });
});

describe('P1 T8 delay', () => {
  it('counts from the working day, in bands', () => {
    // 22 Nov 2026 is a Sunday, so that the Monday after it is in time.
    expect(total('SHOP', shop({ dueOn: '2026-11-22' }))).toBe(40_000);
    expect(total('SHOP', shop({ dueOn: '2026-11-21' }))).toBe(45_000);
    expect(total('SHOP', shop({ dueOn: '2026-10-24' }))).toBe(45_000);
    expect(total('SHOP', shop({ dueOn: '2026-10-22' }))).toBe(60_000);
  });

  it('a holiday of the office counts as a closed day', () => {
    const closed = parseCalendar({ weeklyOff: [0], closedSaturdays: [3], holidays: [] });
    assert(closed !== null, 'a calendar');
    const facts = shop({ dueOn: '2026-11-21' });
    const priced = priceCharge({
      tariff,
      serviceCode: 'SHOP',
      facts,
      at: WHEN,
      calendar: closed,
    });
    expect(priced.ok && priced.value.totalPaise).toBe(40_000);
  });
});

describe('T11 bands in words', () => {
  it.each([
    ['2026-12-01', 'In time', 'समय पर'],
    ['2026-11-20', '1 to 30 days late', '1 से 30 दिन की देरी'],
    ['2026-01-20', 'over 30 days late', '30 से अधिक दिन की देरी'],
  ])('due on %s: %s', (dueOn, english, hindi) => {
    const priced = charge('SHOP', shop({ dueOn }));
    expect(priced.ok && priced.value.factsInWords.en.at(-1)).toBe(english);
    expect(priced.ok && priced.value.factsInWords.hi.at(-1)).toBe(hindi);
  });
});

describe('P1 T9 T10 lower fees', () => {
  it('a category by right needs its document, and one clerk', () => {
    expect(total('COPY', { pages: 9, category: 'BPL' })).toBe('FACT_MISSING');
    const nil = charge('COPY', { pages: 9, category: 'BPL', card: 'BPL-0042' });
    assert(nil.ok, 'a nil fee is a fee');
    expect(nil.value.totalPaise).toBe(0);
    expect(nil.value.lines.map((line) => line.amountPaise)).toEqual([2000, 2200, -4200]);
    expect(nil.value.needsSecondPerson).toBe(false);
    expect(nil.value.concessions).toEqual([{ kind: 'category', fact: 'category', value: 'BPL' }]);
    expect(total('COPY', { pages: 1, category: 'WOMAN', card: 'W-12345' })).toBe(1000);
  });

  it('P10 the document number is not in the coarse facts', () => {
    const priced = charge('COPY', { pages: 2, category: 'WOMAN', card: 'SECRET-77' });
    assert(priced.ok, 'priced');
    expect(priced.value.coarseFacts).toEqual({ pages: 2, category: 'WOMAN', card: true });
    expect(JSON.stringify(priced.value)).not.toContain('SECRET');
    expect(priced.value.factsInWords.en).toEqual(['2 units', 'Woman', 'Card shown']);
    expect(priced.value.factsInWords.hi).toEqual(['2 इकाइयाँ', 'महिला', 'कार्ड दिखाया']);
  });

  it('a document given without need is let go', () => {
    const priced = charge('COPY', { pages: 2, category: 'GENERAL', card: 'X-1234' });
    expect(priced.ok && priced.value.coarseFacts).toEqual({ pages: 2, category: 'GENERAL' });
  });

  it('a waiver lowers only its lines and asks for a second person', () => {
    const late = shop({ dueOn: '2026-01-05' });
    expect(total('SHOP', late)).toBe(60_000);
    const waived = charge('SHOP', { ...late, hardship: 'FLOOD' });
    expect(waived.ok && waived.value.totalPaise).toBe(40_000);
    expect(waived.ok && waived.value.needsSecondPerson).toBe(true);
    expect(total('SHOP', { ...late, hardship: 'FRIEND' })).toBe('FACT_NOT_AN_OPTION');
  });
});

describe('P1 T25 facts are refused by name', () => {
  const ok = { pages: 1, category: 'GENERAL' };
  it.each([
    [{ category: 'GENERAL' }, 'FACT_MISSING', 'pages'],
    [{ ...ok, pages: '1' }, 'FACT_WRONG_TYPE', 'pages'],
    [{ ...ok, pages: 1.5 }, 'FACT_WRONG_TYPE', 'pages'],
    [{ ...ok, pages: Number.NaN }, 'FACT_WRONG_TYPE', 'pages'],
    [{ ...ok, pages: 0 }, 'FACT_OUT_OF_RANGE', 'pages'],
    [{ ...ok, pages: 501 }, 'FACT_OUT_OF_RANGE', 'pages'],
    [{ ...ok, category: 'VIP' }, 'FACT_NOT_AN_OPTION', 'category'],
    [{ ...ok, category: true }, 'FACT_WRONG_TYPE', 'category'],
    [{ ...ok, category: 'BPL', card: '1' }, 'FACT_WRONG_TYPE', 'card'],
    [{ ...ok, category: 'BPL', card: true }, 'FACT_WRONG_TYPE', 'card'],
    [{ ...ok, amountPaise: 1 }, 'FACT_UNKNOWN', 'amountPaise'],
    [{ ...ok, constructor: 1 }, 'FACT_UNKNOWN', 'constructor'],
  ])('COPY %o', (facts, code, fact) => {
    const result = charge('COPY', facts);
    expect(result.ok || [result.error.code, result.error.details?.['fact']]).toEqual([code, fact]);
  });

  it.each([
    [{ dueOn: '2026-02-30' }, 'FACT_WRONG_TYPE', 'dueOn'],
    [{ dueOn: '1999-12-31' }, 'FACT_OUT_OF_RANGE', 'dueOn'],
    [{ daysLate: 0 }, 'FACT_DERIVED', 'daysLate'],
    [{ turnover: -1 }, 'FACT_OUT_OF_RANGE', 'turnover'],
  ])('SHOP %o', (facts, code, fact) => {
    const result = charge('SHOP', shop(facts));
    expect(result.ok || [result.error.code, result.error.details?.['fact']]).toEqual([code, fact]);
  });

  it('T26 the journal takes bands, and no date and no number of a document', () => {
    const reprice = (facts: FactValues): number | string => {
      const input = { tariff, serviceCode: 'SHOP', facts, at: WHEN, calendar: SUNDAYS_ONLY };
      const result = repriceCharge(input);
      return result.ok ? result.value.totalPaise : result.error.code;
    };
    const coarse = { kind: 'CLOTH', area: 10, turnover: 0 };
    expect(reprice({ ...coarse, daysLate: '1-30' })).toBe(45_000);
    expect(reprice({ ...coarse, daysLate: '31+' })).toBe(60_000);
    expect(reprice({ ...coarse, daysLate: '0' })).toBe(40_000);
    expect(reprice({ ...coarse, daysLate: '1-29' })).toBe('FACT_NOT_AN_OPTION');
    expect(reprice({ ...coarse, daysLate: '0', dueOn: '2026-11-01' })).toBe('FACT_UNKNOWN');
    expect(reprice(coarse)).toBe('FACT_MISSING');
  });
});

describe('P1 T24 validity', () => {
  const facts = { pages: 1, category: 'GENERAL' };
  it('begins, ends, and keeps its own grace', () => {
    expect(total('COPY', facts, ist('2025-12-31', '23:59:59'))).toBe('TARIFF_NOT_YET_IN_FORCE');
    expect(total('COPY', facts, ist('2026-01-01', '00:00:00'))).toBe(2000);
    const inGrace = charge('COPY', facts, ist('2027-01-01', '00:00:00'));
    expect(inGrace.ok && inGrace.value.inGrace).toBe(true);
    expect(total('COPY', facts, ist('2027-02-01', '00:00:00'))).toBe('TARIFF_EXPIRED');
    expect(total('NOTHING', facts)).toBe('SERVICE_UNKNOWN');
  });
});
