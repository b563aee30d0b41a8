/**
 * Whatever people do in whatever order, the money adds up: one formula, one ledger, one receipt a
 * quote, numbers without gaps, and views that the journal alone can make again.
 */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { changeFor, cashTotal } from '#domain/cash.ts';
import { balanceOf } from '#domain/journal/project.ts';
import { DRAWER, SAFE } from '#domain/ledger/postings.ts';
import type { Paise } from '#domain/money.ts';
import { rebuildViews } from '#terminal/journal/open.ts';
import {
  CITIZEN,
  createOpenCounter,
  LL_TWO,
  MANAGER,
  PASSPORT,
  PINS,
  qrOfReceipt,
  showDisplay,
  type TestCounter,
} from '#tests/testkit/counter.ts';
import { openingOf } from '#tests/testkit/opening.ts';

const ITEMS = [
  LL_TWO,
  PASSPORT,
  { serviceCode: 'LL-TEST', facts: {} },
  { serviceCode: 'LL-NEW', facts: { classes: 11 } },
] as const;

type Step =
  | { readonly do: 'quote'; readonly item: number }
  | { readonly do: 'pay'; readonly over: number }
  | { readonly do: 'hold' | 'resume' | 'lapse' | 'noSale' | 'requote' | 'restart' | 'close' }
  | { readonly do: 'reverse'; readonly which: number }
  | { readonly do: 'correct'; readonly which: number; readonly given: number }
  | { readonly do: 'wait'; readonly minutes: number }
  | { readonly do: 'printer'; readonly trouble: 'none' | 'paper-out' | 'silent' }
  | { readonly do: 'printAgain' };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('quote' as const), item: fc.nat(3) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('pay' as const),
      over: fc.integer({ min: -2, max: 9 }),
    }),
  },
  fc.record({
    do: fc.constantFrom(
      'hold' as const,
      'resume' as const,
      'lapse' as const,
      'noSale' as const,
      'requote' as const,
      'restart' as const,
      'close' as const,
    ),
  }),
  fc.record({ do: fc.constant('reverse' as const), which: fc.nat(5) }),
  fc.record({ do: fc.constant('correct' as const), which: fc.nat(5), given: fc.nat(40) }),
  fc.record({ do: fc.constant('wait' as const), minutes: fc.nat(25) }),
  fc.record({
    do: fc.constant('printer' as const),
    trouble: fc.constantFrom('none' as const, 'paper-out' as const, 'silent' as const),
  }),
  fc.record({ do: fc.constant('printAgain' as const) }),
);

interface Body {
  readonly [name: string]: unknown;
}
const sumOf = (bodies: readonly Body[], field: string): number =>
  bodies.reduce((total, body) => total + Number(body[field]), 0);

const byManager = { approverId: MANAGER, approverPin: PINS[MANAGER] ?? '' };

const receiptNumbers = (counter: TestCounter): readonly string[] =>
  counter.bodies('receipt.issued').map((body) => String(body['receiptNumber']));

const anyQr = (counter: TestCounter, which: number): string | null => {
  const numbers = receiptNumbers(counter);
  const number = numbers[which % Math.max(1, numbers.length)];
  return number === undefined ? null : qrOfReceipt(counter, number);
};

async function take(counter: TestCounter, given: Step): Promise<TestCounter> {
  const shown = counter.terminal.clerkSnapshot();
  const visit = shown.visit;
  switch (given.do) {
    case 'quote':
      await counter.answer('quote', { ...ITEMS[given.item], citizen: CITIZEN });
      return counter;
    case 'pay': {
      const givenPaise = Math.max(0, (visit?.totalPaise ?? 0) + given.over * 5000);
      const visitId = visit?.visitId ?? 'KA-BLR-01-C3-V1';
      await counter.answer('takeCash', { visitId, givenPaise });
      return counter;
    }
    case 'resume':
      await counter.answer('resume', { visitId: shown.held[0]?.visitId ?? '' });
      return counter;
    case 'lapse':
    case 'requote': {
      const quoteId = visit?.quotes[0]?.quoteId ?? '';
      const reason = given.do === 'lapse' ? { reason: 'enquiry' } : {};
      await counter.answer(given.do, { quoteId, ...reason });
      return counter;
    }
    case 'reverse': {
      const qr = anyQr(counter, given.which);
      await counter.answer('reverse', { qr, reason: 'wrong_facts', ...byManager });
      return counter;
    }
    case 'correct': {
      const qr = anyQr(counter, given.which);
      const givenPaise = given.given * 5000;
      await counter.answer('correct', { qr, ...LL_TWO, givenPaise, ...byManager });
      return counter;
    }
    case 'wait':
      counter.pass(given.minutes * 60_000);
      await showDisplay(counter);
      await counter.answer('unlock', { pin: '4711' });
      return counter;
    case 'printer':
      counter.printer.trouble(given.trouble);
      return counter;
    case 'printAgain':
      await counter.answer('printAgain', { jobId: shown.printJobs[0]?.jobId ?? '' });
      return counter;
    case 'restart': {
      const again = await counter.restart();
      await again.answer('unlock', { pin: '4711' });
      return again;
    }
    case 'close': {
      for (const { quoteId } of counter.store.read.viewsByTag('quote', 'live')) {
        await counter.answer('lapse', { quoteId, reason: 'no_money' });
      }
      for (const _ of [1, 2]) {
        await counter.answer('closeShift', { count: { 100: 7 }, varianceReason: 'random' });
      }
      const shown = counter.terminal.clerkSnapshot();
      await counter.answer('openShift', openingOf(shown, { 5000: 3 }));
      return counter;
    }
    default:
      await counter.answer(given.do, {});
      return counter;
  }
}

function checkMoney(counter: TestCounter): void {
  const tenders = counter.bodies('cash.tendered');
  const reversals = counter.bodies('charge.reversed');
  const opened = counter.bodies('shift.opened');
  const closed = counter.bodies('shift.closed');
  const drawer =
    sumOf(opened, 'floatPaise') +
    sumOf(tenders, 'givenPaise') -
    sumOf(tenders, 'changePaise') -
    sumOf(reversals, 'paidBackPaise') -
    sumOf(closed, 'expectedPaise');
  expect(balanceOf(counter.store.read, DRAWER)).toBe(drawer);
  expect(balanceOf(counter.store.read, SAFE)).toBe(sumOf(closed, 'countedPaise'));
  const all = counter.store
    .dumpViews()
    .filter(([name]) => name === 'balance')
    .map(([, , value]) => (value as { balancePaise: number }).balancePaise);
  expect(all.reduce((total, balance) => total + balance, 0)).toBe(0);
  for (const tender of tenders) {
    expect(cashTotal(tender['change'] as never)).toBe(tender['changePaise']);
    expect(changeFor(tender['totalPaise'] as Paise)).not.toBeNull();
  }
}

function checkReceipts(counter: TestCounter): void {
  const receipts = counter.bodies('receipt.issued');
  const quoteIds = receipts.map((body) => body['quoteId']);
  expect(new Set(quoteIds).size).toBe(quoteIds.length);
  expect(receiptNumbers(counter)).toEqual(
    receipts.map((_, index) => `KA-BLR-01-C3/2627/${String(index + 1).padStart(6, '0')}`),
  );
  const quotes = new Map(
    counter.bodies('quote.issued').map((body) => [body['quoteId'], body['totalPaise']]),
  );
  for (const receipt of receipts) {
    expect(receipt['totalPaise']).toBe(quotes.get(receipt['quoteId']));
  }
  const reversed = counter.bodies('charge.reversed').map((body) => body['receiptNumber']);
  expect(new Set(reversed).size).toBe(reversed.length);
  const last = JSON.parse(counter.store.read.lastEntry()?.text ?? '{}');
  expect(last.grossChargedPaise).toBe(sumOf(receipts, 'totalPaise'));
  expect(last.grossReversedPaise).toBe(sumOf(counter.bodies('charge.reversed'), 'amountPaise'));
}

function checkViews(counter: TestCounter): void {
  const live = counter.store.dumpViews();
  rebuildViews(counter.store);
  expect(counter.store.dumpViews()).toEqual(live);
}

describe('P3 P5 after any run of commands', () => {
  it('the drawer, the ledger, the numbers and the views agree with the journal', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 10, maxLength: 40, size: 'max' }),
        async (steps) => {
          let counter = await createOpenCounter();
          for (const each of steps) counter = await take(counter, each);
          await counter.terminal.printed();
          checkMoney(counter);
          checkReceipts(counter);
          checkViews(counter);
          await counter.terminal.stop();
        },
      ),
      { numRuns: 25 },
    );
  }, 60_000);
});
