/**
 * The cash book: what cash an office held, what came in and what went out, and why. Made of the books
 * alone: what moves between drawers and the safe is no receipt, so the other side of every posting tells
 * why cash moved. Its document and the register on the screen are both drawn from it. Pure.
 */
import { add, negate, paise, subtract, sum, ZERO, type Paise } from '#domain/money.ts';
import type { IsoDate } from '#domain/time.ts';
import { accountClass, chartAccount } from './chart.ts';
import type { Amount } from './figures.ts';

/** One line of the books: postings of a day by account, kind of entry and tender. */
export interface DayAmount extends Amount {
  readonly businessDate: IsoDate;
}

export interface CashBook {
  readonly officeId: string;
  readonly from: IsoDate;
  readonly until: IsoDate;
  /** Cash in the office before the first day. */
  readonly openingPaise: Paise;
  readonly lines: readonly CashBookLine[];
  /** Where the cash is at the end: drawers, seals and the safe. */
  readonly closing: readonly { readonly account: string; readonly amountPaise: Paise }[];
  /** Not cash, but in the same box. */
  readonly chequesPaise: Paise;
}

export interface CashBookLine {
  readonly date: IsoDate;
  /** The account on the other side. */
  readonly account: string;
  /** Into the office's cash; out of it is negative. */
  readonly amountPaise: Paise;
}

/** In the office: what is on its way to the bank has left the book. */
export const isOfficeCash = (account: string): boolean =>
  chartAccount(account)?.group === 'cash' && accountClass(account) !== 'in-transit';

/** Between the note and the receipt: nothing stays there after a whole act. */
const isPassing = (account: string): boolean => chartAccount(account)?.group === 'passing';

const groupKey = (it: DayAmount): string => [it.businessDate, it.kind, it.tender].join('\n');

/** Kinds of entry by which cash moved, or that say what cash moved for. */
const ofCash = (amounts: readonly DayAmount[]): readonly DayAmount[] =>
  [...Map.groupBy(amounts, groupKey).values()].flatMap((group) =>
    group.some(({ account }) => isOfficeCash(account) || isPassing(account)) ? group : [],
  );

/**
 * DO8: a line for each day, other account and direction. What a receipt brings and what its cancelling
 * takes back stand apart, each on its side of the book.
 */
export function cashBookLines(amounts: readonly DayAmount[]): readonly CashBookLine[] {
  const lines = new Map<string, CashBookLine>();
  for (const it of ofCash(amounts)) {
    if (isOfficeCash(it.account)) continue;
    const isFee = accountClass(it.account) === 'revenue';
    const side = isFee ? it.kind === 'charge.reversed' : '';
    // What only passes through is nothing in the end; where it is not, the book shows it.
    const key = [it.businessDate, it.account, side].join('\n');
    const was = lines.get(key);
    lines.set(key, {
      date: it.businessDate,
      account: it.account,
      amountPaise: subtract(was?.amountPaise ?? ZERO, it.amountPaise),
    });
  }
  return [...lines.values()]
    .filter(({ amountPaise }) => amountPaise !== 0)
    .toSorted((a, b) => (a.date + a.account < b.date + b.account ? -1 : 1));
}

const totalOf = (lines: readonly Pick<CashBookLine, 'amountPaise'>[]): Paise =>
  sum(lines.map(({ amountPaise }) => amountPaise));

export const closingPaise = (book: CashBook): Paise => add(book.openingPaise, totalOf(book.lines));

/** DO8: the book of a period from the books of the office. */
export function cashBookOf(of: {
  readonly officeId: string;
  readonly from: IsoDate;
  readonly until: IsoDate;
  /** What each account held before the first day. */
  readonly before: ReadonlyMap<string, Paise>;
  readonly amounts: readonly DayAmount[];
}): CashBook {
  const after = new Map(of.before);
  for (const { account, amountPaise } of of.amounts) {
    after.set(account, paise((after.get(account) ?? 0) + amountPaise));
  }
  const cash = (balances: ReadonlyMap<string, Paise>) =>
    [...balances].filter(([account]) => isOfficeCash(account));
  return {
    officeId: of.officeId,
    from: of.from,
    until: of.until,
    openingPaise: sum(cash(of.before).map(([, amountPaise]) => amountPaise)),
    lines: cashBookLines(of.amounts),
    closing: cash(after).map(([account, amountPaise]) => ({ account, amountPaise })),
    chequesPaise: after.get('cheques') ?? ZERO,
  };
}

/** What left in bags, less what was brought back. */
export const sentToBank = (lines: readonly CashBookLine[]): Paise =>
  negate(totalOf(lines.filter(({ account }) => accountClass(account) === 'in-transit')));

/** A day of the book in one line. */
export interface CashDay {
  readonly date: IsoDate;
  readonly openingPaise: Paise;
  /** Fees in cash by head of account, less what was paid back. */
  readonly receipts: readonly { readonly head: string; readonly amountPaise: Paise }[];
  readonly receiptsPaise: Paise;
  readonly otherPaise: Paise;
  readonly depositsPaise: Paise;
  readonly closingPaise: Paise;
}

const REVENUE = 'revenue:';

function feesOf(lines: readonly CashBookLine[]): CashDay['receipts'] {
  const fees = lines.filter(({ account }) => account.startsWith(REVENUE));
  return [...Map.groupBy(fees, ({ account }) => account.slice(REVENUE.length))]
    .map(([head, its]) => ({ head, amountPaise: totalOf(its) }))
    .filter(({ amountPaise }) => amountPaise !== 0);
}

/** DE13: the days that are asked for, in their order; those of all lines are among them. */
export function cashDays(book: CashBook, dates: readonly IsoDate[]): readonly CashDay[] {
  const byDate = Map.groupBy(book.lines, ({ date }) => date);
  let openingPaise = book.openingPaise;
  return dates.map((date) => {
    const lines = byDate.get(date) ?? [];
    const receipts = feesOf(lines);
    const receiptsPaise = totalOf(receipts);
    const depositsPaise = sentToBank(lines);
    const movedPaise = totalOf(lines);
    const day = {
      date,
      openingPaise,
      receipts,
      receiptsPaise,
      otherPaise: subtract(add(movedPaise, depositsPaise), receiptsPaise),
      depositsPaise,
      closingPaise: add(openingPaise, movedPaise),
    };
    openingPaise = day.closingPaise;
    return day;
  });
}
