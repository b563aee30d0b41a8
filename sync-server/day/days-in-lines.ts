/** Days of one office as a list; of days that are not closed, what open drawers hold is left out. */
import type { IsoDate } from '#domain/time.ts';
import type { DayLine } from '#server/api/office-contract.ts';
import { booksOfShifts, dayTotals } from '#server/store/books.ts';
import type { Reader } from '#server/store/database.ts';
import { deskSettings } from '#server/store/office-desk.ts';
import { daysOfOffice } from '#server/store/office-days.ts';
import { openShifts } from '#server/store/office-shifts.ts';
import { dayLine, dayMoney } from './day-line.ts';
import { negate } from '#domain/money.ts';

export async function daysInLines(
  reader: Reader,
  officeId: string,
  of: { readonly from: IsoDate; readonly until: IsoDate },
): Promise<readonly DayLine[]> {
  const { cutOffMinutes } = await deskSettings(reader, officeId);
  const totals = await dayTotals(reader, officeId, of);
  const open = await openShifts(reader, officeId);
  const hidden = (await booksOfShifts(reader, officeId, open)).map((row) => ({
    ...row,
    amountPaise: negate(row.amountPaise),
  }));
  const byDay = Map.groupBy([...totals, ...hidden], ({ businessDate }) => businessDate);
  return (await daysOfOffice(reader, officeId, of)).map((record) =>
    dayLine(record.date, {
      record,
      money: dayMoney(byDay.get(record.date) ?? []),
      cutOffMinutes,
    }),
  );
}
