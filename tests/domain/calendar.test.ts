import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isWorkingDay,
  parseCalendar,
  SUNDAYS_ONLY,
  workingDayOnOrAfter,
} from '#domain/calendar.ts';
import { addDays, isoDate } from '#domain/time.ts';

const OFFICE = {
  weeklyOff: [0],
  closedSaturdays: [2, 4],
  holidays: ['2026-08-15', '2026-10-02'],
};

describe('T8 the office calendar', () => {
  const calendar = parseCalendar(OFFICE) ?? SUNDAYS_ONLY;

  it.each([
    ['2026-11-22', false, 'a Sunday'],
    ['2026-11-23', true, 'a Monday'],
    ['2026-11-14', false, 'the second Saturday'],
    ['2026-11-21', true, 'the third Saturday'],
    ['2026-11-28', false, 'the fourth Saturday'],
    ['2026-08-15', false, 'a holiday'],
  ])('%s works: %s (%s)', (date, works) => {
    expect(isWorkingDay(calendar, isoDate(date))).toBe(works);
  });

  it('moves past a run of closed days', () => {
    expect(workingDayOnOrAfter(calendar, isoDate('2026-11-28'))).toBe('2026-11-30');
    expect(workingDayOnOrAfter(calendar, isoDate('2026-11-23'))).toBe('2026-11-23');
  });

  it('never moves backwards, never past a working day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4000 }), (days) => {
        const date = addDays(isoDate('2020-01-01'), days);
        const moved = workingDayOnOrAfter(calendar, date);
        expect(moved >= date && isWorkingDay(calendar, moved)).toBe(true);
        for (let day = date; day < moved; day = addDays(day, 1)) {
          expect(isWorkingDay(calendar, day)).toBe(false);
        }
      }),
    );
  });

  it('reads a calendar', () => {
    expect(calendar.weeklyOff).toEqual(OFFICE.weeklyOff);
    expect(calendar.closedSaturdays).toEqual(OFFICE.closedSaturdays);
    expect([...calendar.holidays]).toEqual(OFFICE.holidays);
  });

  it.each([
    [null],
    [[]],
    [{ ...OFFICE, weeklyOff: [7] }],
    [{ ...OFFICE, weeklyOff: [0, 1, 2, 3, 4, 5, 6] }],
    [{ ...OFFICE, closedSaturdays: [0] }],
    [{ ...OFFICE, closedSaturdays: 2 }],
    [{ ...OFFICE, holidays: ['2026-02-30'] }],
    [{ ...OFFICE, holidays: [20_260_815] }],
  ])('refuses %o', (json) => {
    expect(parseCalendar(json)).toBeNull();
  });
});
