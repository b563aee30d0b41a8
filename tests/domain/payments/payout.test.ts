/** A transfer to the treasury: every state under every answer, when the bank is asked, what it takes. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { linesTotal } from '#domain/deposits/deposit.ts';
import { add, paise } from '#domain/money.ts';
import {
  afterTransferAnswer,
  holdsMoney,
  nextTransferQuestion,
  PAYOUT_STATES,
  remittable,
  transferIdOf,
  type PayoutState,
  type TransferStatus,
} from '#domain/payments/payout.ts';
import { DAY_MS, instant } from '#domain/time.ts';

const ANSWERS: readonly TransferStatus[] = ['pending', 'success', 'failed', 'reversed'];
const T0 = instant(1_780_000_000_000);
const MINUTE_MS = 60_000;

test('PO3 every state under every answer', () => {
  const table = PAYOUT_STATES.map((state) => [
    state,
    ANSWERS.map((said) => afterTransferAnswer(state, said)),
  ]);
  expect(table).toEqual([
    ['ordered', ['ordered', 'ordered', 'ordered', 'ordered']],
    ['withdrawn', ['withdrawn', 'withdrawn', 'withdrawn', 'withdrawn']],
    ['approved', ['sent', 'paid', 'failed', 'reversed']],
    ['sent', ['sent', 'paid', 'failed', 'reversed']],
    ['paid', ['paid', 'paid', 'reversed', 'reversed']],
    ['failed', ['failed', 'paid', 'failed', 'failed']],
    ['reversed', ['reversed', 'reversed', 'reversed', 'reversed']],
  ]);
});

test('PO2 PO3 no answer of the bank moves what nobody approved, and none brings back what was given up', () => {
  const answers = fc.array(fc.constantFrom(...ANSWERS), { maxLength: 12 });
  fc.assert(
    fc.property(
      fc.constantFrom<PayoutState>('ordered', 'withdrawn', 'reversed'),
      answers,
      (from, of) => {
        expect(of.reduce(afterTransferAnswer, from)).toBe(from);
      },
    ),
  );
});

test('PO1 what is on its way or at the treasury is taken once; what failed or came back is free', () => {
  expect(PAYOUT_STATES.filter(holdsMoney)).toEqual(['ordered', 'approved', 'sent', 'paid']);
});

test('PO4 soon, then seldom, and five days after an end too', () => {
  const pause = (state: PayoutState, ageMs: number): number | null => {
    const now = instant(T0 + ageMs);
    const next = nextTransferQuestion({ state, approvedAt: T0 }, now);
    return next === null ? null : next - now;
  };
  const ages = [0, 9 * MINUTE_MS, 10 * MINUTE_MS, DAY_MS, 30 * DAY_MS];
  const half = MINUTE_MS / 2;
  expect(ages.map((age) => pause('sent', age))).toEqual([
    half,
    half,
    10 * MINUTE_MS,
    360 * MINUTE_MS,
    360 * MINUTE_MS,
  ]);
  expect(pause('paid', 4 * DAY_MS)).toBe(360 * MINUTE_MS);
  expect(pause('paid', 5 * DAY_MS)).toBeNull();
  expect(pause('failed', DAY_MS)).toBe(360 * MINUTE_MS);
  for (const state of ['ordered', 'withdrawn', 'reversed'] as const) {
    expect(pause(state, 0)).toBeNull();
  }
});

test('PO5 the vendor’s letters', () => {
  expect(transferIdOf('KA-BLR-01-T3')).toBe('KA_BLR_01_T3');
});

const ACCOUNTS = [
  'revenue:0041',
  'gateway-fees',
  'refunds-payable',
  'awaiting-upi',
  'deduct-refunds',
];
const line = fc.record({
  account: fc.constantFrom(...ACCOUNTS),
  amountPaise: fc.integer({ min: -1_000, max: 50_000 }).map(paise),
});

test('PO1 P5 what is sent and what stays are all that arrived, whatever was taken before', () => {
  fc.assert(
    fc.property(fc.array(line), fc.array(line), (arrived, taken) => {
      const { lines, amountPaise, heldPaise } = remittable(arrived, taken);
      expect(linesTotal(lines)).toBe(amountPaise);
      expect(add(amountPaise, heldPaise)).toBe(linesTotal(arrived) - linesTotal(taken));
      expect(heldPaise).toBeGreaterThanOrEqual(0);
      expect(remittable(arrived, [...taken, ...lines]).amountPaise).toBe(0);
    }),
  );
});

test('PO1 what is owed back and what waits for receipts stays; a refund that came first lowers', () => {
  const of = (account: string, amount: number) => ({ account, amountPaise: paise(amount) });
  const arrived = [
    of('revenue:0041', 95_000),
    of('gateway-fees', -448),
    of('refunds-payable', 10_000),
    of('awaiting-upi', 5_000),
  ];
  expect(remittable(arrived, [])).toMatchObject({ amountPaise: 94_552, heldPaise: 15_000 });
  expect(remittable([...arrived, of('refunds-payable', -12_000)], [])).toMatchObject({
    amountPaise: 92_552,
    heldPaise: 5_000,
  });
});
