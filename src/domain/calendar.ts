/**
 * The office's calendar: which dates it works. A due date that falls on a closed day moves to the
 * next working day where the tariff says so. Pure: the calendar comes signed from HQ as data.
 */
import { addDays, parseIsoDate, weekday, type IsoDate } from './time.ts';

export interface OfficeCalendar {
  /** Days of the week that are always closed; 0 is Sunday. */
  readonly weeklyOff: readonly number[];
  /** Saturdays of the month that are closed as well (2 and 4 in many offices); 1 to 5. */
  readonly closedSaturdays: readonly number[];
  readonly holidays: ReadonlySet<IsoDate>;
}

const LONGEST_CLOSURE_DAYS = 60;
const SATURDAY = 6;

/** Closed on Sundays and nothing else: what holds until HQ's calendar has arrived. */
export const SUNDAYS_ONLY: OfficeCalendar = {
  weeklyOff: [0],
  closedSaturdays: [],
  holidays: new Set(),
};

export function isWorkingDay(calendar: OfficeCalendar, date: IsoDate): boolean {
  const day = weekday(date);
  if (calendar.weeklyOff.includes(day) || calendar.holidays.has(date)) return false;
  if (day !== SATURDAY) return true;
  return !calendar.closedSaturdays.includes(Math.ceil(Number(date.slice(8, 10)) / 7));
}

/** `date` itself where the office works on it, else the first working day after it. */
export function workingDayOnOrAfter(calendar: OfficeCalendar, date: IsoDate): IsoDate {
  let day = date;
  for (let moved = 0; moved <= LONGEST_CLOSURE_DAYS; moved += 1) {
    if (isWorkingDay(calendar, day)) return day;
    day = addDays(day, 1);
  }
  return day;
}

const isIntegerIn = (value: unknown, min: number, max: number): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;

/**
 * Reads `{ weeklyOff: number[], closedSaturdays: number[], holidays: "YYYY-MM-DD"[] }`. Null where
 * it is not one, or leaves no day of the week to work on.
 */
export function parseCalendar(json: unknown): OfficeCalendar | null {
  if (typeof json !== 'object' || json === null) return null;
  const { weeklyOff, closedSaturdays, holidays } = json as Record<string, unknown>;
  if (!Array.isArray(weeklyOff) || !Array.isArray(closedSaturdays) || !Array.isArray(holidays)) {
    return null;
  }
  const days: number[] = [];
  for (const day of weeklyOff) {
    if (!isIntegerIn(day, 0, 6)) return null;
    days.push(day);
  }
  const saturdays: number[] = [];
  for (const nth of closedSaturdays) {
    if (!isIntegerIn(nth, 1, 5)) return null;
    saturdays.push(nth);
  }
  const dates = new Set<IsoDate>();
  for (const text of holidays) {
    const date = typeof text === 'string' ? parseIsoDate(text) : null;
    if (date === null) return null;
    dates.add(date);
  }
  if (new Set(days).size > 6) return null;
  return { weeklyOff: days, closedSaturdays: saturdays, holidays: dates };
}
