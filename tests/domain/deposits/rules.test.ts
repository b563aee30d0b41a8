import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { isWorkingDay, SUNDAYS_ONLY, type OfficeCalendar } from '#domain/calendar.ts';
import type { CashCount } from '#domain/cash.ts';
import {
  bankReference,
  DEPOSIT_STATES,
  mayAccept,
  mayBecome,
  mayCarry,
  sheetTotal,
  type Deposit,
} from '#domain/deposits/deposit.ts';
import {
  ageOf,
  checkLimit,
  DEFAULT_SETTINGS,
  delayed,
  dueDate,
  mayBeLate,
  parseDepositSettings,
} from '#domain/deposits/limits.ts';
import { paise, rupees } from '#domain/money.ts';
import type { Result } from '#domain/result.ts';
import { addDays, isoDate } from '#domain/time.ts';

const deposit = (of: Partial<Deposit> = {}): Deposit => ({
  depositId: 'KA-BLR-01-B1',
  state: 'prepared',
  amountPaise: rupees(1000),
  preparedBy: 'S2001',
  carriedOn: null,
  carrier: null,
  ...of,
});
const codeOf = (answer: Result<unknown>): string => (answer.ok ? 'ok' : answer.error.code);

describe('the way of a deposit', () => {
  it('DE5 prepared, carried, accepted or returned; nothing follows an end', () => {
    const follows = DEPOSIT_STATES.flatMap((from) =>
      DEPOSIT_STATES.filter((to) => mayBecome(deposit({ state: from }), to).ok).map(
        (to) => `${from} ${to}`,
      ),
    );
    expect(follows).toEqual([
      'prepared carried',
      'prepared returned',
      'carried accepted',
      'carried returned',
    ]);
  });

  it('DE2 a sheet is whole pieces of known notes, and something', () => {
    const bad = [{}, { '50000': -1 }, { '50000': 1.5 }, { '50000': 1e9 }, { '70000': 1 }];
    expect(bad.map((count) => codeOf(sheetTotal(count as CashCount)))).toEqual([
      'CASH_COUNT_EMPTY',
      'INPUT_INVALID',
      'INPUT_INVALID',
      'INPUT_INVALID',
      'INPUT_INVALID',
    ]);
    expect(sheetTotal({ '50000': 3, '100': 2 })).toEqual({ ok: true, value: 150_200 });
  });

  it('DE4 DE6 who filled the bag does not let it go, and carrier and witness are two', () => {
    const people = { staffId: 'S2002', carrier: 'S1042', witness: 'S1043' };
    expect(codeOf(mayCarry(deposit(), people))).toBe('ok');
    expect(codeOf(mayCarry(deposit(), { ...people, staffId: 'S2001' }))).toBe(
      'SECOND_PERSON_NEEDED',
    );
    expect(codeOf(mayCarry(deposit(), { ...people, witness: 'S1042' }))).toBe('DEPOSIT_WITNESS');
    expect(codeOf(mayCarry(deposit({ state: 'carried' }), people))).toBe('DEPOSIT_STATE');
  });

  const today = isoDate('2026-11-24');
  const carried = deposit({ state: 'carried', carriedOn: isoDate('2026-11-23'), carrier: 'S1042' });
  const slip = {
    staffId: 'S2001',
    acceptedPaise: rupees(1000),
    reason: null,
    realisedOn: today,
    today,
  };

  it.each([
    ['DE7 the day the bag left is early enough', { realisedOn: isoDate('2026-11-23') }, 'ok'],
    ['DE7 a day before the bag left', { realisedOn: isoDate('2026-11-22') }, 'BANK_DATE_EARLY'],
    ['DE7 a day that has not come', { realisedOn: isoDate('2026-11-25') }, 'BANK_DATE_FUTURE'],
    ['DE4 the carrier does not say it', { staffId: 'S1042' }, 'SECOND_PERSON_NEEDED'],
    ['DE8 another sum needs a reason', { acceptedPaise: rupees(995) }, 'DEPOSIT_DIFFERS'],
    ['DE8 another sum', { acceptedPaise: rupees(995), reason: 'A false note' }, 'ok'],
    ['DE8 less than nothing', { acceptedPaise: paise(-1), reason: 'why' }, 'INPUT_INVALID'],
  ])('%s', (_title, change, code) => {
    expect(codeOf(mayAccept(carried, { ...slip, ...change }))).toBe(code);
  });

  it('DE8 one reference however it is spelt', () => {
    expect(bankReference(' sbin-0001/ 42 ')).toBe(bankReference('SBIN000142'));
  });
});

describe('limits', () => {
  it('DE9 a ceiling warns or blocks as the office has it, and at the ceiling does neither', () => {
    const limit = { mostPaise: rupees(500), act: 'warn' } as const;
    const check = (act: 'warn' | 'block', most: number) =>
      checkLimit({ ...limit, act }, rupees(most), 'SAFE_OVER_CEILING');
    expect(checkLimit(null, rupees(9e6), 'SAFE_OVER_CEILING')).toEqual({ ok: true, value: null });
    expect(check('block', 500)).toEqual({ ok: true, value: null });
    const failure = { code: 'SAFE_OVER_CEILING', details: { most: '500.00' } };
    expect(check('warn', 501)).toEqual({ ok: true, value: failure });
    expect(check('block', 501)).toEqual({ ok: false, error: failure });
  });

  it('DE9 settings are read whole or not at all', () => {
    expect(parseDepositSettings({})).toEqual(DEFAULT_SETTINGS);
    const office = { mostPaise: 5_000_000, act: 'block' };
    expect(parseDepositSettings({ office, dueWorkingDays: 0 })).toEqual({
      office,
      officer: null,
      dueWorkingDays: 0,
    });
    const wrong = [null, { office: {} }, { officer: { ...office, act: 'x' } }, { office: 5 }];
    expect(wrong.map(parseDepositSettings)).toEqual([null, null, null, null]);
    const days = [1.5, -1, 99].map((dueWorkingDays) => parseDepositSettings({ dueWorkingDays }));
    expect(days).toEqual([null, null, null]);
  });

  const calendar: OfficeCalendar = {
    weeklyOff: [0],
    closedSaturdays: [2, 4],
    holidays: new Set([isoDate('2026-11-30')]),
  };

  it('DE10 due dates pass over Sundays, closed Saturdays and holidays', () => {
    // 2026-11-27 is a Friday, the 28th a fourth Saturday, the 30th a holiday.
    expect(dueDate(calendar, isoDate('2026-11-27'), 1)).toBe('2026-12-01');
    expect(dueDate(calendar, isoDate('2026-11-27'), 0)).toBe('2026-11-27');
    expect(dueDate(calendar, isoDate('2026-11-28'), 1)).toBe('2026-12-01');
    expect(dueDate(SUNDAYS_ONLY, isoDate('2026-11-27'), 2)).toBe('2026-11-30');
  });

  it('DE10 a due date is a working day and never before the day itself', () => {
    const dates = fc.nat(2000).map((n) => addDays(isoDate('2026-01-01'), n));
    fc.assert(
      fc.property(dates, fc.integer({ min: 0, max: 5 }), (date, days) => {
        const due = dueDate(calendar, date, days);
        expect(isWorkingDay(calendar, due)).toBe(true);
        expect(due >= date).toBe(true);
        expect(dueDate(calendar, date, days + 1) >= due).toBe(true);
      }),
    );
  });

  it('DE10 nothing is late before its due date has passed', () => {
    const at = (today: string) =>
      delayed({
        oldest: isoDate('2026-11-27'),
        today: isoDate(today),
        calendar,
        settings: DEFAULT_SETTINGS,
      });
    expect(at('2026-12-01')).toBeNull();
    expect(at('2026-12-04')).toEqual({ dueOn: '2026-12-01', daysLate: 3 });
    expect(mayBeLate(at('2026-12-01'), 'no_escort')).toEqual({ ok: true, value: null });
    expect(codeOf(mayBeLate(at('2026-12-04'), null))).toBe('DEPOSIT_LATE');
    expect(mayBeLate(at('2026-12-04'), 'no_escort')).toEqual({ ok: true, value: 'no_escort' });
    expect([0, 1, 3, 4, 7, 8].map(ageOf)).toEqual([
      'not_due',
      'to_3_days',
      'to_3_days',
      'to_7_days',
      'to_7_days',
      'over_7_days',
    ]);
  });
});
