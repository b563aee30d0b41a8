/**
 * Thousands of shifts of whole offices, with bags that go to the bank: what every paper says is the sum
 * of postings, and what a person would count.
 */
import { expect, test } from 'vitest';

import { makeDayDocument, type ChargedService } from '#domain/day/make-document.ts';
import { allocate, feesInSafe } from '#domain/deposits/allocation.ts';
import { linesTotal, type DepositLine } from '#domain/deposits/deposit.ts';
import { cashBookForm } from '#domain/documents/cash-book.ts';
import { challanForm } from '#domain/documents/challan.ts';
import { dayBookForm, type DayBookRow } from '#domain/documents/day-book.ts';
import { dayCloseForm } from '#domain/documents/day-close.ts';
import { totalsOf, type FormBody } from '#domain/documents/form.ts';
import { shiftZForm } from '#domain/documents/shift-z-form.ts';
import { shiftZOf } from '#domain/documents/shift-z.ts';
import type { CounterId } from '#domain/ids.ts';
import type { Entry } from '#domain/journal/kinds.ts';
import {
  cashBookLines,
  cashBookOf,
  cashDays,
  isOfficeCash,
  sentToBank,
} from '#domain/ledger/cash-book.ts';
import { headLines, takingsOf } from '#domain/ledger/figures.ts';
import { DRAWER, postingsOf, tenderOf } from '#domain/ledger/postings.ts';
import { negate, paise, sum, ZERO, type Paise } from '#domain/money.ts';
import { addDays, isoDate, type IsoDate } from '#domain/time.ts';
import { dayDocument } from '#tests/testkit/day-samples.ts';
import { challan } from '#tests/testkit/document-samples.ts';
import { answered } from '#tests/testkit/memory-journal-store.ts';
import { chanceOf, CountedMoney, CounterLife, type Chance } from '#tests/testkit/office-life.ts';
import { OfficeLedger } from '#tests/testkit/office-ledger.ts';
import { shiftsFromBooks } from '#tests/testkit/shifts-from-books.ts';

const OFFICE = 'KA-BLR-01';
const FIRST = isoDate('2026-11-23');
const DAYS = 3;
const DATES = Array.from({ length: DAYS }, (_, n) => addDays(FIRST, n));
const nameOf = (code: string) => ({ en: code, hi: code });

function same(found: number, counted: number, what: string): void {
  if (found !== counted) throw new Error(`${what} is ${found} on paper, ${counted} by hand`);
}

/** The foot of a column: what the paper says. */
function foot(form: FormBody, id: string, column: string): number {
  const table = form.blocks.find((block) => block.id === id);
  if (table?.kind !== 'table') throw new Error(`no table ${id}`);
  const total = totalsOf(table)?.[table.columns.findIndex((it) => it.id === column)];
  return typeof total === 'number' ? total : 0;
}

interface Lived {
  readonly ledger: OfficeLedger;
  readonly money: CountedMoney;
  readonly entries: readonly Entry[];
  /** What left in bags on each day and was not brought back, counted by hand. */
  readonly sent: ReadonlyMap<IsoDate, number>;
}

/** The evening's bag, where there are fees: it leaves, and now and then comes back. */
class Bags {
  readonly lines: DepositLine[] = [];
  readonly sent = new Map<IsoDate, number>();
  readonly #chance: Chance;
  #n = 0;

  constructor(chance: Chance) {
    this.#chance = chance;
  }

  send({
    ledger,
    money,
    date,
  }: {
    ledger: OfficeLedger;
    money: CountedMoney;
    date: IsoDate;
  }): void {
    const fees = feesInSafe(shiftsFromBooks(ledger.rows), this.lines);
    if (fees.totalPaise <= 0) return;
    this.#n += 1;
    const amountPaise = paise(1 + this.#chance.below(fees.totalPaise));
    const lines = answered(allocate(fees, amountPaise));
    same(linesTotal(lines), amountPaise, 'a challan');
    same(foot(challanForm({ ...challan, lines }), 'heads', 'amount'), amountPaise, 'its paper');
    const body = { depositId: `${OFFICE}-G${this.#n}`, amountPaise };
    ledger.postFact({ kind: 'deposit.carried', body }, date);
    const isBack = this.#chance.below(5) === 0;
    if (isBack) {
      ledger.postFact({ kind: 'deposit.returned', body: { ...body, wasCarried: true } }, date);
      return;
    }
    const acceptedPaise = paise(amountPaise - this.#chance.below(Math.min(amountPaise, 500)));
    ledger.postFact({ kind: 'deposit.accepted', body: { ...body, acceptedPaise } }, date);
    this.lines.push(...lines);
    money.safe -= amountPaise;
    this.sent.set(date, (this.sent.get(date) ?? 0) + amountPaise);
  }
}

function live(seed: number): Lived {
  const chance = chanceOf(seed);
  const [money, ledger, bags] = [new CountedMoney(), new OfficeLedger(), new Bags(chance)];
  const startsAt = Date.UTC(2026, 10, 23, 4);
  const staff = ['S1042', 'S1057', 'S1063'];
  const lives = [1, 2].map((n) => {
    const counterId = `${OFFICE}-C${n}` as CounterId;
    return new CounterLife({ counterId, staff, chance, money, startsAt });
  });
  const done = new Map<CounterLife, number>();
  const follow = (life: CounterLife): void => {
    for (const entry of life.entries.slice(done.get(life) ?? 0)) ledger.post(entry);
    done.set(life, life.entries.length);
  };
  for (const date of DATES) {
    for (const life of lives) {
      life.date = date;
      for (let n = 0; n < 20; n += 1) life.step();
      if (date === DATES.at(-1)) life.end();
      follow(life);
    }
    bags.send({ ledger, money, date });
  }
  const entries = lives.flatMap((life) => life.entries);
  return { ledger, money, entries, sent: bags.sent };
}

const rowOf = (entry: Entry): readonly DayBookRow[] => {
  const isReversal = entry.kind === 'charge.reversed';
  if (entry.kind !== 'receipt.issued' && !isReversal) return [];
  const { receiptNumber } = entry.body;
  return [
    {
      at: entry.wallTimeMs,
      receiptNumber,
      service: nameOf('x'),
      staffId: entry.staffId ?? '',
      tender: tenderOf(entry),
      amountPaise: isReversal ? negate(entry.body.amountPaise) : entry.body.totalPaise,
      what: isReversal ? 'cancelled' : 'charged',
      isCancelled: false,
    },
  ];
};

/** As the day's own table has them: by hand, receipt by receipt. */
function servicesOf(entries: readonly Entry[]): readonly ChargedService[] {
  const nothing = { receipts: 0, chargedPaise: ZERO, reversals: 0, reversedPaise: ZERO };
  return entries.flatMap((entry): ChargedService[] => {
    const of = { ...nothing, serviceCode: 'x', tender: tenderOf(entry) };
    if (entry.kind === 'receipt.issued') {
      return [{ ...of, receipts: 1, chargedPaise: entry.body.totalPaise }];
    }
    if (entry.kind !== 'charge.reversed') return [];
    return [{ ...of, reversals: 1, reversedPaise: entry.body.amountPaise }];
  });
}

function balancesBefore({ ledger }: Lived, date: IsoDate): ReadonlyMap<string, Paise> {
  const before = new Map<string, Paise>();
  for (const { businessDate, account, amountPaise } of ledger.rows) {
    if (businessDate < date) before.set(account, paise((before.get(account) ?? 0) + amountPaise));
  }
  return before;
}

const cashIn = (rows: Iterable<readonly [string, number]>): number =>
  [...rows].reduce((so, [account, amount]) => (isOfficeCash(account) ? so + amount : so), 0);

function checkDay(lived: Lived, date: IsoDate): void {
  const rows = lived.ledger.rows.filter(({ businessDate }) => businessDate === date);
  const own = lived.entries.filter(({ businessDate }) => businessDate === date);
  const takings = takingsOf(rows);
  same(takings, sum(own.flatMap(rowOf).map(({ amountPaise }) => amountPaise)), 'receipts');
  const opening = balancesBefore(lived, date);
  const services = servicesOf(own);
  const document = makeDayDocument(
    { ...dayDocument, officeId: OFFICE, date },
    { rows, opening, services, namesOf: nameOf },
  );
  const close = dayCloseForm({ document, how: 'two', maker: 'a', checker: 'b', signed: null });
  for (const id of ['heads', 'tenders', 'services']) same(foot(close, id, 'net'), takings, id);
  same(foot(close, 'accounts', 'moved'), 0, 'what accounts moved');
  const cash = document.accounts.filter(({ account }) => isOfficeCash(account));
  const heads = headLines(rows);
  const rowsOnPaper = own.flatMap(rowOf);
  const book = dayBookForm({
    officeId: OFFICE,
    date,
    counters: [{ counterId: `${OFFICE}-C1`, rows: rowsOnPaper }],
    heads,
  });
  for (const tender of ['cash', 'upi', 'instrument']) {
    same(foot(book, 'heads', tender), foot(book, 'C1', tender), tender);
  }
  same(foot(book, 'heads', 'total'), takings, 'the day book');
  // The cash book of the same day, by itself and as a day of the register.
  const of = { officeId: OFFICE, from: date, until: date, before: opening, amounts: rows };
  const [day] = cashDays(cashBookOf(of), [date]);
  if (day === undefined) throw new Error('a day');
  const paper = cashBookForm(cashBookOf(of));
  same(foot(paper, 'received', 'total') - foot(paper, 'paid', 'total'), day.closingPaise, 'cash');
  same(foot(paper, 'closing', 'amount'), day.closingPaise, 'where cash is');
  same(sum(cash.map((it) => it.closingPaise)), day.closingPaise, 'cash of the close');
  same(day.receiptsPaise, sum(heads.map(({ cashPaise }) => cashPaise)), 'fees in cash');
  same(day.depositsPaise, lived.sent.get(date) ?? 0, 'bags');
  same(sentToBank(cashBookLines(rows)), day.depositsPaise, 'bags of the month');
}

/** The register of the whole time: each day begins as the one before ended. */
function checkBook(lived: Lived): void {
  const { ledger, money } = lived;
  const period = { from: FIRST, until: DATES.at(-1) ?? FIRST };
  const of = { officeId: OFFICE, ...period, before: new Map(), amounts: ledger.rows };
  const days = cashDays(cashBookOf(of), DATES);
  for (const [n, day] of days.entries()) {
    same(day.openingPaise, days[n - 1]?.closingPaise ?? 0, 'the opening');
    same(day.openingPaise, cashIn(balancesBefore(lived, day.date)), 'the opening');
  }
  // Every drawer is closed: all cash is in the safe.
  same(days.at(-1)?.closingPaise ?? 0, money.safe, 'the safe');
  const heads = new Map(headLines(ledger.rows).map((it) => [it.head, it.netPaise]));
  for (const [head, amount] of money.heads) same(heads.get(head) ?? 0, amount, head);
}

/** Every Z, from what its counter signed. Answers how many there were. */
function checkShifts({ entries }: Lived): number {
  const shifts = Map.groupBy(entries, ({ shiftId }) => shiftId);
  let papers = 0;
  for (const [shiftId, own] of shifts) {
    if (shiftId === null) continue;
    const form = shiftZForm(answered(shiftZOf(own, { shiftId, isTraining: false })), nameOf);
    const amounts = own.flatMap((entry) => postingsOf(entry));
    for (const id of ['tenders', 'services', 'heads'])
      same(foot(form, id, 'net'), takingsOf(amounts), id);
    const drawer = own
      .filter(({ kind }) => kind !== 'shift.closed')
      .flatMap(postingsOf)
      .filter(({ account }) => account === DRAWER);
    same(foot(form, 'drawer', 'amount'), sum(drawer.map((it) => it.amountPaise)), 'the drawer');
    papers += 1;
  }
  return papers;
}

test('DO7 DO8 DC8 DE13 P5 three thousand shifts: what papers say is the sum of postings', () => {
  let [shifts, bags] = [0, 0];
  for (let seed = 1; shifts < 3_000; seed += 1) {
    const lived = live(seed);
    for (const date of DATES) checkDay(lived, date);
    checkBook(lived);
    shifts += checkShifts(lived);
    bags += lived.sent.size;
  }
  expect(shifts).toBeGreaterThanOrEqual(3_000);
  expect(bags).toBeGreaterThan(100);
}, 60_000);
