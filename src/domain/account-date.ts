/**
 * The account date of a shift: chosen when it opens, stamped on all its entries. The clock is believed
 * where nothing speaks against it; else whoever opens the shift is asked, with what is known beside.
 * Pure; rules in docs/spec/cash.md (CA12).
 */
import { workingDayOnOrAfter, type OfficeCalendar } from './calendar.ts';
import { fail, ok, type Result } from './result.ts';
import { addDays, istDate, type Instant, type IsoDate } from './time.ts';

/** So far a clock may be behind without anybody being asked. */
const SLACK_MS = 600_000;
/** Further than that from the last shift no date is taken without HQ's word. */
const LONGEST_AWAY_DAYS = 60;

export interface DateEvidence {
  /** What the wall clock says. */
  readonly wall: Instant;
  /** HQ's clock at this moment, while the line is up. */
  readonly hqNow: Instant | null;
  /** The latest moment that the journal or HQ is known to have seen; null at a new counter. */
  readonly lastSeen: Instant | null;
  /** Of the shift before. */
  readonly lastDate: IsoDate | null;
  readonly calendar: OfficeCalendar;
}

export interface AccountDate {
  /** Null: somebody must say it. */
  readonly proposed: IsoDate | null;
  readonly clockDate: IsoDate;
  readonly hqDate: IsoDate | null;
  readonly lastDate: IsoDate | null;
  /** Dates that are likely, earliest first; one of them where nothing is doubtful. */
  readonly likely: readonly IsoDate[];
}

const latest = (dates: readonly (IsoDate | null)[]): IsoDate | null =>
  dates.reduce((late, date) => (date !== null && (late === null || date > late) ? date : late));

const uniqueDates = (dates: readonly (IsoDate | null)[]): readonly IsoDate[] =>
  [...new Set(dates.filter((date) => date !== null))].toSorted((a, b) => (a < b ? -1 : 1));

/** The last day that anything is known of, and the office's next one after it. */
function expectedDays({ lastSeen, lastDate, calendar }: DateEvidence) {
  const known = latest([lastSeen === null ? null : istDate(lastSeen), lastDate]);
  return { known, next: known && workingDayOnOrAfter(calendar, addDays(known, 1)) };
}

export function accountDate(evidence: DateEvidence): AccountDate {
  const { wall, hqNow, lastSeen, lastDate } = evidence;
  const clockDate = istDate(wall);
  const hqDate = hqNow === null ? null : istDate(hqNow);
  const about = { clockDate, hqDate, lastDate };
  if (hqDate !== null) return { ...about, proposed: hqDate, likely: [hqDate] };
  const { known, next } = expectedDays(evidence);
  const isBehind = lastSeen !== null && wall + SLACK_MS < lastSeen;
  const wentBack = isBehind || (known !== null && clockDate < known);
  const isAhead = next !== null && clockDate > next;
  if (!wentBack && !isAhead) return { ...about, proposed: clockDate, likely: [clockDate] };
  const clock = wentBack ? null : clockDate;
  return { ...about, proposed: null, likely: uniqueDates([known, next, clock]) };
}

/** Never before the last shift's date nor, without HQ, further on than anybody would be away. */
export function checkAccountDate(evidence: DateEvidence, date: IsoDate): Result<null> {
  const { hqDate, lastDate, clockDate } = accountDate(evidence);
  if (hqDate !== null) return date === hqDate ? ok(null) : fail('ACCOUNT_DATE_OF_HQ', { hqDate });
  const { known } = expectedDays(evidence);
  if (lastDate !== null && date < lastDate) return fail('ACCOUNT_DATE_EARLY', { lastDate });
  const most = known === null ? clockDate : addDays(known, LONGEST_AWAY_DAYS);
  return date > most ? fail('ACCOUNT_DATE_LATE', { most }) : ok(null);
}
