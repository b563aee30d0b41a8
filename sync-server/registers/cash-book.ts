/**
 * The cash book of a month (GAR-3): what cash the office held each morning and evening, what came in by
 * head of account, what left for the bank. From the books alone.
 */
import { headLines } from '#domain/day/make-document.ts';
import { accountClass, chartAccount } from '#domain/ledger/chart.ts';
import { add, negate, subtract, sum, ZERO, type Paise } from '#domain/money.ts';
import type { IsoDate } from '#domain/time.ts';
import type { CashBook } from '#server/api/office-registers-contract.ts';
import type { DayTotal } from '#server/store/books.ts';
import type { Reader } from '#server/store/database.ts';
import { depositsBetween, type DepositRecord } from '#server/store/deposits.ts';
import { daysOfOffice, type DayRecord } from '#server/store/office-days.ts';
import { monthRange, visibleBooks } from './visible.ts';

/** With the office: what is on its way to the bank has left the book. */
const isCash = (account: string): boolean =>
  chartAccount(account)?.group === 'cash' && accountClass(account) !== 'in-transit';

const cashIn = (rows: readonly Pick<DayTotal, 'account' | 'amountPaise'>[]): Paise =>
  sum(rows.filter(({ account }) => isCash(account)).map(({ amountPaise }) => amountPaise));

type BookDay = CashBook['days'][number];

function bookDay(
  openingPaise: Paise,
  of: {
    readonly date: IsoDate;
    readonly rows: readonly DayTotal[];
    readonly carried: readonly DepositRecord[];
    readonly record: DayRecord | null;
  },
): BookDay {
  const { date, rows, carried, record } = of;
  const receipts = headLines(rows)
    .map(({ head, cashPaise: amountPaise }) => ({ head, amountPaise }))
    .filter(({ amountPaise }) => amountPaise !== 0);
  const receiptsPaise = sum(receipts.map(({ amountPaise }) => amountPaise));
  const moved = cashIn(rows);
  // What left in bags, less what was brought back on that day.
  const depositsPaise = negate(cashIn(rows.filter(({ kind }) => kind.startsWith('deposit.'))));
  return {
    date,
    openingPaise,
    receipts,
    receiptsPaise,
    otherPaise: subtract(add(moved, depositsPaise), receiptsPaise),
    deposits: carried.map(({ depositId, amountPaise, bankReference }) => ({
      depositId,
      amountPaise,
      bankReference,
    })),
    depositsPaise,
    closingPaise: add(openingPaise, moved),
    state: record?.state ?? 'open',
    countedPaise: record?.prepared?.safeCount?.countedPaise ?? null,
  };
}

export async function cashBook(reader: Reader, officeId: string, month: string): Promise<CashBook> {
  const range = monthRange(month);
  const { rows, opening } = await visibleBooks(reader, officeId, range);
  const records = await daysOfOffice(reader, officeId, range);
  const deposits = await depositsBetween(reader, officeId, range);
  const byDay = Map.groupBy(rows, ({ businessDate }) => businessDate);
  const dates = new Set([...byDay.keys(), ...records.map(({ date }) => date)]);
  const openingPaise = cashIn(
    [...opening].map(([account, amountPaise]) => ({ account, amountPaise })),
  );
  let held = openingPaise;
  const days: BookDay[] = [];
  for (const date of [...dates].sort()) {
    const day = bookDay(held, {
      date,
      rows: byDay.get(date) ?? [],
      carried: deposits.filter(({ carriedOn }) => carriedOn === date),
      record: records.find((it) => it.date === date) ?? null,
    });
    held = day.closingPaise;
    days.push(day);
  }
  return {
    month,
    openingPaise: openingPaise === 0 ? ZERO : openingPaise,
    closingPaise: held,
    days,
  };
}
