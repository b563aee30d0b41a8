/** Delays and months, checked against counting the days one by one. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SUNDAYS_ONLY } from '#domain/calendar.ts';
import { addDays, isoDate } from '#domain/time.ts';
import { addMonths, addUnits, deriveFromDate, dueDate } from '#domain/tariff/derive.ts';
import { bandOf } from '#domain/tariff/facts.ts';

const delay = (unit: 'days' | 'months' | 'years', partThereof: boolean) =>
  ({ kind: 'delay', from: 'due', unit, partThereof, holidays: 'none' }) as const;
const count = (due: string, today: string, rule: ReturnType<typeof delay>) =>
  deriveFromDate(rule, isoDate(due), { today: isoDate(today), calendar: SUNDAYS_ONLY });

describe('T8 derived from dates', () => {
  it.each([
    ['2024-01-31', 1, '2024-02-29'],
    ['2023-01-31', 1, '2023-02-28'],
    ['2023-12-15', 1, '2024-01-15'],
    ['2024-03-31', -1, '2024-02-29'],
    ['2024-01-15', -13, '2022-12-15'],
  ])('%s and %i months is %s', (date, months, expected) => {
    expect(addMonths(isoDate(date), months)).toBe(expected);
  });

  it.each([
    ['2020-02-29', '2021-03-01', 'years', true, 1],
    ['2020-02-29', '2021-03-02', 'years', true, 2],
    ['2024-05-10', '2026-05-10', 'years', true, 2],
    ['2024-05-10', '2026-05-11', 'years', true, 3],
    ['2024-05-10', '2026-05-11', 'years', false, 2],
    ['2024-05-10', '2024-05-11', 'years', false, 0],
    ['2024-01-31', '2024-02-29', 'months', true, 1],
    ['2024-01-31', '2024-03-01', 'months', true, 2],
    ['2024-01-31', '2024-03-01', 'months', false, 1],
    ['2024-01-31', '2024-03-01', 'days', true, 30],
    ['2024-01-31', '2024-01-31', 'days', true, 0],
    ['2024-01-31', '2023-01-31', 'years', true, 0],
  ] as const)('%s to %s in %s (part %s) is %i', (due, today, unit, part, expected) => {
    expect(count(due, today, delay(unit, part))).toBe(expected);
  });

  it('is the least count that reaches the day, or the greatest that does not pass it', () => {
    const unit = fc.constantFrom('days' as const, 'months' as const, 'years' as const);
    fc.assert(
      fc.property(fc.nat({ max: 9000 }), fc.nat({ max: 3000 }), unit, (start, later, by) => {
        const due = addDays(isoDate('2000-01-01'), start);
        const today = addDays(due, later);
        let least = 0;
        while (addUnits(due, least, by) < today) least += 1;
        expect(count(due, today, delay(by, true))).toBe(least);
        const whole = addUnits(due, least, by) === today ? least : Math.max(least - 1, 0);
        expect(count(due, today, delay(by, false))).toBe(whole);
      }),
    );
  });

  it('a due date moves past closed days after its grace', () => {
    const rule = { ...delay('days', true), grace: { unit: 'days', count: 30 } } as const;
    expect(dueDate(isoDate('2026-10-23'), rule, SUNDAYS_ONLY)).toBe('2026-11-22');
    const moving = { ...rule, holidays: 'nextWorkingDay' } as const;
    expect(dueDate(isoDate('2026-10-23'), moving, SUNDAYS_ONLY)).toBe('2026-11-23');
  });

  it('T11 bands are named by their ends', () => {
    const bands = [0, 8, 18, 19, 61];
    const named = [0, 7, 8, 17, 18, 19, 60, 61, 99].map((age) => bandOf(bands, age));
    expect(named).toEqual(['0-7', '0-7', '8-17', '8-17', '18', '19-60', '19-60', '61+', '61+']);
  });
});
