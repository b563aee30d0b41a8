/** Payment links through the gateway port: the vendor's real client against the simulated gateway. */
import { existsSync } from 'node:fs';
import path from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { paise } from '#domain/money.ts';
import { instant } from '#domain/time.ts';
import { openCashfree } from '#server/payments/cashfree.ts';
import type { Gateway } from '#server/payments/gateway.ts';
import { readHint } from '#server/payments/webhook.ts';
import { createSimulator, type Simulator } from '#server/simulators/cashfree/server.ts';
import { readVendorDocument } from '#server/simulators/cashfree/vendor-document.ts';

const DOCUMENT = path.resolve('../shared/specs/repaired/cashfree-pg-nullable.json');
const document = existsSync(DOCUMENT) ? readVendorDocument(DOCUMENT) : null;
const LINK = 'KA-BLR-01-C3-Q412-L1';
const DUE = paise(10_095_050);

let simulator: Simulator;
let gateway: Gateway;
let origin: string;
beforeEach(async () => {
  const account = { clientId: 'me', clientSecret: 'a-secret-of-this-test' };
  simulator = createSimulator({ ...account, notifyUrl: null, document });
  origin = await simulator.app.listen({ host: '127.0.0.1', port: 0 });
  gateway = openCashfree({
    ...account,
    gatewayOrigin: origin,
    channel: 'link',
    environment: 'sandbox',
    timeoutMs: 5_000,
  });
});
afterEach(async () => {
  expect(simulator.violations).toEqual([]);
  await simulator.app.close();
});

const create = (notifyMobile: string | null = null, lifeMs = 900_000) =>
  gateway.createLink({
    orderId: LINK,
    amountPaise: DUE,
    expiresAt: instant(Date.now() + lifeMs),
    purpose: "Learner's licence at Koramangala",
    returnUrl: 'https://raseed.example/R/L/ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    notifyMobile,
  });
const evidence = async () => {
  const answer = await gateway.evidence(LINK, instant(Date.now()));
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
};

test('PL1 a link of the very amount, the same when asked for again; no number is told', async () => {
  const made = await create();
  expect(made).toMatchObject({ ok: true, value: expect.stringMatching(/\/links\/\d+$/) });
  expect(made.ok && made.value.startsWith(origin)).toBe(true);
  expect(await create()).toEqual(made);
  expect(simulator.links.links.get(LINK)).toMatchObject({
    amountPaise: DUE,
    phone: '9999999999',
    smsTo: null,
  });
  expect(await evidence()).toMatchObject({ status: 'active', payments: [], refunds: [] });
});

test('PL1 where the gateway sends it, it is told the number', async () => {
  await create('9876543210');
  expect(simulator.links.links.get(LINK)?.smsTo).toBe('9876543210');
});

test('PL4 what is paid under a link is its evidence, failures and successes alike', async () => {
  await create();
  simulator.links.pay(LINK, 'FAILED');
  expect((await evidence()).payments).toMatchObject([{ status: 'failed' }]);
  const payment = simulator.links.pay(LINK, 'SUCCESS');
  expect(await evidence()).toMatchObject({
    status: 'paid',
    payments: [
      { status: 'failed' },
      { status: 'success', gatewayPaymentId: payment?.id, amountPaise: DUE },
    ],
  });
  expect(simulator.links.pay(LINK, 'SUCCESS')).toBeNull();
});

test('PL3 a refund goes by the order that was paid; its second asking is the same', async () => {
  await create();
  simulator.links.pay(LINK, 'USER_DROPPED');
  const payment = simulator.links.pay(LINK, 'SUCCESS');
  const gatewayPaymentId = payment?.id ?? '';
  const refund = { orderId: LINK, gatewayPaymentId, refundId: 'Rabc-1', amountPaise: DUE };
  expect(await gateway.refund(refund)).toEqual({ ok: true, value: null });
  expect(await gateway.refund(refund)).toEqual({ ok: true, value: null });
  expect((await evidence()).refunds).toMatchObject([{ refundId: 'Rabc-1', gatewayPaymentId }]);
  expect(await gateway.refund({ ...refund, gatewayPaymentId: '0' })).toMatchObject({
    error: { code: 'UPI_ORDER_UNKNOWN' },
  });
});

test('PL1 a cancelled link and one whose time is over take nothing', async () => {
  await create();
  expect(await gateway.terminate(LINK)).toEqual({ ok: true, value: null });
  expect((await evidence()).status).toBe('terminated');
  expect(simulator.links.pay(LINK, 'SUCCESS')).toBeNull();
  simulator.links.links.clear();
  await create(null, -1);
  expect((await evidence()).status).toBe('expired');
  simulator.links.links.clear();
  expect(await gateway.evidence(LINK, instant(0))).toMatchObject({
    error: { code: 'UPI_ORDER_UNKNOWN' },
  });
});

test('PL2 the gateway’s news of a link names the link', () => {
  const data = { link_id: LINK, order: { order_id: 'CFPay_1' }, link_amount: '950.00' };
  const body = Buffer.from(JSON.stringify({ data, type: 'PAYMENT_LINK_EVENT', version: 1 }));
  expect(readHint(body)).toMatchObject({ ok: true, value: { orderId: LINK } });
});
