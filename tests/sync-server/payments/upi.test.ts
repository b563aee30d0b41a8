/** Paying by UPI through the whole server: sockets, database, outbox, the vendor's client. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import type { CounterId } from '#domain/ids.ts';
import { sendDue } from '#server/outbox/worker.ts';
import { readPaymentConfig } from '#server/payments/config.ts';
import { signWebhook } from '#server/simulators/cashfree/answers.ts';
import { until } from '#tests/sync-server/counter-at-hq.ts';
import { startTestServer } from '#tests/sync-server/testkit.ts';
import { openCounter, SECRET, startUpi, type Upi, type UpiCounter } from './upi-kit.ts';

let upi: Upi;
let counter: UpiCounter;
let other: UpiCounter;
beforeAll(async () => {
  upi = await startUpi();
  counter = await openCounter(upi, 'KA-BLR-01-C3' as CounterId);
  other = await openCounter(upi, 'KA-BLR-01-C4' as CounterId);
});
afterAll(async () => {
  expect(upi.simulator.violations).toEqual([]);
  await upi.stop();
});
beforeEach(() => {
  upi.simulator.fault = 'none';
  upi.simulator.held = false;
  upi.simulator.waiting.splice(0);
});

const pay = (orderId: string, status: 'SUCCESS' | 'FAILED' | 'PENDING' = 'SUCCESS') => {
  const payment = upi.simulator.ledger.pay(orderId, status);
  if (typeof payment === 'string') throw new Error(payment);
  return payment;
};
const refundsOf = (orderId: string) => upi.simulator.ledger.orders.get(orderId)?.refunds ?? [];
const rounds = async (count = 4, pauseMs = 21_600_000) => {
  for (let n = 0; n < count; n += 1) {
    upi.pass(pauseMs);
    await upi.round();
  }
};
const rows = <Row>(sql: string, values: readonly string[] = []) =>
  upi.server.database.read.rows<Row>(sql, values);
const dutiesOf = (orderId: string) =>
  rows<{ state: string; reason: string; amount: number }>(
    'SELECT state, reason, amount_paise AS amount FROM upi_refund WHERE order_id = ?',
    [orderId],
  );

describe('P6 a charge by UPI', () => {
  test('P1 U16 an order for the signed amount, its code checked, the same when asked again', async () => {
    const quote = counter.quote(10_095_050);
    const first = await counter.request(quote);
    expect(first).toMatchObject({ state: 'awaiting', amountPaise: 10_095_050, settledBy: null });
    expect(first.link).toContain('&am=100950.50&');
    expect(await counter.request(quote)).toEqual(first);
    expect(upi.simulator.ledger.orders.get(first.orderId)?.amountPaise).toBe(10_095_050);
  });

  test('U6 paid by the webhook’s hint; doubled and late ones change nothing', async () => {
    upi.simulator.held = true;
    const { orderId } = await counter.request(counter.quote());
    const failed = pay(orderId, 'FAILED');
    upi.simulator.ledger.end(orderId, { paymentId: failed.id, status: 'SUCCESS' });
    expect(await upi.simulator.deliver({ times: 2, backwards: true })).toEqual([
      200, 200, 200, 200,
    ]);
    await upi.round();
    expect(await counter.status(orderId)).toMatchObject({
      state: 'paid',
      settledBy: 'upi',
      link: null,
    });
    expect(await dutiesOf(orderId)).toEqual([]);
    const known = await rows('SELECT 1 FROM upi_success WHERE order_id = ?', [orderId]);
    expect(known).toHaveLength(1);
  });

  test('U15 paid although every webhook was lost', async () => {
    upi.simulator.held = true;
    const { orderId } = await counter.request(counter.quote());
    pay(orderId);
    upi.simulator.waiting.splice(0);
    upi.pass(3_000);
    await upi.round();
    expect(await counter.status(orderId)).toMatchObject({ state: 'paid' });
  });

  test('U9 U10 cash while the payment is under way: the late success goes back once', async () => {
    const { orderId } = await counter.request(counter.quote());
    const { id: paymentId } = pay(orderId, 'PENDING');
    expect(await counter.close(orderId, 'cash_taken')).toMatchObject({ settledBy: 'cash' });
    await upi.round();
    expect(upi.simulator.ledger.orders.get(orderId)?.status).toBe('TERMINATION_REQUESTED');
    upi.simulator.ledger.end(orderId, { paymentId, status: 'SUCCESS' });
    await Promise.all([rounds(), rounds()]);
    expect(await counter.status(orderId)).toMatchObject({ state: 'late', settledBy: 'cash' });
    expect(refundsOf(orderId)).toHaveLength(1);
    expect(refundsOf(orderId)[0]).toMatchObject({ amountPaise: 95_050, paymentId });
    expect(await dutiesOf(orderId)).toEqual([
      { state: 'refunded', reason: 'charge_settled', amount: 95_050 },
    ]);
  });

  test('U11 two successes on one order: the gateway sends the second back, we do not', async () => {
    const { orderId } = await counter.request(counter.quote());
    pay(orderId);
    pay(orderId);
    await rounds();
    expect(await counter.status(orderId)).toMatchObject({ state: 'paid', settledBy: 'upi' });
    expect(refundsOf(orderId).map(({ id }) => id)).toEqual([null]);
    expect(await dutiesOf(orderId)).toMatchObject([{ state: 'by_gateway' }]);
  });

  test('U4 U9 the citizen left, and nothing more is asked for that charge', async () => {
    const quote = counter.quote();
    const { orderId } = await counter.request(quote);
    const left = await counter.close(orderId, 'given_up');
    expect(left).toMatchObject({ state: 'awaiting', settledBy: 'given_up', link: null });
    expect((await counter.request(quote)).error?.code).toBe('UPI_CHARGE_SETTLED');
    await upi.round();
    expect(upi.simulator.ledger.orders.get(orderId)?.status).toBe('TERMINATED');
  });

  test('U5 silence is unknown, and what the gateway says later still counts', async () => {
    const { orderId } = await counter.request(counter.quote());
    pay(orderId);
    upi.simulator.fault = 'broken';
    upi.pass(16 * 60_000);
    await upi.round();
    expect(await counter.status(orderId)).toMatchObject({ state: 'unknown', settledBy: null });
    upi.simulator.fault = 'none';
    await rounds(2);
    expect(await counter.status(orderId)).toMatchObject({ state: 'paid', settledBy: 'upi' });
  });
});

describe('bad input', () => {
  test('the gateway down at the start: said so, and the same order when it is back', async () => {
    const quote = counter.quote();
    for (const fault of ['broken', 'html', 'busy'] as const) {
      upi.simulator.fault = fault;
      expect((await counter.request(quote)).error?.code).toBe('GATEWAY_UNAVAILABLE');
    }
    upi.simulator.fault = 'none';
    const made = await counter.request(quote);
    expect(made).toMatchObject({ state: 'awaiting' });
    expect(made.orderId).toMatch(/-U1$/);
  });

  test('U3 U6 U17 a webhook before the gateway’s answer to our own order: one order, paid once', async () => {
    const quote = counter.quote();
    upi.simulator.fault = 'broken';
    expect((await counter.request(quote)).error?.code).toBe('GATEWAY_UNAVAILABLE');
    upi.simulator.fault = 'none';
    const orderId = `${(JSON.parse(quote.text) as { body: { quoteId: string } }).body.quoteId}-U1`;
    // It had reached the gateway all the same.
    const expiresAt = upi.now() + 600_000;
    upi.simulator.ledger.create({ id: orderId, amountPaise: 95_050, expiresAt });
    pay(orderId);
    await until(async () => (await counter.status(orderId)).settledBy === 'upi');
    expect((await counter.request(quote)).error?.code).toBe('UPI_CHARGE_SETTLED');
    await rounds();
    expect(await counter.status(orderId)).toMatchObject({ state: 'paid', settledBy: 'upi' });
    expect(await dutiesOf(orderId)).toEqual([]);
  });

  test('P1 an altered amount, another’s quote, another entry, a foreign order', async () => {
    const quote = counter.quote();
    const cheaper = { ...quote, text: quote.text.replace('95050', '05050') };
    expect((await counter.request(cheaper)).error?.code).toBe('SIGNATURE_WRONG');
    expect((await other.request(quote)).error?.code).toBe('SIGNATURE_WRONG');
    expect((await counter.request(counter.quote(99))).error?.code).toBe('UPI_QUOTE_REFUSED');
    const { orderId } = await counter.request(quote);
    expect((await other.status(orderId)).error?.code).toBe('UPI_ORDER_UNKNOWN');
    expect((await other.close(orderId, 'cash_taken')).error?.code).toBe('UPI_ORDER_UNKNOWN');
    expect((await counter.call('GET', '/v1/upi/orders/NOPE')).error?.code).toBe(
      'UPI_ORDER_UNKNOWN',
    );
    upi.pass(600_001);
    expect((await counter.request(quote)).error).toMatchObject({ details: { problem: 'over' } });
  });

  test('U16 a code for another payee is not shown', async () => {
    const wrong = await startUpi({ payees: ['someone.else@bank'] });
    try {
      const desk = await openCounter(wrong, 'KA-BLR-01-C3' as CounterId);
      const answer = await desk.request(desk.quote());
      expect(answer.error).toMatchObject({ code: 'UPI_CODE_DIFFERS', details: { field: 'pa' } });
      expect(JSON.stringify(await desk.status('KA-BLR-01-C3-Q1-U1'))).not.toContain('upi://');
    } finally {
      await wrong.stop();
    }
  });

  const post = async (body: string, of: { timestamp?: string; signature?: string } = {}) => {
    const timestamp = of.timestamp ?? String(upi.now());
    const headers = {
      'content-type': 'application/json',
      'x-webhook-timestamp': timestamp,
      'x-webhook-signature': of.signature ?? signWebhook(SECRET, timestamp, body),
    };
    return (await fetch(upi.webhookUrl, { method: 'POST', headers, body })).status;
  };

  test('U17 webhooks altered, stale, oversized, unsigned, replayed, of foreign orders', async () => {
    const body = '{"type":"PAYMENT_SUCCESS_WEBHOOK","data":{"order":{"order_id":"FOREIGN_1"}}}';
    const seen = async () => (await rows('SELECT 1 FROM gateway_message')).length;
    const before = await seen();
    const signature = signWebhook(SECRET, String(upi.now()), body);
    expect(await post(body.replace('FOREIGN_1', 'FOREIGN_2'), { signature })).toBe(401);
    expect(await post(body, { timestamp: String(upi.now() - 7_200_001) })).toBe(401);
    expect(await post(body, { signature: '' })).toBe(401);
    expect(await post('x'.repeat(64 * 1024 + 1))).toBe(413);
    expect(await post('<html>')).toBe(400);
    expect(await seen()).toBe(before);
    expect(await post(body)).toBe(200);
    expect(await post(body)).toBe(200);
    expect(await seen()).toBe(before + 1);
    await upi.round();
  });

  test('U6 a signed webhook that lies settles nothing', async () => {
    const { orderId } = await counter.request(counter.quote());
    const payment = { cf_payment_id: '1', payment_status: 'SUCCESS', payment_amount: 950.5 };
    const data = { order: { order_id: orderId, order_amount: 950.5 }, payment };
    expect(await post(JSON.stringify({ type: 'PAYMENT_SUCCESS_WEBHOOK', data }))).toBe(200);
    await upi.round();
    expect(await counter.status(orderId)).toMatchObject({ state: 'awaiting', settledBy: null });
  });
});

describe('the outbox', () => {
  test('U18 taken by one worker at a time, repeated after its lease, dead and visible in the end', async () => {
    const { context, clock, database } = upi.server;
    const key = 'test/refused';
    await database.transact((writer) =>
      writer.run(
        'INSERT INTO outbox (effect_key, kind, body, state, attempts, due_at, created_at) ' +
          "VALUES (?, 'test', '{}', 'due', 0, 0, 0)",
        [key],
      ),
    );
    let calls = 0;
    const send = async (effect: { readonly key: string }) => {
      if (effect.key !== key) return { ok: true, value: null } as const;
      calls += 1;
      // While it is out, no other worker takes it.
      await sendDue(context, async () => {
        throw new Error('taken twice');
      });
      return { ok: false, error: { code: 'GATEWAY_UNAVAILABLE' } } as const;
    };
    for (let n = 0; n < 20; n += 1) {
      await sendDue(context, send);
      clock.now += 3_600_000;
    }
    upi.pass(clock.now - upi.now());
    expect(calls).toBe(12);
    const [row] = await rows<{ state: string; last_error: string }>(
      'SELECT state, last_error FROM outbox WHERE effect_key = ?',
      [key],
    );
    expect(row).toMatchObject({ state: 'dead' });
    expect(row?.last_error).toContain('GATEWAY_UNAVAILABLE');
  });
});

describe('without keys', () => {
  test('U19 UPI says that it is off, and the rest of the server goes on', async () => {
    const off = await startTestServer();
    try {
      const answer = await fetch(`${off.origin}/v1/upi/orders`, { method: 'POST' });
      expect(answer.status).toBe(503);
      expect(await answer.json()).toMatchObject({ error: { code: 'UPI_OFF' } });
      const webhook = await fetch(`${off.origin}/v1/gateway/cashfree`, { method: 'POST' });
      expect(webhook.status).toBe(404);
      expect((await fetch(`${off.origin}/v1/health`)).status).toBe(200);
    } finally {
      await off.stop();
    }
  });

  test('all absent is off; some absent is a mistake that names them', () => {
    expect(readPaymentConfig({})).toBeNull();
    const part = { RASEED_CASHFREE_CLIENT_ID: 'x', RASEED_CASHFREE_ORIGIN: 'https://evil.example' };
    expect(() => readPaymentConfig(part)).toThrow(/CLIENT_SECRET[\s\S]*PAYEES[\s\S]*ORIGIN/);
    const whole = {
      RASEED_CASHFREE_CLIENT_ID: 'x',
      RASEED_CASHFREE_CLIENT_SECRET: 'a-long-secret',
      RASEED_CASHFREE_ENVIRONMENT: 'sandbox',
      RASEED_CASHFREE_PAYEES: 'a.b@indus,c@ybl',
      RASEED_CASHFREE_PAYEE_NAME: 'Trial Office',
    };
    expect(readPaymentConfig(whole)).toMatchObject({
      payees: ['a.b@indus', 'c@ybl'],
      channel: 'link',
      gatewayOrigin: null,
    });
  });
});
