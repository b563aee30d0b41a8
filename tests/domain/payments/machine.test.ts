/** Every state and step of the machine by name, the polling schedule, and the reading of UPI codes. */
import { describe, expect, test } from 'vitest';

import type { QuoteId } from '#domain/ids.ts';
import { paise, type Paise } from '#domain/money.ts';
import { chargeIdOf } from '#domain/payments/charge-id.ts';
import { readRefundId } from '#domain/payments/evidence.ts';
import { applyPayment, newCollection, openOrder } from '#domain/payments/machine.ts';
import { isGivenBack } from '#domain/payments/parts.ts';
import { dayEndAfter, nextPollAt, ordersToAsk } from '#domain/payments/polling.ts';
import type { Collection, OrderEvidence, PaymentEvent } from '#domain/payments/types.ts';
import { checkUpiLink } from '#domain/payments/upi-link.ts';
import { instant } from '#domain/time.ts';

const DUE = paise(100_950);
const T0 = Date.parse('2026-11-23T10:00:00+05:30');
const at = (minutes: number) => instant(T0 + minutes * 60_000);

const run = (...events: readonly PaymentEvent[]) => {
  let collection: Collection = newCollection('Q1', DUE);
  const effects: string[] = [];
  for (const event of events) {
    const step = applyPayment(collection, event);
    if (!step.ok) throw new Error(step.error.code);
    collection = step.value.next;
    effects.push(...step.value.effects.map(({ kind }) => kind));
  }
  return { collection, effects, states: collection.orders.map(({ state }) => state) };
};

const requested = (orderId = 'A', minutes = 0): PaymentEvent => ({
  kind: 'requested',
  orderId,
  at: at(minutes),
  expiresAt: at(minutes + 5),
});
const created: PaymentEvent = { kind: 'created', orderId: 'A' };
const seen = (of: Partial<OrderEvidence>, minutes = 1): PaymentEvent => ({
  kind: 'observed',
  evidence: {
    orderId: 'A',
    askedAt: at(minutes),
    status: 'active',
    payments: [],
    refunds: [],
    ...of,
  },
});
const payment = (status: 'success' | 'pending' | 'failed', amountPaise = DUE) => ({
  gatewayPaymentId: '5114920543991',
  status,
  amountPaise,
  bankReference: '234928698581',
});

describe('U1 states', () => {
  test('requested, awaiting, paid', () => {
    expect(run(requested()).states).toEqual(['requested']);
    expect(run(requested(), created).states).toEqual(['awaiting']);
    const paid = run(
      requested(),
      created,
      seen({ status: 'paid', payments: [payment('success')] }),
    );
    expect(paid.states).toEqual(['paid']);
    expect(paid.collection.settledBy).toEqual({ by: 'upi', gatewayPaymentId: '5114920543991' });
    expect(paid.effects).toEqual(['create_order', 'tell_paid']);
  });

  test('expired and terminated are the gateway’s word; with a payment under way it is unknown', () => {
    for (const status of ['expired', 'terminated'] as const) {
      expect(run(requested(), created, seen({ status })).states).toEqual([status]);
      const pending = seen({ status, payments: [payment('pending')] });
      expect(run(requested(), created, pending).states).toEqual(['unknown']);
    }
    expect(run(requested(), created, seen({ status: 'termination_requested' })).states).toEqual([
      'awaiting',
    ]);
  });

  test('refused: the gateway never had it, and another may be asked for', () => {
    const { states } = run(requested(), { kind: 'refused', orderId: 'A' }, requested('B', 1));
    expect(states).toEqual(['refused', 'requested']);
  });
});

describe('P6', () => {
  test('U5 silence makes it unknown, never failed, and it is asked about beyond T+5', () => {
    const silent = run(requested(), created, { kind: 'time_passed', at: at(6) });
    expect(silent.states).toEqual(['unknown']);
    for (const days of [0, 1, 4, 5, 6, 60]) {
      expect(ordersToAsk(silent.collection, at(days * 1_440 + 6))).toEqual(['A']);
    }
    const early = run(requested(), created, { kind: 'time_passed', at: at(5) });
    expect(early.states).toEqual(['awaiting']);
  });

  test('U6 PAID without its payment settles nothing', () => {
    const { collection, states } = run(requested(), created, seen({ status: 'paid' }));
    expect(states).toEqual(['unknown']);
    expect(collection.settledBy).toBeNull();
  });

  test('U7 success after failed, after expired, after terminated', () => {
    for (const status of ['active', 'expired', 'terminated'] as const) {
      const before = seen({ status, payments: [payment('failed')] });
      const after = seen({ status: 'paid', payments: [payment('success')] }, 2);
      expect(run(requested(), created, before, after).states).toEqual(['paid']);
    }
  });

  test('U8 an older answer moves no state back, but a success in it counts', () => {
    const newer = seen({ status: 'expired' }, 7);
    const { states } = run(requested(), created, newer, seen({ status: 'active' }, 3));
    expect(states).toEqual(['expired']);
    const older = seen({ status: 'paid', payments: [payment('success')] }, 3);
    expect(run(requested(), created, newer, older).states).toEqual(['paid']);
  });

  test('U9 cash while awaiting ends the order; the late success goes back once', () => {
    const cash: PaymentEvent = { kind: 'cash_taken', at: at(2) };
    const late = seen({ status: 'paid', payments: [payment('success')] }, 3);
    const { collection, effects, states } = run(requested(), created, cash, late, late);
    expect(states).toEqual(['late']);
    expect(effects).toEqual(['create_order', 'terminate_order', 'refund']);
    expect(collection.duties).toHaveLength(1);
    expect(collection.duties[0]).toMatchObject({ reason: 'charge_settled', state: 'owed' });
  });

  test('U9 a success known before the cash is refunded too', () => {
    const paid = seen({ status: 'paid', payments: [payment('success')] });
    const { collection, effects } = run(requested(), created, paid, {
      kind: 'cash_taken',
      at: at(2),
    });
    expect(collection.settledBy).toEqual({ by: 'cash' });
    expect(effects).toEqual(['create_order', 'tell_paid', 'refund']);
  });

  test('U10 no duty to pay where the gateway refunded by itself', () => {
    const auto = { refundId: null, gatewayPaymentId: '5114920543991', status: 'success' } as const;
    const both = seen({ status: 'paid', payments: [payment('success')], refunds: [auto] }, 3);
    const cash: PaymentEvent = { kind: 'cash_taken', at: at(2) };
    const late = run(requested(), created, cash, both);
    expect(late.effects).not.toContain('refund');
    expect(late.collection.duties[0]?.state).toBe('by_gateway');
    const unsettled = run(requested(), created, both);
    expect(unsettled.collection.settledBy).toBeNull();
    expect(unsettled.collection.duties[0]?.reason).toBe('refunded_before');
  });

  test('U13 a refund that failed is tried again under a new attempt, five times', () => {
    const cash: PaymentEvent = { kind: 'cash_taken', at: at(2) };
    const late = seen({ status: 'paid', payments: [payment('success')] }, 3);
    const sent: PaymentEvent = { kind: 'refund_sent', gatewayPaymentId: '5114920543991', part: 0 };
    const failed = (attempt: number) =>
      seen({
        status: 'paid',
        payments: [payment('success')],
        refunds: [
          { refundId: `R-${attempt}`, gatewayPaymentId: '5114920543991', status: 'failed' },
        ],
      });
    const once = run(requested(), created, cash, late, sent, failed(1), failed(1));
    expect(once.collection.duties[0]).toMatchObject({ state: 'owed', attempt: 2 });
    const all = [1, 2, 3, 4, 5].flatMap((attempt) => [sent, failed(attempt)]);
    const { collection, effects } = run(requested(), created, cash, late, ...all);
    expect(collection.duties[0]?.state).toBe('stuck');
    expect(effects.filter((kind) => kind === 'refund')).toHaveLength(5);
    expect(effects.at(-1)).toBe('look');
  });

  test('U10 a paisa less settles nothing and goes back', () => {
    const less = seen({ status: 'paid', payments: [payment('success', paise(DUE - 1))] });
    const { collection, effects } = run(requested(), created, less);
    expect(collection.settledBy).toBeNull();
    expect(effects).toEqual(['create_order', 'look', 'refund']);
  });
});

const second = { ...payment('success'), gatewayPaymentId: '5114920543992' };
const auto = (gatewayPaymentId: string) => ({
  refundId: null,
  gatewayPaymentId,
  status: 'success' as const,
});

describe('two successes', () => {
  const twice = { status: 'paid' as const, payments: [payment('success'), second] };

  test('U2 U11 one charge: the first settles, the gateway sends the second of its order back', () => {
    const { collection, effects } = run(requested(), created, seen(twice));
    expect(collection.settledBy).toEqual({ by: 'upi', gatewayPaymentId: '5114920543991' });
    expect(collection.successes).toHaveLength(2);
    expect(collection.duties).toMatchObject([
      { gatewayPaymentId: second.gatewayPaymentId, state: 'waiting', reason: 'second_success' },
    ]);
    expect(effects).toEqual(['create_order', 'tell_paid']);
    expect(chargeIdOf(['C3-Q7' as QuoteId])).toBe('C3-Q7');
    expect(chargeIdOf(['C3-Q7' as QuoteId, 'C3-Q9' as QuoteId])).toBe('C3-Q9-S2');
  });

  test('U12 the gateway sends back the one that settled: the other settles, the sum is the same', () => {
    const swapped = seen({ ...twice, refunds: [auto('5114920543991')] }, 2);
    const { collection } = run(requested(), created, seen(twice), swapped);
    expect(collection.settledBy).toEqual({ by: 'upi', gatewayPaymentId: '5114920543992' });
    expect(collection.duties).toMatchObject([
      { gatewayPaymentId: '5114920543991', state: 'by_gateway' },
    ]);
  });

  test('U14 not sent back in T+5: a person looks', () => {
    const until = dayEndAfter(at(1));
    const late = run(requested(), created, seen(twice), { kind: 'time_passed', at: until });
    expect(late.collection.duties).toMatchObject([{ state: 'stuck' }]);
    expect(late.effects).toContain('look');
    const early = { kind: 'time_passed', at: instant(until - 1) } as const;
    expect(run(requested(), created, seen(twice), early).collection.duties).toMatchObject([
      { state: 'waiting' },
    ]);
  });
});

describe('U22 what the journal says after a success', () => {
  const settled = seen({ status: 'paid', payments: [payment('success')] });

  const reversed = (receiptNumber: string, amountPaise: Paise, minutes = 2): PaymentEvent => ({
    kind: 'reversed',
    at: at(minutes),
    receiptNumber,
    amountPaise,
  });
  const sanctioned = (sanctionId: string, amountPaise: Paise): PaymentEvent => ({
    kind: 'sanctioned',
    at: at(3),
    sanctionId,
    receiptNumber: 'R/1',
    receiptPaise: paise(60_000),
    amountPaise,
  });
  const parts = ({ collection }: ReturnType<typeof run>) =>
    collection.duties.map(({ amountPaise, reason, part }) => [part?.nth, reason, amountPaise]);

  test('lapsed: it goes back, once', () => {
    const ended = { kind: 'lapsed', at: at(2) } as const;
    const { collection, effects } = run(requested(), created, settled, ended, ended);
    expect(collection).toMatchObject({
      settledBy: { by: 'given_up' },
      duties: [{ reason: 'given_up', state: 'owed', attempt: 1 }],
    });
    expect(effects.filter((effect) => effect === 'refund')).toHaveLength(1);
  });

  test('one of two receipts reversed: its money goes back, once, and the other stays paid', () => {
    const first = reversed('R/1', paise(60_000));
    const one = run(requested(), created, settled, first, first);
    expect(parts(one)).toEqual([[1, 'charge_reversed', 60_000]]);
    expect(one.collection.settledBy).toMatchObject({ by: 'upi' });
    expect(isGivenBack(one.collection)).toBe(false);
    const both = run(requested(), created, settled, first, reversed('R/2', paise(40_950)));
    expect(parts(both).at(-1)).toEqual([2, 'charge_reversed', 40_950]);
    expect(isGivenBack(both.collection)).toBe(true);
  });

  test('U25 a sanction of a part, then the rest by its reversal; never more than the receipt', () => {
    const twice = sanctioned('S1', paise(2_000));
    const whole = run(requested(), created, settled, twice, twice, reversed('R/1', paise(60_000)));
    expect(parts(whole)).toEqual([
      [1, 'sanctioned', 2_000],
      [2, 'charge_reversed', 58_000],
    ]);
    const more = applyPayment(whole.collection, sanctioned('S2', paise(1)));
    expect(more).toEqual({ ok: false, error: { code: 'REFUND_REMAINDER' } });
    const unpaid = applyPayment(run(requested()).collection, sanctioned('S1', paise(1)));
    expect(unpaid).toMatchObject({ error: { code: 'REFUND_REMAINDER' } });
  });

  test('U9 cash after a part went back: the rest of the payment goes back', () => {
    const cash: PaymentEvent = { kind: 'cash_taken', at: at(4) };
    const all = run(requested(), created, settled, sanctioned('S1', paise(2_000)), cash);
    expect(parts(all)).toEqual([
      [1, 'sanctioned', 2_000],
      [undefined, 'charge_settled', 98_950],
    ]);
  });

  test('U13 refund ids keep the part and the attempt', () => {
    expect(readRefundId('Rabc-2')).toEqual({ part: 0, attempt: 2 });
    expect(readRefundId('Rabcp12-3')).toEqual({ part: 12, attempt: 3 });
    expect(readRefundId('anything')).toEqual({ part: 0, attempt: 0 });
  });

  test('lapsed before it: given up, and the order is ended; a reversal of cash is not ours', () => {
    const { collection, effects } = run(requested(), created, { kind: 'lapsed', at: at(1) });
    expect(collection.settledBy).toEqual({ by: 'given_up' });
    expect(effects).toContain('terminate_order');
    const cash = run({ kind: 'cash_taken', at: at(1) }, reversed('R/1', DUE));
    expect(cash.collection).toMatchObject({ settledBy: { by: 'cash' }, duties: [] });
  });
});

test('U3 U4 one open order at a time, none for a settled charge', () => {
  const open = run(requested(), created).collection;
  expect(openOrder(open)?.orderId).toBe('A');
  const second = applyPayment(open, requested('B'));
  expect(second).toEqual({ ok: false, error: { code: 'UPI_ORDER_OPEN' } });
  const settled = run({ kind: 'cash_taken', at: at(0) }).collection;
  expect(applyPayment(settled, requested())).toMatchObject({
    error: { code: 'UPI_CHARGE_SETTLED' },
  });
  const again = applyPayment(open, requested());
  expect(again).toEqual({ ok: true, value: { next: open, effects: [] } });
  expect(applyPayment(open, seen({ orderId: 'FOREIGN' }))).toMatchObject({
    error: { code: 'UPI_ORDER_UNKNOWN' },
  });
});

test('U15 fast while the citizen stands there, slow later, over after T+5 with an answer', () => {
  const { collection } = run(requested(), created);
  const pause = (minutes: number) => (nextPollAt(collection, at(minutes)) ?? 0) - at(minutes);
  expect([0, 5, 30, 300, 3_000].map(pause)).toEqual([3e3, 15e3, 300e3, 3600e3, 6 * 3600e3]);
  const expired = run(requested(), created, seen({ status: 'expired' }, 6)).collection;
  const end = Date.parse('2026-11-29T00:00:00+05:30');
  expect(dayEndAfter(at(5))).toBe(end);
  expect(nextPollAt(expired, instant(end - 1))).not.toBeNull();
  expect(nextPollAt(expired, instant(end))).toBeNull();
});

describe('U16 the code shown is for this payee, amount and order', () => {
  const expected = { payees: ['office.pay@indus'], amountPaise: DUE, references: ['A', '2149'] };
  const link = (change: Record<string, string> = {}) => {
    const fields = { pa: 'office.pay@indus', pn: 'Transport Office', tr: '2149', am: '1009.50' };
    const entries = Object.entries({ ...fields, cu: 'INR', ...change });
    return `upi://pay?${entries.map(([k, v]) => `${k}=${encodeURIComponent(v)}`).join('&')}`;
  };
  const field = (text: string) => {
    const checked = checkUpiLink(text, expected);
    return checked.ok ? 'ok' : checked.error.details?.['field'];
  };
  test('the right one, also without the last zero', () => {
    expect(field(link())).toBe('ok');
    expect(field(link({ am: '1009.5' }))).toBe('ok');
  });
  test.each([
    ['pa', link({ pa: 'other@indus' })],
    ['am', link({ am: '1009.51' })],
    ['am', link({ am: '1e3' })],
    ['am', link({ am: '-1009.50' })],
    ['tr', link({ tr: '2150' })],
    ['cu', link({ cu: 'USD' })],
    ['mam', link({ mam: '1.00' })],
    ['upi', `${link()}&am=1.00`],
    ['upi', 'https://pay.example/?pa=office.pay@indus'],
    ['upi', `${link()}&tn=%E0%A4%A`],
    ['upi', ''],
  ])('refuses by %s: %s', (name, text) => {
    expect(field(text)).toBe(name);
  });
});
