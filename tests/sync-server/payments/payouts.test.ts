/** Settled money on its way to the treasury: two people, the bank's evidence, and the books. */
import { createHmac } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { CounterId } from '#domain/ids.ts';
import type { PayoutReport, PayoutRow } from '#server/api/payouts-contract.ts';
import { ConfigError } from '#server/config.ts';
import { setUpHqStaff } from '#server/fleet/hq-staff.ts';
import { readPayoutConfig } from '#server/payments/payout-config.ts';
import { balancesAt } from '#server/store/books.ts';
import { officeEntriesAfter, recordFact } from '#server/store/office-chain.ts';
import { paise } from '#domain/money.ts';
import { isoDate } from '#domain/time.ts';
import { batchText, HQ_TOKEN, OFFICE, postBatch, write } from '#tests/sync-server/testkit.ts';
import { openCounter, payoutsOver, startUpi, type Upi, type UpiCounter } from './upi-kit.ts';

const ORDERS = { staffId: 'S9001', pin: '111111' };
const APPROVES = { staffId: 'S9002', pin: '222222' };
const ALSO_APPROVES = { staffId: 'S9003', pin: '333333' };
const HOURS = 3_600_000;

let upi: Upi;
let counter: UpiCounter;
let bank: NonNullable<Upi['simulator']['transfers']>;

beforeAll(async () => {
  upi = await startUpi({ withPayouts: true });
  upi.simulator.held = true;
  if (upi.simulator.transfers === null) throw new Error('transfers are on');
  bank = upi.simulator.transfers;
  counter = await openCounter(upi, 'KA-BLR-01-C3' as CounterId);
  await setUpHqStaff(upi.server.database, [
    { ...ORDERS, name: 'Asha', role: 'hq_operator' },
    { ...APPROVES, name: 'Binu', role: 'hq_approver' },
    { ...ALSO_APPROVES, name: 'Chitra', role: 'hq_approver' },
  ]);
});
afterAll(async () => {
  expect(upi.simulator.violations).toEqual([]);
  expect(upi.server.warnings.filter((event) => event.startsWith('server.fault'))).toEqual([]);
  await upi.stop();
});

/** Anew each time: a session ends while the clock moves on by days. */
async function signedIn(): Promise<string> {
  const session = await fetch(`${upi.server.origin}/hq/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: HQ_TOKEN }),
  });
  return (session.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

async function act(address: string, body: object): Promise<string> {
  const cookie = await signedIn();
  const response = await fetch(`${upi.server.origin}/hq/api/payouts/${OFFICE}/${address}`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json', origin: upi.server.origin },
    body: JSON.stringify(body),
  });
  if (response.status === 204) return 'done';
  return ((await response.json()) as { error: { code: string } }).error.code;
}

async function report(): Promise<PayoutReport> {
  const cookie = await signedIn();
  const response = await fetch(`${upi.server.origin}/hq/api/payouts`, { headers: { cookie } });
  return (await response.json()) as PayoutReport;
}
async function newest(): Promise<PayoutRow> {
  const { rows } = await report();
  const row = rows.toSorted((a, b) => b.orderedAt - a.orderedAt)[0];
  if (row === undefined) throw new Error('a transfer');
  return row;
}

async function facts() {
  const rows = await officeEntriesAfter(upi.server.database.read, OFFICE, { seq: 0, limit: 900 });
  return rows
    .map(({ text }) => JSON.parse(text) as { kind: string; body: Record<string, unknown> })
    .filter(({ kind }) => /^(payout|treasury)\./.test(kind));
}
const balance = async (account: string): Promise<number> =>
  (await balancesAt(upi.server.database.read, OFFICE, null)).get(account) ?? 0;

let receipts = 0;
/** Paid by UPI, receipted, and settled at the bank: so much less the gateway's fee. */
async function settled(totalPaise: number, withReceipt = true): Promise<number> {
  const { orderId } = await counter.request(counter.quote(totalPaise));
  upi.simulator.ledger.pay(orderId, 'SUCCESS');
  await upi.simulator.deliver();
  await upi.round();
  if (withReceipt) {
    receipts += 1;
    counter.journal.append('receipt.issued', {
      receiptNumber: `${counter.counterId}/2627/00000${receipts}`,
      quoteId: orderId.replace(/-U1$/, ''),
      serviceCode: 'LL',
      tariff: { tariffId: 't', version: 1 },
      totalPaise,
      tenderKind: 'upi',
      issuedAt: upi.now(),
      lines: [{ code: 'a', head: '0041', amountPaise: totalPaise }],
    });
    await postBatch(upi.server, batchText(counter, counter.journal.entries));
    await upi.server.server.projector.settled();
  }
  const settlement = upi.simulator.ledger.settle();
  upi.simulator.waiting.splice(0);
  await upi.pullBooks();
  return (settlement?.grossPaise ?? 0) - (settlement?.feePaise ?? 0) - (settlement?.taxPaise ?? 0);
}

async function ordered(): Promise<string> {
  expect(await act('order', ORDERS)).toBe('done');
  return (await newest()).payoutId;
}
async function approved(): Promise<string> {
  const payoutId = await ordered();
  expect(await act(`${payoutId}/approve`, APPROVES)).toBe('done');
  await upi.payoutRound();
  return payoutId;
}
const idOf = (payoutId: string): string => payoutId.replaceAll('-', '_');
async function later(ms: number): Promise<void> {
  upi.pass(ms);
  await upi.payoutRound();
}
/** Everything at the bank is at the treasury, so that a test begins with nothing. */
async function finish(payoutId: string): Promise<void> {
  bank.say(idOf(payoutId), 'SUCCESS');
  upi.simulator.waiting.splice(0);
  await later(6 * HOURS);
  expect((await newest()).state).toBe('paid');
}

test('PO1 PO2 PO3 P5 ordered by one, approved by another, at the treasury by the bank’s word', async () => {
  expect(await act('order', ORDERS)).toBe('PAYOUT_NOTHING');
  const net = await settled(95_000);
  expect((await report()).offices).toMatchObject([
    {
      officeId: OFFICE,
      amountPaise: net,
      heldPaise: 0,
      lines: [
        { account: 'gateway-fees', amountPaise: -448 },
        { account: 'revenue:0041', amountPaise: 95_000 },
      ],
    },
  ]);
  const payoutId = await ordered();
  expect(payoutId).toBe(`${OFFICE}-T1`);
  expect((await report()).offices).toEqual([]);
  expect(await act('order', ORDERS)).toBe('PAYOUT_NOTHING');
  expect(await act(`${payoutId}/approve`, ORDERS)).toBe('HQ_STAFF_WRONG');
  await upi.payoutRound();
  expect(bank.transfers.size).toBe(0);
  expect(await act(`${payoutId}/approve`, APPROVES)).toBe('done');
  await upi.payoutRound();
  expect([...bank.transfers.values()]).toMatchObject([
    { id: 'KA_BLR_01_T1', amountPaise: net, account: '123456789012', ifsc: 'SBIN0001161' },
  ]);
  expect((await newest()).state).toBe('sent');
  expect(await balance('bank')).toBe(net);
  bank.say('KA_BLR_01_T1', 'SUCCESS');
  await upi.simulator.deliver({ times: 2 });
  await upi.payoutRound();
  expect(await newest()).toMatchObject({ state: 'paid', approvedBy: 'S9002' });
  expect([await balance('bank'), await balance('treasury')]).toEqual([0, net]);
  expect((await facts()).map(({ kind }) => kind)).toEqual([
    'payout.ordered',
    'payout.approved',
    'payout.ended',
    'treasury.remitted',
  ]);
});

test('PO2 who ordered does not approve; a withdrawn order frees its money', async () => {
  await settled(50_000);
  expect(await act('order', APPROVES)).toBe('done');
  const { payoutId } = await newest();
  expect(await act(`${payoutId}/approve`, APPROVES)).toBe('SECOND_PERSON_NEEDED');
  expect(await act(`${payoutId}/withdraw`, { ...ORDERS, reason: 'the wrong day' })).toBe('done');
  expect(await act(`${payoutId}/approve`, ALSO_APPROVES)).toBe('PAYOUT_STATE');
  expect((await report()).offices).toHaveLength(1);
  await finish(await approved());
});

describe('PO3 PO5 the line to the bank', () => {
  test('the answer to the order was lost: found, and not sent twice', async () => {
    await settled(60_000);
    bank.losesAnswer = true;
    const before = bank.transfers.size;
    const payoutId = await approved();
    const lost = await newest();
    expect([lost.state, lost.trouble === null]).toEqual(['approved', false]);
    await later(30_000);
    expect(bank.transfers.size).toBe(before + 1);
    expect(await newest()).toMatchObject({ state: 'sent', trouble: null });
    await finish(payoutId);
  });

  test('down, throttled, a web page: nothing moves, and the page says what came instead', async () => {
    await settled(40_000);
    upi.simulator.fault = 'html';
    const payoutId = await approved();
    expect(await newest()).toMatchObject({ state: 'approved', trouble: 'unreadable' });
    upi.simulator.fault = 'busy';
    await later(30_000);
    expect((await newest()).trouble).toBe('http 429');
    upi.simulator.fault = 'none';
    await later(30_000);
    expect(await newest()).toMatchObject({ state: 'sent', trouble: null });
    await finish(payoutId);
  });

  test('what the bank will not have has failed, with its reason; its money can be ordered again', async () => {
    const net = await settled(30_000);
    bank.areOff = true;
    await approved();
    expect(await newest()).toMatchObject({ state: 'failed', trouble: 'apis_not_enabled' });
    bank.areOff = false;
    expect((await report()).offices).toMatchObject([{ amountPaise: net }]);
    await finish(await approved());
  });
});

test('PO3 PO4 the bank sends it back three days later: back in the books, and free', async () => {
  const net = await settled(70_000);
  const payoutId = await approved();
  await finish(payoutId);
  const treasury = await balance('treasury');
  upi.pass(72 * HOURS);
  bank.say(idOf(payoutId), 'REVERSED');
  upi.simulator.waiting.splice(0);
  await later(6 * HOURS);
  expect((await newest()).state).toBe('reversed');
  expect(await balance('treasury')).toBe(treasury - net);
  expect((await facts()).slice(-2).map(({ kind }) => kind)).toEqual([
    'payout.ended',
    'treasury.returned',
  ]);
  await finish(await approved());
  expect(await balance('treasury')).toBe(treasury);
});

test('PO1 what waits for receipts stays; what a challan took is not sent again', async () => {
  await settled(20_000, false);
  expect(await act('order', ORDERS)).toBe('PAYOUT_NOTHING');
  expect((await report()).offices).toMatchObject([{ amountPaise: -94, heldPaise: 20_000 }]);
  const net = await settled(80_000);
  const body = {
    remittanceId: `${OFFICE}-R1`,
    lines: [{ account: 'revenue:0041', amountPaise: paise(30_000) }],
    challanNumber: 'CH-1',
    realisedOn: isoDate('2026-11-24'),
    staffId: 'S9002',
  };
  const fact = { kind: 'treasury.remitted', body } as const;
  await write(upi.server.database, (writer) =>
    recordFact(upi.server.context, writer, { officeId: OFFICE, at: upi.now(), fact }),
  );
  expect(await act('order', ORDERS)).toBe('PAYOUT_BANK_SHORT');
  expect((await report()).offices).toMatchObject([{ amountPaise: net - 94 }]);
});

test('U17 PO4 webhooks unsigned, of others, stale and oversized change nothing', async () => {
  const url = `${upi.webhookUrl}-payouts`;
  const body = '{"type":"TRANSFER_SUCCESS","data":{"transfer_id":"KA_BLR_01_T1"}}';
  const post = async (of: string, secret: string, at = upi.now()) => {
    const timestamp = String(at);
    const signature = createHmac('sha256', secret).update(timestamp).update(of).digest('base64');
    const headers = { 'x-webhook-timestamp': timestamp, 'x-webhook-signature': signature };
    const json = { 'content-type': 'application/json', ...headers };
    return (await fetch(url, { method: 'POST', headers: json, body: of })).status;
  };
  expect(await post(body, 'a-secret-of-payouts')).toBe(200);
  expect(await post(body, 'a-secret-of-payouts')).toBe(200);
  // The gateway's own secret is not the transfers'.
  expect(await post(body, 'a-secret-of-this-test')).toBe(401);
  expect(await post(body, 'a-secret-of-payouts', upi.now() - 3 * HOURS)).toBe(401);
  expect(await post(`"${'x'.repeat(70_000)}"`, 'a-secret-of-payouts')).toBe(413);
});

test('PO1 without settings there are none; in part they are a mistake that names them', async () => {
  const plain = await startUpi();
  const session = await fetch(`${plain.server.origin}/hq/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: HQ_TOKEN }),
  });
  const cookie = (session.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const answer = await fetch(`${plain.server.origin}/hq/api/payouts`, { headers: { cookie } });
  expect(await answer.json()).toEqual({ account: null, offices: [], rows: [] });
  const order = await fetch(`${plain.server.origin}/hq/api/payouts/${OFFICE}/order`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json', origin: plain.server.origin },
    body: JSON.stringify(ORDERS),
  });
  expect(order.status).toBe(503);
  await plain.stop();
  const payments = {
    clientId: 'a',
    clientSecret: 'b'.repeat(8),
    environment: 'sandbox',
    payees: [],
    payeeName: 'c',
    channel: 'link',
    gatewayOrigin: null,
  } as const;
  const set = {
    RASEED_PAYOUTS_CLIENT_ID: 'a',
    RASEED_PAYOUTS_CLIENT_SECRET: 'b'.repeat(8),
    RASEED_PAYOUTS_NAME: 'State Treasury',
    RASEED_PAYOUTS_ACCOUNT: '123456789012',
    RASEED_PAYOUTS_IFSC: 'SBIN0001161',
  };
  expect(readPayoutConfig({}, payments)).toBeNull();
  expect(readPayoutConfig(set, payments)).toMatchObject({ webhookSecret: 'b'.repeat(8) });
  expect(() => readPayoutConfig(set, null)).toThrow(ConfigError);
  for (const wrong of [
    { ...set, RASEED_PAYOUTS_IFSC: 'SBIN1001161' },
    { ...set, RASEED_PAYOUTS_ACCOUNT: '1234' },
    { ...set, RASEED_PAYOUTS_NAME: 'Treasury No. 4' },
  ]) {
    expect(() => readPayoutConfig(wrong, payments)).toThrow(/RASEED_PAYOUTS_(IFSC|ACCOUNT|NAME)/);
  }
  expect(payoutsOver('http://127.0.0.1:1').origin).toBe('http://127.0.0.1:1');
});
