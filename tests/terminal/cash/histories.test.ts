/**
 * Whatever three people do with one drawer, in whatever order: after every entry the ledger sums to
 * zero and says what another formula says, and Z ranges are the whole journal without overlap.
 */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Entry } from '#domain/journal/kinds.ts';
import {
  CHANGE_OWED,
  CHEQUES,
  CHEQUES_HELD,
  DRAWER,
  IN_HAND,
  postingsOf,
  REFUNDS_PAYABLE,
} from '#domain/ledger/postings.ts';
import { rebuildViews } from '#terminal/journal/open.ts';

import { beginDay, daysOf, play, STEPS, type Day, type Step } from './day.ts';
import { afterEntry, NO_MONEY, type Model } from './drawer-model.ts';

interface Books {
  seq: number;
  model: Model;
  readonly balances: Map<string, number>;
  shifts: number;
}

const begunBooks = (): Books => ({ seq: 0, model: NO_MONEY, balances: new Map(), shifts: 0 });

/** The accounts as the model has them: what is owed is negative in the ledger. */
function balancesOf({ balances }: Books): Model {
  const of = (account: string): number => balances.get(account) ?? 0;
  let sealed = 0;
  for (const [name, each] of balances) if (name.startsWith('sealed:')) sealed += each;
  return {
    drawer: of(DRAWER),
    sealed,
    owed: 0 - of(CHANGE_OWED),
    cheques: of(CHEQUES),
    chequesHeld: 0 - of(CHEQUES_HELD),
    refundsPayable: 0 - of(REFUNDS_PAYABLE),
  };
}

function checkBalances(books: Books): void {
  let sum = 0;
  for (const each of books.balances.values()) sum += each;
  if (sum !== 0) throw new Error(`after entry ${books.seq} the ledger is out by ${sum}`);
  const ledger = balancesOf(books);
  // Compared here before: an expectation for every one of so many entries would take most of the time.
  const same = Object.entries(books.model).every(([name, each]) => ledger[name as never] === each);
  if (!same) expect({ seq: books.seq, ...ledger }).toEqual({ seq: books.seq, ...books.model });
}

/** Every entry since the last look, one after the other. */
function readOn(day: Day, books: Books): void {
  for (const { text, seq } of day.counter.store.read.entries(books.seq + 1, 10_000)) {
    const entry = JSON.parse(text) as Entry;
    for (const { account, amountPaise } of postingsOf(entry)) {
      books.balances.set(account, (books.balances.get(account) ?? 0) + amountPaise);
    }
    books.model = afterEntry(books.model, entry as never);
    books.seq = seq;
    if (entry.kind === 'shift.closed') books.shifts += 1;
    checkBalances(books);
  }
}

/** The balances that every screen reads are those of the entries; nothing hangs between two clerks. */
function checkViews({ counter }: Day, { balances }: Books): void {
  const kept = counter.store
    .dumpViews()
    .filter(([name]) => name === 'balance')
    .map(([, account, value]) => [account, (value as { balancePaise: number }).balancePaise])
    .filter(([, balance]) => balance !== 0);
  const read = [...balances].filter(([, balance]) => balance !== 0);
  expect(new Map(kept as [string, number][])).toEqual(new Map(read));
  expect(balances.get(IN_HAND) ?? 0).toBe(0);
}

/** Each Z begins where the one before it ended; what is after the last Z is the open range. */
function checkRanges({ counter }: Day): void {
  let from = 1;
  let number = 1;
  for (const { text, seq } of counter.store.read.entries(1, 1_000_000)) {
    const entry = JSON.parse(text) as { kind: string; body: Record<string, unknown> };
    if (entry.kind !== 'shift.closed') continue;
    expect(entry.body).toMatchObject({ fromSeq: from, zNumber: number });
    from = seq + 1;
    number += 1;
  }
}

async function live(steps: readonly (readonly [Step, number])[]) {
  const day = await beginDay();
  const books = begunBooks();
  for (const [step, n] of steps) {
    await play(day, step, n);
    readOn(day, books);
  }
  checkViews(day, books);
  checkRanges(day);
  const before = day.counter.store.dumpViews();
  rebuildViews(day.counter.store);
  expect(day.counter.store.dumpViews()).toEqual(before);
  const kinds = new Set(day.counter.kinds());
  await day.counter.terminal.stop();
  return { kinds, shifts: books.shifts };
}

/** Everything that moves money, or that could be mistaken for it. */
const SEEN = [
  'cash.tendered',
  'leaf.keyed',
  'leaf.spoilt',
  'instrument.received',
  'instrument.realised',
  'instrument.dishonoured',
  'charge.reversed',
  'cash.dropped',
  'change.owed',
  'change.given',
  'shift.suspended',
  'shift.resumed',
  'count.taken',
  'count.put_off',
  'shift.counted',
];

describe('CA1 CA6 CA16 CA19 P5 P11 after any day at one drawer, thousands of shifts', () => {
  it('money is conserved at every entry, and Zs close the whole journal', async () => {
    const seen = new Set<string>();
    let shifts = 0;
    await fc.assert(
      fc.asyncProperty(daysOf(STEPS, 200), async (steps) => {
        const lived = await live(steps);
        shifts += lived.shifts;
        for (const kind of lived.kinds) seen.add(kind);
      }),
      { numRuns: 32 },
    );
    expect(shifts).toBeGreaterThan(2_000);
    expect(SEEN.filter((kind) => !seen.has(kind))).toEqual([]);
  }, 240_000);
});
