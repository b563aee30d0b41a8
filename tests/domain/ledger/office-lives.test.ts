/** Thousands of shifts of whole offices: the ledger against money that is counted by hand. */
import { describe, expect, it } from 'vitest';

import { feesInSafe } from '#domain/deposits/allocation.ts';
import { shiftsFromBooks } from '#tests/testkit/shifts-from-books.ts';
import type { CounterId } from '#domain/ids.ts';
import { CHART, chartAccount } from '#domain/ledger/chart.ts';
import { addDays, isoDate } from '#domain/time.ts';
import { chanceOf, CountedMoney, CounterLife } from '#tests/testkit/office-life.ts';
import { OfficeLedger } from '#tests/testkit/office-ledger.ts';

const STAFF = ['S1042', 'S1057', 'S1063'];
const START = Date.UTC(2026, 10, 23, 4);

interface Office {
  readonly lives: readonly CounterLife[];
  readonly money: CountedMoney;
}

function openOffice(seed: number): Office {
  const chance = chanceOf(seed);
  const money = new CountedMoney();
  const lives = [1, 2].map(
    (n) =>
      new CounterLife({
        counterId: `KA-BLR-01-C${n}` as CounterId,
        staff: STAFF,
        chance,
        money,
        startsAt: START,
      }),
  );
  return { lives, money };
}

const drawers = ({ lives }: Office): number =>
  lives.reduce((total, life) => total + life.drawer, 0);
const sealed = ({ lives }: Office): number =>
  lives.reduce((total, life) => total + (life.sealed?.cash ?? 0), 0);

/** Asked a million times: cheaper than `expect`. */
function same(found: number, counted: number, what: string): void {
  if (found !== counted) throw new Error(`${what} is ${found} by the books, ${counted} by hand`);
}

/** Every account that people can count, after whatever was just done. */
function compare(ledger: OfficeLedger, office: Office): void {
  const { money } = office;
  same(ledger.of('drawer'), drawers(office), 'drawer');
  same(ledger.sumOf('sealed:'), sealed(office), 'sealed');
  same(ledger.of('safe'), money.safe, 'safe');
  same(ledger.of('float'), 0 - money.floats, 'float');
  same(ledger.of('change-owed'), 0 - money.changeOwed, 'change owed');
  same(ledger.of('awaiting-upi'), money.upi, 'awaiting UPI');
  same(ledger.of('refunds-payable'), 0 - money.toRefund, 'refunds payable');
  for (const passing of ['in-hand', 'clearing', 'credit']) same(ledger.of(passing), 0, passing);
  for (const [head, amount] of money.heads) same(ledger.of(`revenue:${head}`), 0 - amount, head);
  for (const [who, over] of money.overShort) same(ledger.of(`over-short:${who}`), 0 - over, who);
  same(ledger.sumOf(''), 0, 'all accounts');
}

/** Three days at two counters; answers how many shifts there were. */
function liveAndCompare(seed: number): number {
  const office = openOffice(seed);
  const ledger = new OfficeLedger();
  const done = new Map<CounterLife, number>();
  const follow = (life: CounterLife): void => {
    for (const entry of life.entries.slice(done.get(life) ?? 0)) ledger.post(entry);
    done.set(life, life.entries.length);
  };
  for (let day = 0; day < 3; day += 1) {
    for (const life of office.lives) life.date = addDays(isoDate('2026-11-23'), day);
    for (let n = 0; n < 40; n += 1) {
      const life = office.lives[n % 2];
      if (life === undefined) continue;
      life.step();
      follow(life);
      compare(ledger, office);
    }
  }
  for (const life of office.lives) {
    life.end();
    follow(life);
  }
  compare(ledger, office);
  const fees = feesInSafe(shiftsFromBooks(ledger.rows), []);
  expect(fees.totalPaise).toBe(office.money.safe - office.money.floats - office.money.changeOwed);
  for (const life of office.lives) checkRanges(life);
  return office.lives.flatMap((life) => life.entries).filter(({ kind }) => kind === 'shift.opened')
    .length;
}

/** CA6: each Z begins where the one before ended, and the last one ends the journal. */
function checkRanges({ entries }: CounterLife): void {
  let through = 0;
  for (const { kind, seq, body } of entries) {
    if (kind !== 'shift.closed') continue;
    same(body.fromSeq ?? 0, through + 1, 'a Z’s range');
    through = seq;
  }
  expect(through).toBe(entries.length);
}

describe('an office and its money', () => {
  it('P5 CA6 three thousand shifts: every entry conserves, to the paisa, and Zs are the journal', () => {
    let shifts = 0;
    for (let seed = 1; shifts < 3_000; seed += 1) shifts += liveAndCompare(seed);
    expect(shifts).toBeGreaterThanOrEqual(3_000);
  }, 60_000);

  it('P5 the chart names each account once, in both languages, and knows no other', () => {
    expect(new Set(CHART.map(({ name }) => name)).size).toBe(CHART.length);
    for (const { texts, means } of CHART) {
      for (const text of [texts, means]) {
        expect(text.en.length).toBeGreaterThan(2);
        expect(text.hi).toMatch(/[\u0900-\u097f]/);
      }
    }
    const names = ['drawer', 'over-short:S1042', 'revenue:0041-00-101-01', 'in-transit:B1'];
    expect(names.map((name) => chartAccount(name)?.name)).toEqual([
      'drawer',
      'over-short',
      'revenue',
      'in-transit',
    ]);
    expect(['drawers', 'drawer:S1', 'over-short', ''].map(chartAccount)).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });
});
