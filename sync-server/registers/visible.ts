/** The books of an office without what lies in drawers that are still to be counted (counts are blind). */
import { add, negate, ZERO, type Paise } from '#domain/money.ts';
import { addDays, type IsoDate } from '#domain/time.ts';
import { balancesAt, booksOfShifts, dayTotals, type DayTotal } from '#server/store/books.ts';
import type { Reader } from '#server/store/database.ts';
import { openShifts } from '#server/store/office-shifts.ts';

export interface Visible {
  /** Day by day. */
  readonly rows: readonly DayTotal[];
  /** What each account held before the first of these days. */
  readonly opening: ReadonlyMap<string, Paise>;
}

export async function visibleBooks(
  reader: Reader,
  officeId: string,
  of: { readonly from: IsoDate; readonly until: IsoDate },
): Promise<Visible> {
  const { from, until } = of;
  const open = await openShifts(reader, officeId);
  const hidden = (await booksOfShifts(reader, officeId, open)).map((row) => ({
    ...row,
    amountPaise: negate(row.amountPaise),
  }));
  const opening = new Map(await balancesAt(reader, officeId, addDays(from, -1)));
  for (const { account, amountPaise } of hidden.filter((row) => row.businessDate < from)) {
    opening.set(account, add(opening.get(account) ?? ZERO, amountPaise));
  }
  const inRange = hidden.filter((row) => row.businessDate >= from && row.businessDate <= until);
  return { rows: [...(await dayTotals(reader, officeId, of)), ...inRange], opening };
}

/** First and last day of `YYYY-MM`. */
export const monthRange = (month: string): { readonly from: IsoDate; readonly until: IsoDate } => {
  const from = `${month}-01` as IsoDate;
  const next = addDays(from, 32).slice(0, 7);
  return { from, until: addDays(`${next}-01` as IsoDate, -1) };
};
