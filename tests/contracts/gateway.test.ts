/**
 * The gateway port over the vendor's real client against the simulated gateway, both held to the
 * vendor's own API document where it is at hand.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { paise } from '#domain/money.ts';
import { checkUpiLink } from '#domain/payments/upi-link.ts';
import { instant } from '#domain/time.ts';
import { idempotencyKey, makeCashfree, openCashfree } from '#server/payments/cashfree.ts';
import { gatewayPaise, gatewayRupees, parseExactJson } from '#server/payments/exact-json.ts';
import type { Gateway } from '#server/payments/gateway.ts';
import { checkWebhook, isWebhookSigned, readHint } from '#server/payments/webhook.ts';
import { SIM_PAYEE, signWebhook, webhookBody } from '#server/simulators/cashfree/answers.ts';
import { createSimulator, type Simulator } from '#server/simulators/cashfree/server.ts';
import { readVendorDocument } from '#server/simulators/cashfree/vendor-document.ts';

const DOCUMENT = path.resolve('../shared/specs/repaired/cashfree-pg-nullable.json');
const SAMPLES = path.resolve('../shared/specs/cashfree/webhooks');
const document = existsSync(DOCUMENT) ? readVendorDocument(DOCUMENT) : null;
const whereDocumented = test.skipIf(document === null);
const whereSampled = test.skipIf(!existsSync(SAMPLES));

const SECRET = 'a-secret-of-this-test';
const ORDER = 'KA-BLR-01-C3-Q412-U1';
const DUE = paise(10_095_050);

let simulator: Simulator;
let gateway: Gateway;
const open = async (channel: 'link' | 'qrcode', timeoutMs = 5_000) => {
  simulator = createSimulator({
    clientId: 'me',
    clientSecret: SECRET,
    notifyUrl: null,
    document,
  });
  const origin = await simulator.app.listen({ host: '127.0.0.1', port: 0 });
  const settings = { clientId: 'me', clientSecret: SECRET, gatewayOrigin: origin, channel };
  gateway = openCashfree({ ...settings, environment: 'sandbox', timeoutMs });
};
beforeEach(() => open('link'));
afterEach(() => simulator.app.close());

const create = () =>
  gateway.createOrder({
    orderId: ORDER,
    amountPaise: DUE,
    expiresAt: instant(Date.now() + 900_000),
    customerId: 'KABLR01',
  });
const evidence = async () => {
  const answer = await gateway.evidence(ORDER, instant(Date.now()));
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
};

describe('the port', () => {
  test.each(['link', 'qrcode'] as const)('U16 an order and its code by %s', async (channel) => {
    await simulator.app.close();
    await open(channel);
    const made = await create();
    if (!made.ok) throw new Error(JSON.stringify(made.error));
    expect(await create()).toEqual(made);
    const link = await gateway.upiLink({ orderId: ORDER, sessionId: made.value.sessionId });
    if (!link.ok) throw new Error(JSON.stringify(link.error));
    const references = [ORDER, made.value.gatewayOrderId];
    const expected = { payees: [SIM_PAYEE], amountPaise: DUE, references };
    expect(checkUpiLink(link.value, expected)).toEqual({ ok: true, value: null });
    expect(simulator.violations).toEqual([]);
  });

  test('U6 U7 success after failure; the second success goes back by itself', async () => {
    await create();
    simulator.ledger.pay(ORDER, 'USER_DROPPED');
    const failed = simulator.ledger.pay(ORDER, 'FAILED');
    if (typeof failed === 'string') throw new Error(failed);
    expect((await evidence()).payments.map(({ status }) => status)).toEqual(['failed', 'failed']);
    simulator.ledger.end(ORDER, { paymentId: failed.id, status: 'SUCCESS' });
    simulator.ledger.pay(ORDER, 'SUCCESS');
    const after = await evidence();
    expect(after.status).toBe('paid');
    expect(after.payments.map(({ amountPaise }) => amountPaise)).toEqual([DUE, DUE, DUE]);
    expect(after.refunds).toMatchObject([
      { refundId: null, gatewayPaymentId: after.payments[2]?.gatewayPaymentId, status: 'success' },
    ]);
    expect(simulator.violations).toEqual([]);
  });

  test('a refund repeated is one refund; ending an order is asked for', async () => {
    await create();
    expect(await gateway.terminate(ORDER)).toEqual({ ok: true, value: null });
    expect((await evidence()).status).toBe('terminated');
    expect(simulator.ledger.pay(ORDER, 'SUCCESS')).toBe('order_not_active');
    await gateway.createOrder({
      orderId: 'SECOND',
      amountPaise: DUE,
      expiresAt: instant(Date.now() + 900_000),
      customerId: 'KABLR01',
    });
    simulator.ledger.pay('SECOND', 'SUCCESS');
    const paid = { orderId: 'SECOND', gatewayPaymentId: 'any of it' };
    const refund = { ...paid, refundId: 'Rabc-1', amountPaise: DUE };
    expect(await gateway.refund(refund)).toEqual({ ok: true, value: null });
    expect(await gateway.refund(refund)).toEqual({ ok: true, value: null });
    expect(simulator.ledger.orders.get('SECOND')?.refunds).toHaveLength(1);
    expect(await gateway.refund({ ...refund, refundId: 'Rabc-2' })).toMatchObject({
      error: { code: 'GATEWAY_REFUSED' },
    });
    expect(simulator.violations).toEqual([]);
  });

  test('a gateway that is silent, throttled, broken or a web page says nothing about money', async () => {
    await simulator.app.close();
    await open('link', 300);
    await create();
    for (const fault of ['html', 'busy', 'broken', 'silent'] as const) {
      simulator.fault = fault;
      const answer = await gateway.evidence(ORDER, instant(0));
      expect(answer).toMatchObject({ error: { code: 'GATEWAY_UNAVAILABLE' } });
    }
    simulator.fault = 'none';
    expect(await gateway.evidence('FOREIGN', instant(0))).toMatchObject({
      error: { code: 'UPI_ORDER_UNKNOWN' },
    });
  });

  whereDocumented('the document refuses what the vendor would', () => {
    const good = { order_id: ORDER, order_amount: 1, order_currency: 'INR' };
    const customer = { customer_id: 'abc', customer_phone: '9999999999' };
    const check = (body: unknown) => document?.request('PGCreateOrder', body) ?? null;
    expect(check({ ...good, customer_details: customer })).toBeNull();
    expect(check(good)).toMatch(/customer_details/);
    expect(check({ ...good, order_amount: '170.50', customer_details: customer })).toMatch(
      /number/,
    );
    expect(document?.answer('PGFetchOrder', { order_amount: 'much' })).toMatch(/number/);
    expect(document?.answer('PGOrderFetchPayments', [{ payment_status: 'DONE' }])).toMatch(
      /allowed/,
    );
    expect(document?.answer('NoSuchCall', {})).toMatch(/not in the document/);
  });
});

describe('U20 no telemetry', () => {
  const require = createRequire(import.meta.url);
  test('no telemetry client is installed and none is started', () => {
    expect(readdirSync('node_modules/@sentry')).toEqual(['node']);
    expect(existsSync('node_modules/@opentelemetry')).toBe(false);
    const lock = readFileSync('package-lock.json', 'utf8');
    expect(lock).not.toMatch(/node_modules\/@sentry\/(?!node")|node_modules\/@opentelemetry\//);
    const fromClient = createRequire(require.resolve('cashfree-pg'));
    const sentry = fromClient('@sentry/node') as { getClient(): unknown; init(): void };
    expect(sentry.getClient()).toBeUndefined();
    expect(() => sentry.init()).toThrow(/telemetry/);
  });

  test('the factory builds a client that reports nothing', () => {
    const settings = { clientId: 'a', clientSecret: 'b', gatewayOrigin: null, channel: 'link' };
    const client = makeCashfree({ ...settings, environment: 'production' } as never);
    expect(client.XEnableErrorAnalytics).toBe(false);
    expect(client.XApiVersion).toBe('2026-01-01');
  });
});

describe('U17 webhooks', () => {
  const sdk = makeCashfree({
    clientId: 'me',
    clientSecret: SECRET,
    environment: 'sandbox',
    gatewayOrigin: null,
    channel: 'link',
  });
  const sdkSays = (signature: string, body: string, timestamp: string): boolean => {
    try {
      sdk.PGVerifyWebhookSignature(signature, body, timestamp);
      return true;
    } catch {
      return false;
    }
  };

  test('equal to the vendor’s own check on 10,000 bodies, and refuses every altered one', () => {
    const stamp = fc.integer({ min: 1_600_000_000_000, max: 1_900_000_000_000 }).map(String);
    const data = fc.oneof(fc.jsonValue(), fc.string({ unit: 'grapheme' }));
    const body = data.map((it) => JSON.stringify({ type: 'ANY', data: it }));
    fc.assert(
      fc.property(body, stamp, fc.nat(), (text, timestamp, at) => {
        const signature = signWebhook(SECRET, timestamp, text);
        const signed = (of: string, by = signature, when = timestamp) =>
          isWebhookSigned({ body: Buffer.from(of), signature: by, timestamp: when }, SECRET);
        expect(signed(text)).toBe(true);
        expect(sdkSays(signature, text, timestamp)).toBe(true);
        const bytes = Buffer.from(text);
        const place = at % bytes.length;
        bytes[place] = (bytes[place] ?? 0) ^ (1 << (at % 8));
        const altered = { body: bytes, signature, timestamp };
        expect(isWebhookSigned(altered, SECRET)).toBe(false);
        expect(signed(text, signature, `${timestamp}0`)).toBe(false);
        expect(signed(text, signWebhook(SECRET, `${timestamp}.`, text))).toBe(false);
        expect(signed(text, signature.slice(0, -1))).toBe(false);
        expect(signed(text, ` ${signature}`)).toBe(false);
        expect(signed(text, '')).toBe(false);
      }),
      { numRuns: 10_000, seed: 20_261_124 },
    );
  }, 60_000);

  test('stale and future ones are refused, and timestamps that are none', () => {
    const nowMs = 1_780_000_000_000;
    const at = (timestamp: string) => {
      const signature = signWebhook(SECRET, timestamp, '{}');
      return checkWebhook(
        { body: Buffer.from('{}'), signature, timestamp },
        { secret: SECRET, nowMs },
      ).ok;
    };
    const minutes = (n: number) => at(String(nowMs + n * 60_000));
    expect([0, -42, -120, -121, 4, 6].map(minutes)).toEqual([true, true, true, false, true, false]);
    expect(at('1780000000')).toBe(false);
    expect(at('1.78e12')).toBe(false);
    expect(at('')).toBe(false);
  });

  whereSampled('every documented type is read, every digit kept', () => {
    const hints = readdirSync(SAMPLES)
      .sort()
      .map((name) => readHint(readFileSync(path.join(SAMPLES, name))));
    expect(hints.map((hint) => hint.ok && [hint.value.type, hint.value.reference])).toEqual([
      ['AUTO_REFUND_STATUS_WEBHOOK', '1243460973'],
      ['PAYMENT_FAILED_WEBHOOK', '1504280029'],
      ['PAYMENT_LINK_EVENT', 'payment_ps11'],
      ['PAYMENT_SUCCESS_WEBHOOK', '1453002795'],
      ['PAYMENT_USER_DROPPED_WEBHOOK', '975672265'],
      ['REFUND_STATUS_WEBHOOK', '11325632'],
      ['SETTLEMENT_SUCCESS', '1644822317781212'],
    ]);
    const orders = hints.map((hint) => hint.ok && hint.value.orderId);
    expect(orders.every((id, n) => (n === 6 ? id === null : typeof id === 'string'))).toBe(true);
  });

  test('numbers of any length keep their digits; what is no message is refused', () => {
    const utr = '98765432109876543210987';
    const body = `{"type":"SETTLEMENT_SUCCESS","data":{"settlement":{"settlement_id":7,"utr":${utr}}}}`;
    expect(readHint(Buffer.from(body))).toMatchObject({ value: { reference: utr } });
    const old =
      '{"type":"PAYMENT_SUCCESS_WEBHOOK","data":{"order":{"order_id":"A"},"payment":{"cf_payment_id":9007199254740993}}}';
    expect(readHint(Buffer.from(old))).toMatchObject({
      value: { orderId: 'A', reference: '9007199254740993' },
    });
    const cancelled = '{"type":"PAYMENT_LINK_EVENT","data":{"link_id":"L1","order":null}}';
    expect(readHint(Buffer.from(cancelled))).toMatchObject({
      value: { orderId: 'L1', reference: 'L1' },
    });
    expect(readHint(Buffer.from('{"type":"NEW_THING","data":{"x":1}}')).ok).toBe(true);
    for (const bad of ['', '[]', '{}', '"x"', '{"type":', '<html>']) {
      expect(readHint(Buffer.from(bad)).ok).toBe(false);
    }
    expect(readHint(new Uint8Array([0xff, 0xfe])).ok).toBe(false);
  });

  test('what the simulated gateway sends is read as what it is', () => {
    const settlement = {
      id: '738',
      utr: '9000005114920543',
      at: 0,
      status: 'SUCCESS' as const,
      grossPaise: 10_000,
      refundedPaise: 0,
      feePaise: 40,
      taxPaise: 7,
    };
    const news = { kind: 'settlement', settlement, event: 'SUCCESS' } as const;
    const body = webhookBody(news, 1_780_000_000_000);
    expect(body).toContain('"payment_amount":100.00,"amount_settled":99.53');
    expect(readHint(Buffer.from(body))).toMatchObject({ value: { reference: settlement.utr } });
  });
});

describe('P5 money at the edge', () => {
  test('paise go out and come back the same, in any spelling of the vendor’s', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000_000_000 }), (n) => {
        const text = JSON.stringify({ a: gatewayRupees(paise(n)) });
        const back = parseExactJson(text) as { a: string };
        expect(gatewayPaise(back.a)).toBe(n);
        expect(gatewayPaise((n / 100).toFixed(2))).toBe(n);
      }),
    );
    expect(gatewayPaise('170.00')).toBe(17_000);
    for (const bad of ['1.005', '-1', '1e3', '', '1,000', 'NaN', '0x10', '999999999999']) {
      expect(gatewayPaise(bad)).toBeNull();
    }
  });

  test('the idempotency key is a UUID that the business key makes again', () => {
    const key = idempotencyKey('refund/R1-1');
    expect(key).toMatch(/^[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    expect(idempotencyKey('refund/R1-1')).toBe(key);
    expect(idempotencyKey('refund/R1-2')).not.toBe(key);
  });
});
