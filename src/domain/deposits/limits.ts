/**
 * Limits on an office's cash, as its settings say: how much may stay in the safe, how much one person
 * may carry, and by when a day's cash must be on its way. Each limit warns or blocks.
 */
import { workingDayOnOrAfter, type OfficeCalendar } from '#domain/calendar.ts';
import { formatPaise, isPaise, type Paise } from '#domain/money.ts';
import { fail, ok, type Failure, type Result } from '#domain/result.ts';
import { addDays, daysBetween, type IsoDate } from '#domain/time.ts';
import type { DelayReason } from './deposit.ts';

export interface CashLimit {
  readonly mostPaise: Paise;
  readonly act: 'warn' | 'block';
}

export interface DepositSettings {
  /** What may stay in the safe after a deposit. */
  readonly office: CashLimit | null;
  /** What one person may carry. */
  readonly officer: CashLimit | null;
  /** How many working days after its day cash must leave. */
  readonly dueWorkingDays: number;
}

/** What holds until an office has settings of its own: the next working day, and no ceilings. */
export const DEFAULT_SETTINGS: DepositSettings = { office: null, officer: null, dueWorkingDays: 1 };

const MOST_DUE_DAYS = 15;

function parseLimit(json: unknown): CashLimit | null | undefined {
  if (json === undefined || json === null) return null;
  if (typeof json !== 'object') return undefined;
  const { mostPaise, act } = json as Record<string, unknown>;
  if (!isPaise(mostPaise) || mostPaise < 0) return undefined;
  return act === 'warn' || act === 'block' ? { mostPaise, act } : undefined;
}

/** Reads `{ office?, officer?: { mostPaise, act }, dueWorkingDays? }`; null where it is not one. */
export function parseDepositSettings(json: unknown): DepositSettings | null {
  if (typeof json !== 'object' || json === null) return null;
  const of = json as Record<string, unknown>;
  const [office, officer] = [parseLimit(of['office']), parseLimit(of['officer'])];
  const days = of['dueWorkingDays'] ?? DEFAULT_SETTINGS.dueWorkingDays;
  if (office === undefined || officer === undefined) return null;
  if (typeof days !== 'number' || !Number.isInteger(days)) return null;
  return days >= 0 && days <= MOST_DUE_DAYS ? { office, officer, dueWorkingDays: days } : null;
}

const over = (code: 'SAFE_OVER_CEILING' | 'CARRIER_OVER_CEILING', mostPaise: Paise): Failure => ({
  code,
  details: { most: formatPaise(mostPaise) },
});

/** DE9: null within the limit; a warning to go on with; or a refusal. */
export function checkLimit(
  limit: CashLimit | null,
  amountPaise: Paise,
  code: 'SAFE_OVER_CEILING' | 'CARRIER_OVER_CEILING',
): Result<Failure | null> {
  if (limit === null || amountPaise <= limit.mostPaise) return ok(null);
  const found = over(code, limit.mostPaise);
  return limit.act === 'block' ? fail(found.code, found.details) : ok(found);
}

/** DE10: the last day on which the cash of `date` may leave. */
export function dueDate(calendar: OfficeCalendar, date: IsoDate, dueWorkingDays: number): IsoDate {
  let due = workingDayOnOrAfter(calendar, date);
  if (due !== date && dueWorkingDays > 0) return dueDate(calendar, due, dueWorkingDays - 1);
  for (let left = dueWorkingDays; left > 0; left -= 1) {
    due = workingDayOnOrAfter(calendar, addDays(due, 1));
  }
  return due;
}

/** Days past its due date; zero or less is no delay. */
export const daysLate = (due: IsoDate, today: IsoDate): number => daysBetween(due, today);

/** Where the oldest cash in the safe should have left before today. */
export function delayed(of: {
  readonly oldest: IsoDate | null;
  readonly today: IsoDate;
  readonly calendar: OfficeCalendar;
  readonly settings: DepositSettings;
}): { readonly dueOn: IsoDate; readonly daysLate: number } | null {
  if (of.oldest === null) return null;
  const dueOn = dueDate(of.calendar, of.oldest, of.settings.dueWorkingDays);
  const late = daysLate(dueOn, of.today);
  return late > 0 ? { dueOn, daysLate: late } : null;
}

/** DE10: DEPOSIT_LATE where late cash leaves and nobody says why. */
export function mayBeLate(
  late: ReturnType<typeof delayed>,
  reason: DelayReason | null,
): Result<DelayReason | null> {
  if (late === null) return ok(null);
  return reason === null ? fail('DEPOSIT_LATE', { due: late.dueOn }) : ok(reason);
}

/** Ages of what HQ watches, in days past the due date. */
export const AGES = ['not_due', 'to_3_days', 'to_7_days', 'over_7_days'] as const;
export type Age = (typeof AGES)[number];

export function ageOf(late: number): Age {
  if (late <= 0) return 'not_due';
  if (late <= 3) return 'to_3_days';
  return late <= 7 ? 'to_7_days' : 'over_7_days';
}
