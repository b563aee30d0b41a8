/** Whose money a settlement is, account by account; its sum is what reached the bank. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { linesTotal } from '#domain/deposits/deposit.ts';
import { negate, paise, subtract, sum, ZERO } from '#domain/money.ts';
import { applyPayment, newCollection } from '#domain/payments/machine.ts';
import {
  addedLines,
  lessLines,
  settledLines,
  type SettledCharge,
  type SettledMovement,
} from '#domain/payments/settled-lines.ts';
import type { PaymentEvent } from '#domain/payments/types.ts';
import { instant } from '#domain/time.ts';

const DUE = paise(95_000);
const AT = instant(1_780_000_000_000);
const RECEIPTS: SettledCharge['receipts'] = [
  {
    receiptNumber: 'R/1',
    totalPaise: paise(60_000),
    lines: [
      { head: '0041', amountPaise: paise(45_000) },
      { head: '0070', amountPaise: paise(15_000) },
    ],
  },
  {
    receiptNumber: 'R/2',
    totalPaise: paise(35_000),
    lines: [{ head: '0041', amountPaise: paise(35_000) }],
  },
];

const paid = (id: string): PaymentEvent => ({
  kind: 'observed',
  evidence: {
    orderId: 'A',
    askedAt: AT,
    status: 'paid',
    payments: ['p1', 'p2'].slice(0, id === 'p1' ? 1 : 2).map((gatewayPaymentId) => ({
      gatewayPaymentId,
      status: 'success',
      amountPaise: DUE,
      bankReference: null,
    })),
    refunds: [],
  },
});
const after = (...events: readonly PaymentEvent[]) => {
  let collection = newCollection('Q1', DUE);
  const asked: PaymentEvent = { kind: 'requested', orderId: 'A', at: AT, expiresAt: AT };
  for (const event of [asked, ...events]) {
    const step = applyPayment(collection, event);
    if (!step.ok) throw new Error(step.error.code);
    collection = step.value.next;
  }
  return collection;
};
const moved = (of: Partial<SettledMovement>): SettledMovement => ({
  gatewayPaymentId: 'p1',
  amountPaise: DUE,
  feePaise: ZERO,
  refundId: null,
  ...of,
});
const linesOf = (charge: SettledCharge, ...of: readonly SettledMovement[]) =>
  settledLines(of.map((it) => ({ ...it, charge }))).map(({ account, amountPaise }) => [
    account,
    amountPaise,
  ]);

test('U26 P5 what a payment paid: heads of its receipts, gross; the fee apart', () => {
  const charge = { collection: after(paid('p1')), receipts: RECEIPTS };
  expect(linesOf(charge, moved({ feePaise: paise(448) }))).toEqual([
    ['gateway-fees', -448],
    ['revenue:0041', 80_000],
    ['revenue:0070', 15_000],
  ]);
});

test('U26 receipts that have not come, or not all of them: it waits apart', () => {
  const charge = { collection: after(paid('p1')), receipts: RECEIPTS.slice(0, 1) };
  expect(linesOf(charge, moved({}))).toEqual([['awaiting-upi', 95_000]]);
});

test('U26 what settles nothing is owed back, and its refund takes it out', () => {
  const charge = { collection: after(paid('p2')), receipts: RECEIPTS };
  const late = moved({ gatewayPaymentId: 'p2' });
  expect(linesOf(charge, late)).toEqual([['refunds-payable', 95_000]]);
  const back = moved({ gatewayPaymentId: 'p2', amountPaise: negate(DUE) });
  expect(linesOf(charge, late, back)).toEqual([]);
});

test('U26 a receipt taken back lowers its heads; a sanction is booked as a refund; the rest is nobody’s yet', () => {
  const reversed: PaymentEvent = {
    kind: 'reversed',
    at: AT,
    receiptNumber: 'R/1',
    amountPaise: paise(60_000),
  };
  const sanctioned: PaymentEvent = {
    kind: 'sanctioned',
    at: AT,
    sanctionId: 'S',
    receiptNumber: 'R/2',
    receiptPaise: paise(35_000),
    amountPaise: paise(2_000),
  };
  const charge = { collection: after(paid('p1'), reversed, sanctioned), receipts: RECEIPTS };
  const whole = moved({ amountPaise: paise(-60_000), refundId: 'Rabcp1-2' });
  const part = moved({ amountPaise: paise(-2_000), refundId: 'Rabcp2-1' });
  const dispute = moved({ amountPaise: paise(-500), refundId: 'by hand' });
  expect(linesOf(charge, whole, part, dispute)).toEqual([
    ['deduct-refunds', -2_000],
    ['revenue:0041', -45_000],
    ['revenue:0070', -15_000],
    ['suspense', -500],
  ]);
});

test('U26 P5 whatever moves, the lines sum to what reached the bank', () => {
  const movement = fc.record({
    gatewayPaymentId: fc.constantFrom('p1', 'p2', 'p9'),
    amountPaise: fc.integer({ min: -200_000, max: 200_000 }).map(paise),
    feePaise: fc.nat({ max: 1_000 }).map(paise),
    refundId: fc.constantFrom(null, 'Rabcp1-1', 'Rabc-1', 'x'),
  });
  const charge = { collection: after(paid('p2')), receipts: RECEIPTS };
  fc.assert(
    fc.property(fc.array(movement, { maxLength: 30 }), (of) => {
      const lines = settledLines(of.map((it) => ({ ...it, charge })));
      const amounts = sum(of.map(({ amountPaise }) => amountPaise));
      const fees = sum(of.map(({ feePaise }) => feePaise));
      expect(linesTotal(lines)).toBe(subtract(amounts, fees));
      expect(lessLines(lines, lines)).toEqual([]);
      expect(addedLines(lines)).toEqual(lines);
    }),
  );
});
