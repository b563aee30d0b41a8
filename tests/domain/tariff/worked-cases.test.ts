/** Every worked case of the published tables, priced through the book as a counter would. */
import { describe, expect, it } from 'vitest';
import { feeOf, ist, priced } from './tables.ts';

describe('P1 rule 32 of the Central Motor Vehicles Rules', () => {
  const when = ist('2026-11-23');
  const fee = (service: string, facts: Record<string, string | number | boolean> = {}) =>
    feeOf({ service, facts, when });

  it('T15 a learner licence is paid by class, with both tests', () => {
    expect(fee('LL-NEW', { classes: 2 })).toBe('950.00');
    expect(fee('LL-NEW', { classes: 1 })).toBe('500.00');
  });

  it('T18 the three fees of an application come together', () => {
    const charge = priced({ service: 'LL-ADD', facts: { classes: 1 }, when });
    expect(charge.ok && charge.value.lines.map((line) => line.amountPaise)).toEqual([
      15_000, 5000, 30_000,
    ]);
    expect(fee('DL-ADD', { smartCard: false })).toBe('500.00');
  });

  it.each([
    // Expired on 16 Sep 2022; one year of grace ends on Saturday 16 Sep 2023.
    ['two years and a day after the grace, smart card', '2025-09-17', true, '3500.00'],
    ['two years exactly after the grace, paper', '2025-09-16', false, '2300.00'],
    ['the last day of the grace, paper', '2023-09-16', false, '200.00'],
    ['the day after the grace, paper', '2023-09-17', false, '1300.00'],
    ['within the grace, paper', '2023-01-02', false, '200.00'],
    ['before the expiry, smart card', '2022-09-01', true, '400.00'],
  ])('T8 renewal: %s', (_name, today, smartCard, expected) => {
    const facts = { expiredOn: '2022-09-16', smartCard };
    expect(feeOf({ service: 'DL-RENEW', facts, when: ist(today) })).toBe(expected);
  });

  it('T8 a grace that ends on a closed day lasts to the next working day', () => {
    // 1 Jan 2023 and the day after: the grace ends on Sunday 1 Jan 2023.
    const facts = { expiredOn: '2022-01-01', smartCard: false };
    expect(feeOf({ service: 'DL-RENEW', facts, when: ist('2023-01-02') })).toBe('200.00');
    expect(feeOf({ service: 'DL-RENEW', facts, when: ist('2023-01-03') })).toBe('1300.00');
    expect(feeOf({ service: 'DL-RENEW', facts, when: ist('2025-01-02') })).toBe('2300.00');
  });

  it('T10 good cause lowers a late renewal to the fee in time, and needs a second person', () => {
    const late = { expiredOn: '2020-01-10', smartCard: true, goodCause: 'ILLNESS' };
    const charge = priced({ service: 'DL-RENEW', facts: late, when: ist('2026-11-23') });
    expect(charge.ok && charge.value.totalPaise).toBe(40_000);
    expect(charge.ok && charge.value.needsSecondPerson).toBe(true);
    expect(charge.ok && charge.value.concessions).toEqual([
      { kind: 'waiver', fact: 'goodCause', value: 'ILLNESS' },
    ]);
    const none = priced({ service: 'LL-NEW', facts: { classes: 1 }, when });
    expect(none.ok && none.value.needsSecondPerson).toBe(false);
  });

  it.each([
    ['LL-TEST', {}, '50.00'],
    ['DL-TEST', { classes: 3 }, '900.00'],
    ['DL-ISSUE', { smartCard: false }, '200.00'],
    ['DL-ISSUE', { smartCard: true }, '400.00'],
    ['IDP-ISSUE', {}, '1000.00'],
    ['DL-ADD', { smartCard: true }, '700.00'],
    ['HZ-ENDORSE', {}, '100.00'],
    ['DS-LICENCE', {}, '10000.00'],
    ['DS-COPY', {}, '5000.00'],
    ['AP-ORDER', {}, '500.00'],
    ['DL-CHANGE', { smartCard: false }, '200.00'],
  ])('T15 %s %o is %s', (service, facts, expected) => {
    expect(feeOf({ service, facts, when })).toBe(expected);
  });
});

describe('P1 passport fees, Schedule IV', () => {
  const LAST = ist('2026-06-30', '23:59:59');
  const FIRST = ist('2026-07-01', '00:00:00');
  const ADULT = '1990-05-05';
  const AGED_61 = '1965-01-15';
  const AGED_60 = '1966-01-15';
  const fresh = (bornOn: string, scheme = 'NORMAL') => ({ bornOn, scheme });

  it('T24 one second parts the old fee from the new', () => {
    const facts = fresh(ADULT);
    expect(feeOf({ service: 'PP-FRESH-36', facts, when: ist('2026-06-30', '23:59:00') })).toBe(
      '1500.00',
    );
    expect(feeOf({ service: 'PP-FRESH-36', facts, when: LAST })).toBe('1500.00');
    expect(feeOf({ service: 'PP-FRESH-36', facts, when: FIRST })).toBe('2500.00');
  });

  it.each([
    ['fresh, 61, normal', 'PP-FRESH-36', fresh(AGED_61), '1350.00', '2250.00'],
    ['fresh, 61, Tatkaal', 'PP-FRESH-36', fresh(AGED_61, 'TATKAAL'), '3350.00', '4750.00'],
    ['re-issue, 61, normal', 'PP-REISSUE-36', fresh(AGED_61), '1500.00', '2500.00'],
    ['fresh, exactly 60', 'PP-FRESH-36', fresh(AGED_60), '1500.00', '2500.00'],
    ['fresh, minor of 10', 'PP-FRESH-36', fresh('2016-03-03'), '1000.00', 'FEE_NOT_PUBLISHED'],
    ['re-issue, minor of 10', 'PP-REISSUE-36', fresh('2016-03-03'), '1000.00', 'FEE_NOT_PUBLISHED'],
    ['fresh, minor of 7', 'PP-FRESH-36', fresh('2018-12-03'), '900.00', 'FEE_NOT_PUBLISHED'],
    ['adult, Tatkaal', 'PP-FRESH-36', fresh(ADULT, 'TATKAAL'), '3500.00', '5000.00'],
    ['60 pages, normal', 'PP-FRESH-60', fresh(ADULT), '2000.00', '3500.00'],
    ['60 pages, Tatkaal', 'PP-FRESH-60', fresh(ADULT, 'TATKAAL'), '4000.00', '6000.00'],
    ['police clearance', 'PP-PCC', {}, '500.00', '750.00'],
  ])('T19 %s', (_name, service, facts, before, after) => {
    expect(feeOf({ service, facts, when: LAST })).toBe(before);
    expect(feeOf({ service, facts, when: FIRST })).toBe(after);
  });

  it('T23 rows that could not be confirmed are not published, and never the old fee', () => {
    const facts = { scheme: 'TATKAAL' };
    expect(feeOf({ service: 'PP-REPLACE-36', facts, when: LAST })).toBe('5000.00');
    expect(feeOf({ service: 'PP-REPLACE-60', facts, when: LAST })).toBe('5500.00');
    expect(feeOf({ service: 'PP-REPLACE-36', facts, when: FIRST })).toBe('FEE_NOT_PUBLISHED');
    expect(feeOf({ service: 'PP-COI', facts: {}, when: LAST })).toBe('TARIFF_NOT_YET_IN_FORCE');
    expect(feeOf({ service: 'PP-COI', facts: {}, when: FIRST })).toBe('1000.00');
    expect(feeOf({ service: 'PP-SURRENDER', facts: {}, when: FIRST })).toBe('750.00');
  });

  it('T6 a minor of 15 to 18 is asked for the row, an adult is not', () => {
    const minor = { bornOn: '2010-02-02', scheme: 'NORMAL' };
    const fee = (facts: Record<string, string | boolean>) =>
      feeOf({ service: 'PP-FRESH-36', facts, when: FIRST });
    expect(fee(minor)).toBe('FACT_MISSING');
    expect(fee({ ...minor, fullValidity: true })).toBe('2500.00');
    expect(fee({ ...minor, fullValidity: false })).toBe('FEE_NOT_PUBLISHED');
    expect(fee({ bornOn: ADULT, scheme: 'NORMAL', fullValidity: false })).toBe('2500.00');
  });
});

describe('P1 registration of documents (historical)', () => {
  const when = ist('2013-08-31', '23:59:59');
  const byValue = (value: number, consideration: number) =>
    feeOf({ service: 'RG-VALUE', facts: { value, consideration }, when });

  it('T15 a fee for every thousand or part thereof, the higher value counting', () => {
    expect(byValue(100_000, 0)).toBe('10.00');
    expect(byValue(100_100, 0)).toBe('10.00');
    expect(byValue(200_001, 0)).toBe('15.00');
    expect(byValue(25_000_000, 0)).toBe('1250.00');
    expect(byValue(25_000_001, 0)).toBe('1255.00');
    expect(byValue(60_000_000, 55_000_000)).toBe('3000.00');
    expect(byValue(55_000_000, 60_000_000)).toBe('3000.00');
  });

  it('T15 a percentage with a maximum, half up to the paisa', () => {
    const deposit = (depositAmount: number) =>
      priced({ service: 'RG-DEPOSIT', facts: { depositAmount }, when });
    const total = (depositAmount: number) => {
      const charge = deposit(depositAmount);
      return charge.ok ? charge.value.totalPaise : charge.error.code;
    };
    expect(total(4_200_000)).toBe(42_000);
    expect(total(9_999_950)).toBe(100_000);
    expect(total(50_000_000)).toBe(100_000);
    const exact = deposit(9_999_950);
    expect(exact.ok && exact.value.lines.map((line) => line.amountPaise)).toEqual([100_000]);
  });

  it('T20 rounding to the rupee is a line of its own', () => {
    const charge = priced({ service: 'RG-DEPOSIT', facts: { depositAmount: 123_456 }, when });
    expect(charge.ok && charge.value.lines.map((l) => [l.kind, l.amountPaise])).toEqual([
      ['fee', 1235],
      ['rounding', -35],
    ]);
    expect(charge.ok && charge.value.totalPaise).toBe(1200);
  });

  it('T24 it is refused from 1 September 2013 on', () => {
    const facts = {};
    expect(feeOf({ service: 'RG-POA', facts, when })).toBe('100.00');
    expect(feeOf({ service: 'RG-AGREEMENT', facts, when })).toBe('1000.00');
    expect(feeOf({ service: 'RG-PARTITION', facts, when })).toBe('1000.00');
    const later = ist('2013-09-01', '00:00:00');
    expect(feeOf({ service: 'RG-POA', facts, when: later })).toBe('TARIFF_EXPIRED');
    const today = priced({ service: 'RG-VALUE', facts, when: ist('2026-11-23') });
    expect(today.ok || today.error).toEqual({
      code: 'TARIFF_EXPIRED',
      details: { tariff: 'ap-registration-s78', ended: '2013-08-31' },
    });
  });
});
