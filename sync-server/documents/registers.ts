/** Documents of what an office keeps in registers: bags for the bank, cheques, months, closed days. */
import { challanForm } from '#domain/documents/challan.ts';
import { chequeRegisterForm } from '#domain/documents/cheque-register.ts';
import { dayCloseForm } from '#domain/documents/day-close.ts';
import { daySupplementForm } from '#domain/documents/day-supplement.ts';
import type { FormBody } from '#domain/documents/form.ts';
import { monthChecklistForm, type MonthDay } from '#domain/documents/month-checklist.ts';
import type { LeafStock } from '#domain/documents/receipts-register.ts';
import { cashBookLines, sentToBank } from '#domain/ledger/cash-book.ts';
import { chartAccount } from '#domain/ledger/chart.ts';
import { headLines } from '#domain/ledger/figures.ts';
import { sum } from '#domain/money.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { istDate, type IsoDate } from '#domain/time.ts';
import { closedDay } from '#server/day/closed-day.ts';
import { monthFigures } from '#server/registers/month.ts';
import { monthRange, visibleBooks } from '#server/registers/visible.ts';
import type { DayTotal } from '#server/store/books.ts';
import type { Reader } from '#server/store/database.ts';
import { depositById } from '#server/store/deposits.ts';
import { instrumentsOf } from '#server/store/instruments.ts';
import { leafBooks } from '#server/store/leaf-books.ts';
import type { Viewer } from './desk.ts';

export async function challanOf(
  reader: Reader,
  of: { readonly officeId: string; readonly depositId: string },
): Promise<Result<FormBody>> {
  const deposit = await depositById(reader, of);
  if (deposit === null) return fail('DEPOSIT_UNKNOWN');
  const { branch, delay } = deposit;
  return ok(
    challanForm({
      ...deposit,
      branch: branch.texts,
      branchCode: branch.code,
      delayReason: delay?.reason ?? null,
    }),
  );
}

export async function chequesOf(
  reader: Reader,
  of: { readonly officeId: string; readonly month: string },
): Promise<FormBody> {
  const rows = await instrumentsOf(reader, of.officeId, of.month);
  return chequeRegisterForm({
    officeId: of.officeId,
    month: of.month,
    lines: rows.map((it) => ({
      ...it,
      receivedOn: istDate(it.receivedAt),
      receiptNumbers: it.receipts,
    })),
  });
}

export async function leafStock(reader: Reader, officeId: string): Promise<readonly LeafStock[]> {
  return (await leafBooks(reader, officeId)).map((it) => ({
    bookId: it.bookId,
    firstLeaf: it.firstLeaf,
    lastLeaf: it.lastLeaf,
    holder: it.custodian,
    keyed: it.keyed,
    spoilt: it.spoilt,
    missing: it.missing.length,
    left: it.lastLeaf - it.nextLeaf + 1,
  }));
}

/** What a day brought by each tender, and what left for the bank. */
function monthDay(
  date: IsoDate,
  totals: readonly DayTotal[],
): Omit<MonthDay, 'state' | 'supplements'> {
  const heads = headLines(totals);
  return {
    date,
    cashPaise: sum(heads.map((it) => it.cashPaise)),
    upiPaise: sum(heads.map((it) => it.upiPaise)),
    instrumentPaise: sum(heads.map((it) => it.instrumentPaise)),
    depositedPaise: sentToBank(cashBookLines(totals)),
  };
}

export async function monthOf(
  reader: Reader,
  of: { readonly officeId: string; readonly month: string },
): Promise<FormBody> {
  const { officeId, month } = of;
  const figures = await monthFigures(reader, officeId, month);
  // Of the same books as the heads: without drawers that are still to be counted.
  const { rows } = await visibleBooks(reader, officeId, monthRange(month));
  const totals = Map.groupBy(rows, (it) => it.businessDate);
  return monthChecklistForm({
    officeId,
    month,
    heads: figures.heads,
    days: figures.days
      .map(({ date, state, supplements }) => ({
        ...monthDay(date, totals.get(date) ?? []),
        state,
        supplements,
      }))
      .toSorted((a, b) => (a.date < b.date ? -1 : 1)),
    balances: figures.accounts
      .filter(({ account, closingPaise }) => {
        const group = chartAccount(account)?.group;
        return closingPaise !== 0 && group !== 'revenue';
      })
      .map(({ account, closingPaise }) => ({
        account,
        texts: chartAccount(account)?.texts ?? { en: account, hi: account },
        amountPaise: closingPaise,
      })),
  });
}

/** As it was signed; a supplement by its number. */
export async function dayOf(
  reader: Reader,
  of: {
    readonly officeId: string;
    readonly date: IsoDate;
    readonly viewer: Viewer;
    readonly supplement: number | null;
  },
): Promise<Result<FormBody>> {
  const { officeId, date, viewer: from } = of;
  const closed = await closedDay(reader, { officeId, date, from });
  if (!closed.ok) return closed;
  const { day, document, entry, supplements } = closed.value;
  if (of.supplement === null) {
    const { how, maker, checker } = day;
    return ok(dayCloseForm({ document, how, maker, checker, signed: entry }));
  }
  const found = supplements.find(({ number }) => number === of.supplement);
  if (found === undefined) return fail('DOCUMENT_UNKNOWN');
  const { number, deltas } = found;
  return ok(daySupplementForm({ officeId, date, number, deltas, signed: found.entry }));
}
