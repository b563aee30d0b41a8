import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { decodeEntry, knownEntry } from '#domain/journal/chain.ts';
import type { Entry } from '#domain/journal/kinds.ts';
import { balanceOf } from '#domain/journal/project.ts';
import { DRAWER, FLOAT, overShortOf, postingsOf, SAFE } from '#domain/ledger/postings.ts';
import { rupees, sum, type Paise } from '#domain/money.ts';

import { CLERK } from '#tests/testkit/bodies.ts';
import {
  createTestCounter,
  happen,
  history,
  live,
  type TestCounter,
} from '#tests/testkit/journal-history.ts';
import { answered, createMemoryJournalStore } from '#tests/testkit/memory-journal-store.ts';

const entriesOf = ({ store }: TestCounter): readonly Entry[] =>
  store.read.entries(1, 100_000).map(({ text }) => knownEntry(answered(decodeEntry(text))));

const balances = ({ store }: TestCounter): Record<string, Paise> =>
  Object.fromEntries(
    store.read.viewsByTag('balance', '').map((view) => [view.account, view.balancePaise]),
  );

const lived = (happenings: Parameters<typeof live>[1]): TestCounter => {
  const counter = createTestCounter(createMemoryJournalStore());
  live(counter, happenings);
  return counter;
};

describe('the ledger', () => {
  it('J12 P5 every entry of every life posts to zero, and balances are the sums of postings', () => {
    fc.assert(
      fc.property(history(60), (happenings) => {
        const counter = lived(happenings);
        const sums = new Map<string, number>();
        for (const entry of entriesOf(counter)) {
          const postings = postingsOf(entry);
          expect(sum(postings.map((posting) => posting.amountPaise))).toBe(0);
          for (const { account, amountPaise } of postings) {
            sums.set(account, (sums.get(account) ?? 0) + amountPaise);
          }
        }
        expect(balances(counter)).toEqual(Object.fromEntries(sums));
        expect(sum(Object.values(balances(counter)))).toBe(0);
      }),
      { numRuns: 60 },
    );
  });

  it('P5 revenue is what was charged less what was reversed, and nothing waits in clearing', () => {
    fc.assert(
      fc.property(history(60), (happenings) => {
        const counter = lived(happenings);
        const { grossChargedPaise, grossReversedPaise } = counter.recorder.head();
        const revenue = Object.entries(balances(counter))
          .filter(([account]) => account.startsWith('revenue:'))
          .map(([, amount]) => amount);
        expect(0 - sum(revenue)).toBe(grossChargedPaise - grossReversedPaise);
        const all = balances(counter);
        expect(all['clearing'] ?? 0).toBe(0);
        expect(all['credit'] ?? 0).toBe(0);
      }),
      { numRuns: 60 },
    );
  });

  it('P5 a close empties the drawer into the safe, and the difference is on the person', () => {
    fc.assert(
      fc.property(history(30), fc.integer({ min: -2, max: 2 }), (happenings, n) => {
        const usual = happenings.filter(({ kind }) => kind !== 'shift' && kind !== 'session');
        const counter = lived(usual);
        const { read } = counter.store;
        const drawer = balanceOf(read, DRAWER);
        expect(happen(counter, { kind: 'shift', variancePaise: n * 5000 }).ok).toBe(true);
        expect(balanceOf(read, DRAWER)).toBe(0);
        const over = 0 - balanceOf(read, overShortOf(CLERK));
        expect(balanceOf(read, SAFE)).toBe(drawer + over);
        expect(over).toBe(Math.max(n * 5000, 0 - drawer));
      }),
      { numRuns: 60 },
    );
  });

  it('P5 a float comes from outside the fees', () => {
    const { store } = lived([]);
    expect(balanceOf(store.read, DRAWER)).toBe(rupees(1050));
    expect(balanceOf(store.read, FLOAT)).toBe(rupees(-1050));
  });

  it('J12 P5 a body whose figures do not agree is a bug and never a posting', () => {
    const counter = lived([{ kind: 'quote', amountsPaise: [95_000], join: false }]);
    happen(counter, { kind: 'pay', overPaise: 5000 });
    const receipt = entriesOf(counter).find(({ kind }) => kind === 'receipt.issued');
    if (receipt?.kind !== 'receipt.issued') throw new Error('a receipt was issued');
    const overcharged = { ...receipt.body, totalPaise: rupees(1000) };
    expect(() => postingsOf({ ...receipt, body: overcharged })).toThrow('out of balance');
  });
});
