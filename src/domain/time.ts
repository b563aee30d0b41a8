/**
 * Instants, dates and the office's calendar arithmetic, without a clock: every "now" comes in
 * through the Clock port. Offices keep Indian Standard Time (UTC+05:30, no daylight saving).
 */
import { assert } from './result.ts';

declare const instantBrand: unique symbol;
/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number & { readonly [instantBrand]: true };
declare const dateBrand: unique symbol;
/** A calendar date in IST, `YYYY-MM-DD`. Compares as text. */
export type IsoDate = string & { readonly [dateBrand]: true };

export const IST_OFFSET_MS = 19_800_000;
export const DAY_MS = 86_400_000;

export function instant(epochMs: number): Instant {
  assert(Number.isSafeInteger(epochMs), `not an instant: ${epochMs}`);
  return epochMs as Instant;
}

const pad = (value: number, width: number): string => value.toString().padStart(width, '0');

/** Days since 1970-01-01 of a proleptic Gregorian date (Hinnant's civil-from-days, inverted). */
function daysFromCivil(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

function civilFromDays(days: number): { year: number; month: number; day: number } {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

const formatDays = (days: number): IsoDate => {
  const { year, month, day } = civilFromDays(days);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` as IsoDate;
};

/** Null unless `text` is a date that exists, `YYYY-MM-DD`, years 1800 to 9999. */
export function parseIsoDate(text: string): IsoDate | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const year = Number(text.slice(0, 4));
  const month = Number(text.slice(5, 7));
  const day = Number(text.slice(8));
  if (year < 1800 || month < 1 || month > 12 || day < 1) return null;
  // Every month has these; checking a journal asks for one date with each entry.
  if (day <= 28) return text as IsoDate;
  return formatDays(daysFromCivil(year, month, day)) === text ? (text as IsoDate) : null;
}

export function isoDate(text: string): IsoDate {
  const date = parseIsoDate(text);
  assert(date !== null, `not a date: ${text}`);
  return date;
}

/** Days since 1970-01-01. */
export const dayNumber = (date: IsoDate): number =>
  daysFromCivil(Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10)));

export const addDays = (date: IsoDate, days: number): IsoDate => formatDays(dayNumber(date) + days);
export const daysBetween = (from: IsoDate, to: IsoDate): number => dayNumber(to) - dayNumber(from);
/** 0 is Sunday. */
export const weekday = (date: IsoDate): number => (((dayNumber(date) + 4) % 7) + 7) % 7;

/** The same day and month `years` later; 29 February becomes 1 March where there is none. */
export function addYears(date: IsoDate, years: number): IsoDate {
  const year = Number(date.slice(0, 4)) + years;
  return formatDays(daysFromCivil(year, Number(date.slice(5, 7)), Number(date.slice(8, 10))));
}

/** Full years lived on `on`: the birthday itself completes a year. Negative before birth. */
export function ageInYears(born: IsoDate, on: IsoDate): number {
  let years = Number(on.slice(0, 4)) - Number(born.slice(0, 4));
  if (addYears(born, years) > on) years -= 1;
  return years;
}

/** The calendar date in IST at an instant. */
export const istDate = (at: Instant): IsoDate =>
  formatDays(Math.floor((at + IST_OFFSET_MS) / DAY_MS));

/** IST midnight at which `date` begins. */
export const startOfDay = (date: IsoDate): Instant =>
  instant(dayNumber(date) * DAY_MS - IST_OFFSET_MS);

/** `2026-06-30T23:59:59.000+05:30`. */
export function formatIst(at: Instant): string {
  const local = at + IST_OFFSET_MS;
  const inDay = ((local % DAY_MS) + DAY_MS) % DAY_MS;
  const hours = Math.floor(inDay / 3_600_000);
  const minutes = Math.floor(inDay / 60_000) % 60;
  const seconds = Math.floor(inDay / 1000) % 60;
  const clock = `${pad(hours, 2)}:${pad(minutes, 2)}:${pad(seconds, 2)}.${pad(inDay % 1000, 3)}`;
  return `${istDate(at)}T${clock}+05:30`;
}

/** `23:59` in IST. */
export const formatIstTime = (at: Instant): string => formatIst(at).slice(11, 16);

/** Reads an RFC 3339 instant with seconds and an offset or Z. Null where it is not one. */
export function parseInstant(text: string): Instant | null {
  const match =
    /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,3}))?(Z|[+-]\d{2}:\d{2})$/.exec(text);
  if (match === null) return null;
  const date = parseIsoDate(match[1] ?? '');
  const [hours, minutes, seconds] = [Number(match[2]), Number(match[3]), Number(match[4])];
  if (date === null || hours > 23 || minutes > 59 || seconds > 59) return null;
  const zone = match[6] ?? 'Z';
  const sign = zone.startsWith('-') ? -1 : 1;
  const offsetMs =
    zone === 'Z' ? 0 : sign * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6))) * 60_000;
  const millis = Number((match[5] ?? '').padEnd(3, '0'));
  const inDay = ((hours * 60 + minutes) * 60 + seconds) * 1000 + millis;
  return instant(dayNumber(date) * DAY_MS + inDay - offsetMs);
}

/** India's financial year (April to March) that holds `date`, as `2627` for 2026-27. */
export function financialYear(date: IsoDate): string {
  const year = Number(date.slice(0, 4)) - (Number(date.slice(5, 7)) < 4 ? 1 : 0);
  return `${pad(year % 100, 2)}${pad((year + 1) % 100, 2)}`;
}
