/** A refund after the shift: asked for by its receipt, sanctioned by two, sent back where it came from. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import type { CounterId } from '#domain/ids.ts';
import type { RefundRow } from '#server/api/contract.ts';
import type { ReceiptStatus } from '#server/api/public-contract.ts';
import { setUpHqStaff } from '#server/fleet/hq-staff.ts';
import { officeEntriesAfter } from '#server/store/office-chain.ts';
import { batchText, HQ_TOKEN, OFFICE, postBatch } from '#tests/sync-server/testkit.ts';
import { openCounter, startUpi, type Upi, type UpiCounter } from './upi-kit.ts';

const ASKS = { staffId: 'S9001', pin: '111111' };
const APPROVES = { staffId: 'S9002', pin: '222222' };
const REASON = 'The learner’s licence was issued by another office already.';

let upi: Upi;
let counter: UpiCounter;

beforeAll(async () => {
  upi = await startUpi();
  upi.simulator.held = true;
  counter = await openCounter(upi, 'KA-BLR-01-C3' as CounterId);
  await setUpHqStaff(upi.server.database, [
    { ...ASKS, name: 'Asha', role: 'hq_operator' },
    { ...APPROVES, name: 'Binu', role: 'hq_approver' },
  ]);
});
afterAll(async () => {
  expect(upi.simulator.violations).toEqual([]);
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
  const response = await fetch(`${upi.server.origin}/hq/api/refunds/${address}`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json', origin: upi.server.origin },
    body: JSON.stringify(body),
  });
  if (response.status === 204) return 'done';
  return ((await response.json()) as { error: { code: string } }).error.code;
}

const request = (receiptNumber: string, of: object = {}) =>
  act('request', { ...ASKS, receiptNumber, reason: REASON, ...of });

async function refundOf(receiptNumber: string): Promise<RefundRow> {
  const cookie = await signedIn();
  const response = await fetch(`${upi.server.origin}/hq/api/refunds`, { headers: { cookie } });
  const { rows } = (await response.json()) as { rows: readonly RefundRow[] };
  const row = rows.find((it) => it.receiptNumber === receiptNumber);
  if (row === undefined) throw new Error('a refund');
  return row;
}

const address = async (receiptNumber: string): Promise<string> =>
  `${OFFICE}/${(await refundOf(receiptNumber)).refundId}`;

let receipts = 0;
async function receipt(of: { readonly tenderKind: 'upi' | 'cash'; readonly quoteId: string }) {
  receipts += 1;
  const receiptNumber = `${counter.counterId}/2627/00000${receipts}`;
  const { seq } = counter.journal.append('receipt.issued', {
    ...of,
    receiptNumber,
    serviceCode: 'LL-NEW',
    tariff: { tariffId: 't', version: 1, hash: 'a'.repeat(64) },
    totalPaise: 95_050,
    language: 'hi',
    issuedAt: upi.now(),
    citizen: { ref: receipts.toString(16).padStart(32, '0') },
    lines: [],
  });
  await postBatch(upi.server, batchText(counter, counter.journal.entries));
  await upi.server.server.projector.settled();
  return { receiptNumber, seq };
}

async function paidByUpi() {
  const quote = counter.quote(95_050);
  const { orderId } = await counter.request(quote);
  upi.simulator.ledger.pay(orderId, 'SUCCESS');
  await upi.simulator.deliver();
  await upi.round();
  const quoteId = orderId.replace(/-U1$/, '');
  return { orderId, ...(await receipt({ tenderKind: 'upi', quoteId })) };
}

const backOf = (orderId: string) =>
  upi.simulator.ledger.orders.get(orderId)?.refunds.map(({ amountPaise }) => amountPaise);

async function note(of: { readonly receiptNumber: string; readonly seq: number }) {
  const { counterId } = counter;
  const query = new URLSearchParams({ ...of, counterId, seq: String(of.seq) });
  const response = await fetch(`${upi.server.origin}/v1/public/receipts/status?${query}`);
  return ((await response.json()) as ReceiptStatus).refund;
}

test('RS1 RS2 RS3 P6 two people, a number, and the gateway sends it back; the evidence records it', async () => {
  const paid = await paidByUpi();
  const { receiptNumber, orderId } = paid;
  expect(await request(receiptNumber.toLowerCase())).toBe('done');
  expect(await refundOf(receiptNumber)).toMatchObject({
    state: 'endorsed',
    basis: 'sanction',
    amountPaise: 95_050,
    endorsedBy: 'S9001',
    isByGateway: true,
  });
  const at = await address(receiptNumber);
  await upi.round();
  expect(backOf(orderId)).toEqual([]);
  expect(await act(`${at}/approve`, ASKS)).toBe('HQ_STAFF_WRONG');
  expect(await act(`${at}/approve`, APPROVES)).toBe('done');
  const paying = { ...ASKS, how: 'bank', reference: 'NEFT-1' };
  expect(await act(`${at}/pay`, paying)).toBe('REFUND_BY_GATEWAY');
  for (let n = 0; n < 3; n += 1) {
    await upi.round();
    upi.pass(21_600_000);
  }
  expect(backOf(orderId)).toEqual([95_050]);
  const sanctionNumber = `${OFFICE}/S/2627/000001`;
  expect(await refundOf(receiptNumber)).toMatchObject({
    state: 'paid',
    sanctionNumber,
    paidReference: expect.stringMatching(/^ARN\d+$/) as string,
  });
  expect(await note(paid)).toEqual({ state: 'paid', amountPaise: 95_050, sanctionNumber });
  const facts = await officeEntriesAfter(upi.server.database.read, OFFICE, { seq: 0, limit: 500 });
  const kinds = facts.map(({ text }) => (JSON.parse(text) as { kind: string }).kind);
  expect(kinds.filter((kind) => kind.startsWith('refund.') || kind.includes('refund_'))).toEqual([
    'refund.proposed',
    'refund.endorsed',
    'refund.approved',
    'refund.paid',
  ]);
});

test('RS3 a receipt paid in cash is a bill: recorded by a person, the next number of the series', async () => {
  const { receiptNumber } = await receipt({ tenderKind: 'cash', quoteId: 'ANY-Q1' });
  expect(await request(receiptNumber)).toBe('done');
  const at = await address(receiptNumber);
  expect(await act(`${at}/approve`, APPROVES)).toBe('done');
  expect(await refundOf(receiptNumber)).toMatchObject({
    isByGateway: false,
    sanctionNumber: `${OFFICE}/S/2627/000002`,
  });
  expect(await act(`${at}/pay`, { ...ASKS, how: 'bank', reference: 'NEFT-2' })).toBe('done');
});

test('RS3 what the gateway would not send back in five attempts is a person’s to pay', async () => {
  const { receiptNumber, orderId } = await paidByUpi();
  expect(await request(receiptNumber)).toBe('done');
  const at = await address(receiptNumber);
  upi.simulator.ledger.refundsFail = true;
  expect(await act(`${at}/approve`, APPROVES)).toBe('done');
  for (let n = 0; n < 12; n += 1) {
    await upi.round();
    upi.pass(21_600_000);
  }
  upi.simulator.ledger.refundsFail = false;
  expect(upi.simulator.ledger.orders.get(orderId)?.refunds).toHaveLength(5);
  expect(await refundOf(receiptNumber)).toMatchObject({ state: 'approved', isByGateway: false });
  expect(await act(`${at}/pay`, { ...ASKS, how: 'bank', reference: 'NEFT-3' })).toBe('done');
});

test('RS1 bad input: unknown, reversed, asked for before, an amount, no reason, nobody', async () => {
  const { receiptNumber } = await receipt({ tenderKind: 'cash', quoteId: 'ANY-Q2' });
  expect(await request(`${counter.counterId}/2627/000999`)).toBe('RECEIPT_NOT_HELD');
  expect(await request('XX-YY-01-C1/2627/000001')).toBe('RECEIPT_NOT_HELD');
  expect(await request('?')).toBe('INPUT_INVALID');
  expect(await request(receiptNumber, { reason: ' ' })).toBe('INPUT_INVALID');
  expect(await request(receiptNumber, { amountPaise: 1 })).toBe('INPUT_INVALID');
  expect(await request(receiptNumber, { pin: '000000' })).toBe('HQ_STAFF_WRONG');
  expect(await request(receiptNumber)).toBe('done');
  expect(await request(receiptNumber)).toBe('REFUND_STATE');
  const reversed = await receipt({ tenderKind: 'cash', quoteId: 'ANY-Q3' });
  const amounts = { amountPaise: 95_050, paidBackPaise: 95_050 };
  counter.journal.append('charge.reversed', { receiptNumber: reversed.receiptNumber, ...amounts });
  await postBatch(upi.server, batchText(counter, counter.journal.entries));
  await upi.server.server.projector.settled();
  expect(await request(reversed.receiptNumber)).toBe('ALREADY_REVERSED');
});
