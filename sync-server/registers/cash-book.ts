/**
 * The cash book of a month (GAR-3) as a register: what cash the office held each morning and evening, what
 * came in by head of account, what left for the bank. The book is the one that its document is drawn from.
 */
import { cashBookOf, cashDays, closingPaise } from '#domain/ledger/cash-book.ts';
import { ZERO } from '#domain/money.ts';
import type { CashBook } from '#server/api/office-registers-contract.ts';
import type { Reader } from '#server/store/database.ts';
import { depositsBetween } from '#server/store/deposits.ts';
import { daysOfOffice } from '#server/store/office-days.ts';
import { monthRange, visibleBooks } from './visible.ts';

export async function cashBook(reader: Reader, officeId: string, month: string): Promise<CashBook> {
  const range = monthRange(month);
  const { rows: amounts, opening: before } = await visibleBooks(reader, officeId, range);
  const book = cashBookOf({ officeId, ...range, before, amounts });
  const records = new Map(
    (await daysOfOffice(reader, officeId, range)).map((it) => [it.date, it] as const),
  );
  const deposits = await depositsBetween(reader, officeId, range);
  const dates = new Set([...amounts.map(({ businessDate }) => businessDate), ...records.keys()]);
  const days = cashDays(book, [...dates].sort()).map((day): CashBook['days'][number] => {
    const record = records.get(day.date);
    return {
      ...day,
      deposits: deposits
        .filter(({ carriedOn }) => carriedOn === day.date)
        .map(({ depositId, amountPaise, bankReference }) => ({
          depositId,
          amountPaise,
          bankReference,
        })),
      state: record?.state ?? 'open',
      countedPaise: record?.prepared?.safeCount?.countedPaise ?? null,
    };
  });
  const { openingPaise } = book;
  return {
    month,
    openingPaise: openingPaise === 0 ? ZERO : openingPaise,
    closingPaise: closingPaise(book),
    days,
  };
}
