/** The safe of an office as its manager sees it: fees that may leave, ceilings, what is late. */
import { isWorkingDay, type OfficeCalendar } from '#domain/calendar.ts';
import { delayed } from '#domain/deposits/limits.ts';
import { FLOAT, SAFE } from '#domain/ledger/postings.ts';
import { negate, ZERO } from '#domain/money.ts';
import { addDays, istDate, type Instant, type IsoDate } from '#domain/time.ts';
import type { Safe } from '#server/api/office-cash-contract.ts';
import { balancesAt } from '#server/store/books.ts';
import type { Reader } from '#server/store/database.ts';
import { preparedPaise } from '#server/store/deposits.ts';
import { officeById } from '#server/store/fleet.ts';
import { depositSettings, deskSettings } from '#server/store/office-desk.ts';
import { calendarOf } from './calendar.ts';
import { feesOf } from './fees.ts';

const DAYS_SHOWN = 14;

function workingDays(calendar: OfficeCalendar, today: IsoDate): readonly IsoDate[] {
  const days = Array.from({ length: DAYS_SHOWN }, (_, n) => addDays(today, n));
  return days.filter((day) => isWorkingDay(calendar, day));
}

export async function safeOf(
  reader: Reader,
  of: { readonly officeId: string; readonly now: Instant },
): Promise<Safe> {
  const { officeId, now } = of;
  const today = istDate(now);
  const settings = depositSettings(await deskSettings(reader, officeId));
  const calendar = calendarOf(await officeById(reader, officeId));
  const balances = await balancesAt(reader, officeId, null);
  const fees = await feesOf(reader, of);
  const oldest = fees.byDay[0]?.date ?? null;
  return {
    bookPaise: balances.get(SAFE) ?? ZERO,
    fees,
    floatPaise: negate(balances.get(FLOAT) ?? ZERO),
    preparedPaise: await preparedPaise(reader, officeId),
    late: delayed({ oldest, today, calendar, settings }),
    office: settings.office,
    officer: settings.officer,
    dueWorkingDays: settings.dueWorkingDays,
    workingDays: workingDays(calendar, today),
  };
}
