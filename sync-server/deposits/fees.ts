/**
 * DE1: the fees in an office's safe, from the books: days as they were summed, less what lies in drawers
 * that are not counted, or in the hands of whoever took such a drawer over. Old days are read as one.
 */
import { feesInSafe, type FeesInSafe, type ShiftCash } from '#domain/deposits/allocation.ts';
import { cashOf } from '#domain/deposits/books.ts';
import { negate, ZERO } from '#domain/money.ts';
import { addDays, istDate, type Instant, type IsoDate } from '#domain/time.ts';
import { booksOfShifts, dayTotals, totalsBefore, type DayTotal } from '#server/store/books.ts';
import type { Reader } from '#server/store/database.ts';
import { depositedLines } from '#server/store/deposits.ts';
import { givers, openShifts } from '#server/store/office-shifts.ts';

/** Money that is older is of one day: it should have left long ago. */
const DAYS_APART = 92;

const dayOf = (businessDate: IsoDate, rows: readonly DayTotal[]): ShiftCash => ({
  counterId: '',
  shiftId: businessDate,
  businessDate,
  heldPaise: ZERO,
  handedTo: null,
  ...cashOf(rows),
});

/** What a shift took, taken out again. */
const without = (shift: ShiftCash): ShiftCash => ({
  ...shift,
  cashPaise: negate(shift.cashPaise),
  overPaise: negate(shift.overPaise),
  heads: shift.heads.map(({ account, amountPaise }) => ({
    account,
    amountPaise: negate(amountPaise),
  })),
});

async function uncounted(reader: Reader, officeId: string): Promise<readonly ShiftCash[]> {
  const open = await openShifts(reader, officeId);
  const shifts = [...open, ...(await givers(reader, officeId, open))];
  const rows = await booksOfShifts(reader, officeId, shifts);
  const byShift = Map.groupBy(rows, ({ shiftId }) => shiftId);
  return shifts.map(({ shiftId, businessDate }) => {
    const cash = cashOf(byShift.get(shiftId) ?? []);
    const of = { counterId: '', shiftId, businessDate, heldPaise: ZERO, handedTo: null };
    return without({ ...of, ...cash });
  });
}

export async function feesOf(
  reader: Reader,
  of: { readonly officeId: string; readonly now: Instant },
): Promise<FeesInSafe> {
  const { officeId } = of;
  const from = addDays(istDate(of.now), -DAYS_APART);
  const old = await totalsBefore(reader, officeId, from);
  const until = '9999-12-31' as IsoDate;
  const recent = await dayTotals(reader, officeId, { from, until });
  const days = [...Map.groupBy(recent, ({ businessDate }) => businessDate)].map(([date, rows]) =>
    dayOf(date, rows),
  );
  const before = old.length === 0 ? [] : [dayOf(addDays(from, -1), old)];
  const shifts = [...before, ...days, ...(await uncounted(reader, officeId))];
  return feesInSafe(shifts, await depositedLines(reader, officeId));
}
