import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { allocate, feesInSafe, type ShiftCash } from '#domain/deposits/allocation.ts';
import type { BookRow } from '#domain/deposits/books.ts';
import { shiftsFromBooks } from '#tests/testkit/shifts-from-books.ts';
import { linesTotal, type DepositLine } from '#domain/deposits/deposit.ts';
import { decodeEntry, knownEntry } from '#domain/journal/chain.ts';
import type { Entry } from '#domain/journal/kinds.ts';
import { officePostingsOf, type MoneyFact } from '#domain/ledger/office-postings.ts';
import { postingsOf, SAFE, tenderOf, type Posting } from '#domain/ledger/postings.ts';
import { add, negate, paise, sum, ZERO, type Paise } from '#domain/money.ts';
import { isoDate } from '#domain/time.ts';
import { createTestCounter, happen, history, live } from '#tests/testkit/journal-history.ts';
import { answered, createMemoryJournalStore } from '#tests/testkit/memory-journal-store.ts';

const FLOAT_ACCOUNT = 'float';

function entriesOf(happenings: Parameters<typeof live>[1], isClosed: boolean): readonly Entry[] {
  const counter = createTestCounter(createMemoryJournalStore());
  live(counter, happenings);
  const { read } = counter.store;
  const isOpen = () => read.view('presence', 'here')?.shiftId !== null;
  if (isClosed && read.view('presence', 'here')?.staffId === null) {
    happen(counter, { kind: 'session', pick: 1 });
  }
  if (isClosed && isOpen()) happen(counter, { kind: 'shift', variancePaise: -5000 });
  return read.entries(1, 100_000).map(({ text }) => knownEntry(answered(decodeEntry(text))));
}

const rowsOf = (entries: readonly Entry[]): readonly BookRow[] =>
  entries.flatMap((entry) => {
    const tender = tenderOf(entry);
    return postingsOf(entry).map((posting): BookRow => ({
      ...posting,
      counterId: entry.counterId,
      shiftId: entry.shiftId ?? '',
      businessDate: entry.businessDate,
      kind: entry.kind,
      firstSeq: entry.seq,
      tender,
    }));
  });

const balance = (postings: readonly Posting[], account: string): Paise =>
  sum(postings.filter((it) => it.account === account).map((it) => it.amountPaise));

/** One step with the money of the safe: the numbers choose. */
const step = fc.record({
  part: fc.integer({ min: 1, max: 4 }),
  end: fc.constantFrom('kept', 'carried', 'accepted', 'returned', 'withdrawn'),
  missingPaise: fc.constantFrom(0, 0, 50_000),
});

type Step = {
  readonly part: number;
  readonly end: 'kept' | 'carried' | 'accepted' | 'returned' | 'withdrawn';
  readonly missingPaise: number;
};

interface Desk {
  readonly shifts: readonly ShiftCash[];
  readonly facts: MoneyFact[];
  readonly taken: DepositLine[];
}

function act(desk: Desk, n: number, of: Step): void {
  const fees = feesInSafe(desk.shifts, desk.taken);
  const wanted = paise(Math.floor(fees.totalPaise / of.part));
  if (wanted <= 0) return;
  const lines = answered(allocate(fees, wanted));
  expect(linesTotal(lines)).toBe(wanted);
  const body = { depositId: `D${n}`, amountPaise: wanted };
  if (of.end !== 'withdrawn' && of.end !== 'returned') desk.taken.push(...lines);
  if (of.end === 'kept' || of.end === 'withdrawn') return;
  desk.facts.push({ kind: 'deposit.carried', body });
  if (of.end === 'returned') {
    desk.facts.push({ kind: 'deposit.returned', body: { ...body, wasCarried: true } });
  }
  if (of.end === 'accepted') {
    const acceptedPaise = paise(Math.max(0, wanted - of.missingPaise));
    desk.facts.push({ kind: 'deposit.accepted', body: { ...body, acceptedPaise } });
  }
}

describe('fees in the safe', () => {
  it('DE1 P5 when every drawer is empty they are the safe less the floats, to the paisa', () => {
    fc.assert(
      fc.property(history(60), (happenings) => {
        const entries = entriesOf(happenings, true);
        const postings = entries.flatMap(postingsOf);
        const fees = feesInSafe(shiftsFromBooks(rowsOf(entries)), []);
        const safe = balance(postings, SAFE);
        expect(fees.totalPaise).toBe(add(safe, balance(postings, FLOAT_ACCOUNT)));
        const days = sum(fees.byDay.map(({ amountPaise }) => amountPaise));
        expect(days).toBe(Math.max(0, fees.totalPaise));
      }),
      { numRuns: 150 },
    );
  });

  it('DE1 what lies in an open drawer is not offered', () => {
    fc.assert(
      fc.property(history(40), (happenings) => {
        const shifts = shiftsFromBooks(rowsOf(entriesOf(happenings, false)));
        const open = shifts.filter(({ heldPaise }) => heldPaise !== 0);
        const closed = shifts.filter(({ heldPaise }) => heldPaise === 0);
        expect(open.length).toBeLessThanOrEqual(1);
        expect(feesInSafe(shifts, [])).toEqual(feesInSafe(closed, []));
      }),
      { numRuns: 60 },
    );
  });

  it('DE2 DE3 P5 no series of deposits takes more than the safe holds, and all sums to zero', () => {
    fc.assert(
      fc.property(history(60), fc.array(step, { maxLength: 12 }), (happenings, steps) => {
        const entries = entriesOf(happenings, true);
        const desk: Desk = { shifts: shiftsFromBooks(rowsOf(entries)), facts: [], taken: [] };
        const ofCounters = entries.flatMap(postingsOf);
        for (const [n, of] of steps.entries()) {
          act(desk, n, of);
          const all = [...ofCounters, ...desk.facts.flatMap(officePostingsOf)];
          expect(sum(all.map(({ amountPaise }) => amountPaise))).toBe(0);
          const inSafe = add(balance(all, SAFE), balance(all, FLOAT_ACCOUNT));
          const left = feesInSafe(desk.shifts, desk.taken).totalPaise;
          expect(inSafe).toBeGreaterThanOrEqual(left);
          if (linesTotal(desk.taken) > 0) expect(left).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 150 },
    );
  });
});

const shift = (of: Partial<ShiftCash> = {}): ShiftCash => ({
  counterId: 'KA-BLR-01-C1',
  shiftId: 'KA-BLR-01-C1-S1',
  businessDate: isoDate('2026-11-23'),
  heldPaise: ZERO,
  handedTo: null,
  cashPaise: paise(100_000),
  overPaise: ZERO,
  heads: [
    { account: 'revenue:0030', amountPaise: paise(70_000) },
    { account: 'revenue:0047', amountPaise: paise(30_000) },
  ],
  ...of,
});

describe('a bag', () => {
  it('DE2 more than the safe holds is refused with the most that there is', () => {
    const answer = allocate(feesInSafe([shift()], []), paise(100_050));
    expect(answer).toEqual({
      ok: false,
      error: { code: 'DEPOSIT_TOO_MUCH', details: { amount: '1,000.50', most: '1,000.00' } },
    });
  });

  it('DE3 P11 a shortage and an excess stand on their own line', () => {
    const short = feesInSafe([shift({ overPaise: paise(-5000) })], []);
    expect(answered(allocate(short, paise(95_000)))).toEqual([
      { account: 'over-short', amountPaise: -5000 },
      { account: 'revenue:0030', amountPaise: 70_000 },
      { account: 'revenue:0047', amountPaise: 30_000 },
    ]);
    const over = feesInSafe([shift({ overPaise: paise(5000) })], []);
    expect(answered(allocate(over, paise(104_000)))[0]).toEqual({
      account: 'over-short',
      amountPaise: 4000,
    });
  });

  it('DE3 what an earlier bag took is not there for a later one, and the oldest money goes first', () => {
    const days = [
      shift({ shiftId: 'S1' }),
      shift({ shiftId: 'S2', businessDate: isoDate('2026-11-24') }),
    ];
    const first = answered(allocate(feesInSafe(days, []), paise(150_000)));
    const left = feesInSafe(days, first);
    expect(left.totalPaise).toBe(50_000);
    expect(left.byDay).toEqual([{ date: '2026-11-24', amountPaise: 50_000 }]);
    expect(left.lines).toEqual([{ account: 'revenue:0047', amountPaise: 50_000 }]);
  });

  it('DE1 cash that was handed over is in the safe when its last holder closed', () => {
    const giver = shift({ handedTo: 'KA-BLR-01-C1-S2' });
    const taker = shift({ shiftId: 'KA-BLR-01-C1-S2', heldPaise: paise(120_000) });
    expect(feesInSafe([giver, taker], []).totalPaise).toBe(0);
    const closed = { ...taker, heldPaise: ZERO };
    expect(feesInSafe([giver, closed], []).totalPaise).toBe(200_000);
  });

  it('DE1 a charge that an earlier UPI payment paid brought no notes', () => {
    const row = (of: Partial<BookRow>): BookRow => ({
      counterId: 'C1',
      shiftId: 'S1',
      businessDate: isoDate('2026-11-23'),
      account: 'revenue:0030',
      kind: 'receipt.issued',
      amountPaise: paise(-50_000),
      firstSeq: 5,
      tender: 'cash',
      ...of,
    });
    const rows = [
      row({ tender: 'upi' }),
      row({ kind: 'charge.reversed', amountPaise: paise(50_000), firstSeq: 7 }),
      row({ account: 'revenue:0047', firstSeq: 8 }),
    ];
    const fees = feesInSafe(shiftsFromBooks(rows), []);
    expect(fees.totalPaise).toBe(0);
    expect(fees.lines.map(({ amountPaise }) => amountPaise)).toEqual([-50_000, 50_000]);
  });
});

it('P5 what the bank did not take is in suspense, a bag brought back is in the safe', () => {
  const body = { depositId: 'B1', amountPaise: paise(100_000) };
  const posts = (fact: MoneyFact) =>
    Object.fromEntries(officePostingsOf(fact).map((it) => [it.account, it.amountPaise]));
  expect(
    posts({ kind: 'deposit.accepted', body: { ...body, acceptedPaise: paise(99_500) } }),
  ).toEqual({ 'in-transit:B1': -100_000, bank: 99_500, suspense: 500 });
  expect(posts({ kind: 'deposit.returned', body: { ...body, wasCarried: true } })).toEqual({
    'in-transit:B1': -100_000,
    safe: 100_000,
  });
  expect(posts({ kind: 'deposit.returned', body: { ...body, wasCarried: false } })).toEqual({});
  const lines = [{ account: 'revenue:0030', amountPaise: paise(70_000) }];
  expect(posts({ kind: 'treasury.remitted', body: { lines } })).toEqual({
    bank: -70_000,
    treasury: 70_000,
  });
  const settled = { grossPaise: paise(9000), refundedPaise: paise(1000), feePaise: paise(118) };
  expect(posts({ kind: 'settlement.arrived', body: settled })).toEqual({
    upi: negate(paise(8000)),
    bank: 7882,
    'gateway-fees': 118,
  });
  const cheque = { amountPaise: paise(2500) };
  expect(posts({ kind: 'cheque.realised', body: cheque })).toEqual({ cheques: -2500, bank: 2500 });
  expect(posts({ kind: 'cheque.dishonoured', body: cheque })).toEqual({
    cheques: -2500,
    'cheques-held': 2500,
  });
});
