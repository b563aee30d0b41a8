/**
 * Facts that nobody types: ages and delays from dates, on the day of the quote and with the
 * office's calendar, and greater, lesser or summed amounts.
 */
import { workingDayOnOrAfter, type OfficeCalendar } from '#domain/calendar.ts';
import { unreachable } from '#domain/result.ts';
import {
  addDays,
  addYears,
  ageInYears,
  dayNumber,
  daysBetween,
  isoDate,
  type IsoDate,
} from '#domain/time.ts';
import type { Derivation, TimeUnit } from './types.ts';

const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

function lastDay(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 && leap ? 29 : (DAYS_IN_MONTH[month - 1] ?? 31);
}

/** The same day so many months later; the last day of the month where it has none such. */
export function addMonths(date: IsoDate, months: number): IsoDate {
  const index = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  const [year, month] = [Math.floor(index / 12), (((index % 12) + 12) % 12) + 1];
  const day = Math.min(Number(date.slice(8, 10)), lastDay(year, month));
  const pad = (value: number, width: number): string => value.toString().padStart(width, '0');
  return isoDate(`${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`);
}

export function addUnits(date: IsoDate, count: number, unit: TimeUnit): IsoDate {
  switch (unit) {
    case 'days':
      return addDays(date, count);
    case 'months':
      return addMonths(date, count);
    case 'years':
      return addYears(date, count);
    default:
      return unreachable(unit);
  }
}

/** Whole units from `due` to `today`, and whether a part of another has begun. */
function elapsed(due: IsoDate, today: IsoDate, unit: TimeUnit): { whole: number; part: boolean } {
  if (unit === 'days') return { whole: daysBetween(due, today), part: false };
  const monthsApart =
    (Number(today.slice(0, 4)) - Number(due.slice(0, 4))) * 12 +
    Number(today.slice(5, 7)) -
    Number(due.slice(5, 7));
  let whole = unit === 'years' ? Math.floor(monthsApart / 12) + 1 : monthsApart + 1;
  while (addUnits(due, whole, unit) > today) whole -= 1;
  return { whole, part: addUnits(due, whole, unit) < today };
}

type Delay = Extract<Derivation, { readonly kind: 'delay' }>;

/** The last day without delay: the due date, its grace, and the move past closed days. */
export function dueDate(from: IsoDate, delay: Delay, calendar: OfficeCalendar): IsoDate {
  const due =
    delay.grace === undefined ? from : addUnits(from, delay.grace.count, delay.grace.unit);
  return delay.holidays === 'nextWorkingDay' ? workingDayOnOrAfter(calendar, due) : due;
}

interface Moment {
  readonly today: IsoDate;
  readonly calendar: OfficeCalendar;
}

function delayUnits(from: IsoDate, delay: Delay, moment: Moment): number {
  const due = dueDate(from, delay, moment.calendar);
  if (dayNumber(moment.today) <= dayNumber(due)) return 0;
  const { whole, part } = elapsed(due, moment.today, delay.unit);
  return whole + (part && delay.partThereof ? 1 : 0);
}

export type DateDerivation = Extract<Derivation, { readonly from: string }>;

/** A count of years or units, or a boolean; an age is negative for a birth that lies ahead. */
export function deriveFromDate(
  derivation: DateDerivation,
  from: IsoDate,
  moment: Moment,
): number | boolean {
  switch (derivation.kind) {
    case 'age':
      return ageInYears(from, moment.today);
    case 'delay':
      return delayUnits(from, derivation, moment);
    case 'onOrAfter':
      return from >= derivation.date;
    default:
      return unreachable(derivation);
  }
}

export function combineNumbers(
  kind: 'greaterOf' | 'lesserOf' | 'sumOf',
  values: readonly number[],
): number {
  switch (kind) {
    case 'greaterOf':
      return Math.max(...values);
    case 'lesserOf':
      return Math.min(...values);
    case 'sumOf':
      return values.reduce((total, value) => total + value, 0);
    default:
      return unreachable(kind);
  }
}
