import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { cashBookForm } from '#domain/documents/cash-book.ts';
import { dayBookForm, type BookTender } from '#domain/documents/day-book.ts';
import { totalsOf, type FormBody, type TableBlock } from '#domain/documents/form.ts';
import { shiftZForm } from '#domain/documents/shift-z-form.ts';
import { shiftZOf } from '#domain/documents/shift-z.ts';
import type { Entry } from '#domain/journal/kinds.ts';
import { cashBookOf, closingPaise, isOfficeCash } from '#domain/ledger/cash-book.ts';
import { headLines } from '#domain/ledger/figures.ts';
import { DRAWER, postingsOf } from '#domain/ledger/postings.ts';
import { negate, paise, sum, type Paise } from '#domain/money.ts';
import type { IsoDate } from '#domain/time.ts';
import { history } from '#tests/testkit/journal-history.ts';
import { answered } from '#tests/testkit/memory-journal-store.ts';

import { lived, shiftsIn } from './kit.ts';

const nameOf = (code: string) => ({ en: code, hi: code });

const tableIn = (form: FormBody, id: string): TableBlock => {
  const found = form.blocks.find((block) => block.id === id);
  if (found?.kind !== 'table') throw new Error(`no table ${id}`);
  return found;
};

/** The foot of a column: what the paper says. */
function foot(form: FormBody, id: string, column: string): number {
  const table = tableIn(form, id);
  const at = table.columns.findIndex((it) => it.id === column);
  const total = totalsOf(table)?.[at];
  return typeof total === 'number' ? total : 0;
}

const tenderOf = (entry: Entry): BookTender => {
  if (entry.kind !== 'receipt.issued' || entry.body.tenderKind === 'nil') return 'cash';
  return entry.body.tenderKind;
};

const amountsOf = (entries: readonly Entry[]) =>
  entries.flatMap((entry) =>
    postingsOf(entry).map((posting) => ({
      ...posting,
      businessDate: entry.businessDate,
      kind: entry.kind,
      tender: tenderOf(entry),
    })),
  );

const revenue = (entries: readonly Entry[]): Paise =>
  negate(
    sum(
      entries
        .flatMap(postingsOf)
        .filter(({ account }) => account.startsWith('revenue:'))
        .map(({ amountPaise }) => amountPaise),
    ),
  );

describe('documents over random lives of a counter', () => {
  it('DO7 P5 every sum of a Z is the sum of its shift’s postings', () => {
    fc.assert(
      fc.property(history(60), (happenings) => {
        const entries = lived(happenings);
        for (const shiftId of shiftsIn(entries)) {
          const own = entries.filter((entry) => entry.shiftId === shiftId);
          const z = answered(shiftZOf(entries, { shiftId, isTraining: false }));
          const form = shiftZForm(z, nameOf);
          for (const id of ['tenders', 'services', 'heads']) {
            expect(foot(form, id, 'net')).toBe(revenue(own));
          }
          const drawer = own
            .filter(({ kind }) => kind !== 'shift.closed')
            .flatMap(postingsOf)
            .filter(({ account }) => account === DRAWER);
          expect(foot(form, 'drawer', 'amount')).toBe(
            sum(drawer.map(({ amountPaise }) => amountPaise)),
          );
          expect(foot(form, 'drawer', 'amount')).toBe(z.expectedPaise);
          expect(z.countedPaise).toBe(z.expectedPaise + z.variancePaise);
        }
      }),
      { numRuns: 80 },
    );
  });

  it('DO7 P5 the day book’s rows, its sums by head and the postings of revenue are one figure', () => {
    fc.assert(
      fc.property(history(60), (happenings) => {
        const entries = lived(happenings);
        for (const [date, own] of Map.groupBy(entries, ({ businessDate }) => businessDate)) {
          const rows = own.flatMap((entry) => {
            const isReversal = entry.kind === 'charge.reversed';
            if (entry.kind !== 'receipt.issued' && !isReversal) return [];
            const { receiptNumber } = entry.body;
            const amount = isReversal ? negate(entry.body.amountPaise) : entry.body.totalPaise;
            return [
              {
                at: entry.wallTimeMs,
                receiptNumber,
                service: nameOf('x'),
                staffId: entry.staffId ?? '',
                tender: tenderOf(entry),
                amountPaise: amount,
                what: isReversal ? ('cancelled' as const) : ('charged' as const),
                isCancelled: false,
              },
            ];
          });
          const form = dayBookForm({
            officeId: 'KA-BLR-01',
            date,
            counters: [{ counterId: 'KA-BLR-01-C3', rows }],
            heads: headLines(amountsOf(own)),
          });
          const tenders = ['cash', 'upi', 'instrument'];
          const inAll = (id: string) =>
            tenders.reduce((so, tender) => so + foot(form, id, tender), 0);
          expect(inAll('C3')).toBe(revenue(own));
          expect(inAll('counters')).toBe(revenue(own));
          expect(inAll('heads')).toBe(revenue(own));
          expect(foot(form, 'heads', 'total')).toBe(revenue(own));
          for (const tender of tenders) {
            expect(foot(form, 'heads', tender)).toBe(foot(form, 'C3', tender));
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('DO7 DO8 P5 the cash book closes with the cash that the ledger has, from any day to any other', () => {
    fc.assert(
      fc.property(history(60), fc.nat(3), (happenings, skipped) => {
        const entries = lived(happenings);
        const dates = [...new Set(entries.map(({ businessDate }) => businessDate))].sort();
        const from = dates[skipped % dates.length] as IsoDate;
        const until = dates.at(-1) as IsoDate;
        const amounts = amountsOf(entries);
        const before = new Map<string, Paise>();
        for (const { businessDate, account, amountPaise } of amounts) {
          if (businessDate < from) {
            before.set(account, paise((before.get(account) ?? 0) + amountPaise));
          }
        }
        const inPeriod = amounts.filter(({ businessDate }) => businessDate >= from);
        const book = cashBookOf({ officeId: 'KA-BLR-01', from, until, before, amounts: inPeriod });
        const cash = sum(
          amounts.filter(({ account }) => isOfficeCash(account)).map((it) => it.amountPaise),
        );
        expect(closingPaise(book)).toBe(cash);
        const form = cashBookForm(book);
        expect(foot(form, 'received', 'total') - foot(form, 'paid', 'total')).toBe(cash);
        expect(foot(form, 'closing', 'amount')).toBe(cash);
        const fees = book.lines.filter(({ account }) => account.startsWith('revenue:'));
        const inCash = entries.filter(
          (entry) => entry.businessDate >= from && tenderOf(entry) === 'cash',
        );
        expect(sum(fees.map(({ amountPaise }) => amountPaise))).toBe(revenue(inCash));
      }),
      { numRuns: 80 },
    );
  });
});
