/** The transfers' client against the simulated gateway, both held to the vendor's own document. */
import { existsSync } from 'node:fs';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { paise } from '#domain/money.ts';
import { openCashfreePayouts, type PayoutGateway } from '#server/payments/payouts-client.ts';
import { readTransferHint } from '#server/payments/webhook.ts';
import { createSimulator, type Simulator } from '#server/simulators/cashfree/server.ts';
import type { SimTransfers } from '#server/simulators/cashfree/transfers.ts';
import { readVendorDocument } from '#server/simulators/cashfree/vendor-document.ts';

const DOCUMENT = path.resolve('../shared/specs/cashfree/openapi-PO-2024-01-01.json');
const document = existsSync(DOCUMENT) ? readVendorDocument(DOCUMENT) : null;
const whereDocumented = test.skipIf(document === null);

const TRANSFER = { transferId: 'KA_BLR_01_T1', amountPaise: paise(10_095_050) };
const ACCOUNT = { name: 'State Treasury', account: '123456789012', ifsc: 'SBIN0001161' };

let simulator: Simulator;
let bank: SimTransfers;
let origin: string;
const open = (change: object = {}): PayoutGateway =>
  openCashfreePayouts({
    clientId: 'payouts',
    clientSecret: 'a-secret-of-payouts',
    environment: 'sandbox',
    fundsource: null,
    origin,
    timeoutMs: 2_000,
    ...ACCOUNT,
    ...change,
  });

beforeEach(async () => {
  simulator = createSimulator({
    clientId: 'me',
    clientSecret: 'another-secret',
    notifyUrl: null,
    document: null,
    payouts: {
      clientId: 'payouts',
      clientSecret: 'a-secret-of-payouts',
      notifyUrl: null,
      document,
    },
  });
  origin = await simulator.app.listen({ host: '127.0.0.1', port: 0 });
  if (simulator.transfers === null) throw new Error('transfers are on');
  bank = simulator.transfers;
});
afterEach(async () => {
  expect(simulator.violations).toEqual([]);
  await simulator.app.close();
});

test('PO5 a transfer to the account of the settings; the same again is the same', async () => {
  const gateway = open();
  expect(await gateway.find(TRANSFER)).toMatchObject({ error: { code: 'PAYOUT_UNKNOWN' } });
  const pending = { ok: true, value: { status: 'pending', bankReference: null } };
  expect(await gateway.send(TRANSFER)).toEqual(pending);
  expect(await gateway.send(TRANSFER)).toEqual(pending);
  expect([...bank.transfers.values()]).toMatchObject([
    { amountPaise: 10_095_050, account: ACCOUNT.account, ifsc: ACCOUNT.ifsc },
  ]);
});

test('PO3 each word of the bank, and one that is not known yet', async () => {
  const gateway = open();
  await gateway.send(TRANSFER);
  const said = async (status: string) => {
    bank.say(TRANSFER.transferId, status as 'SUCCESS');
    const found = await gateway.find(TRANSFER);
    return found.ok ? found.value.status : found.error.code;
  };
  const words = ['PENDING', 'APPROVAL_PENDING', 'QUEUED', 'SOMETHING_NEW', 'SUCCESS', 'REVERSED'];
  const answers = [];
  for (const word of [...words, 'FAILED', 'REJECTED', 'MANUALLY_REJECTED']) {
    answers.push(await said(word));
  }
  expect(answers).toEqual([
    'pending',
    'pending',
    'pending',
    'pending',
    'success',
    'reversed',
    'failed',
    'failed',
    'failed',
  ]);
  const found = await gateway.find(TRANSFER);
  expect(found).toMatchObject({ value: { bankReference: expect.stringMatching(/^SIMR\d{16}$/) } });
});

test('PO3 silence, 429, 500 and a web page say nothing; the order whose answer was lost is found', async () => {
  const gateway = open({ timeoutMs: 250 });
  for (const fault of ['silent', 'busy', 'broken', 'html'] as const) {
    simulator.fault = fault;
    expect(await gateway.find(TRANSFER)).toMatchObject({ error: { code: 'GATEWAY_UNAVAILABLE' } });
    expect(await gateway.send(TRANSFER)).toMatchObject({ error: { code: 'GATEWAY_UNAVAILABLE' } });
  }
  simulator.fault = 'none';
  bank.losesAnswer = true;
  expect(await gateway.send(TRANSFER)).toMatchObject({ error: { code: 'GATEWAY_UNAVAILABLE' } });
  expect(await gateway.find(TRANSFER)).toMatchObject({ ok: true });
});

describe('what is understood and refused', () => {
  test('PO5 another amount under the same name is not ours', async () => {
    await open().send(TRANSFER);
    const other = { ...TRANSFER, amountPaise: paise(10_095_051) };
    for (const answer of [await open().find(other), await open().send(other)]) {
      expect(answer).toMatchObject({ error: { code: 'GATEWAY_REFUSED' } });
    }
  });

  test.each([
    [{ clientSecret: 'wrong-secret' }, 'authentication_failed'],
    [{ name: 'Treasury No. 4' }, 'beneficiary_details_beneficiary_name_invalid'],
    [{ ifsc: 'SBI1' }, 'beneficiary_details_beneficiary_instrument_details_bank_ifsc_invalid'],
  ])('%j', async (change, reason) => {
    const answer = await open(change).send(TRANSFER);
    expect(answer).toMatchObject({ error: { code: 'GATEWAY_REFUSED', details: { reason } } });
    expect(bank.transfers.size).toBe(0);
  });

  test('an id with a hyphen, less than a rupee, an account that is not switched on', async () => {
    const gateway = open();
    const refused = { error: { code: 'GATEWAY_REFUSED' } };
    expect(await gateway.send({ ...TRANSFER, transferId: 'KA-BLR-01-T1' })).toMatchObject(refused);
    expect(await gateway.send({ ...TRANSFER, amountPaise: paise(99) })).toMatchObject(refused);
    bank.areOff = true;
    expect(await gateway.send(TRANSFER)).toMatchObject({
      error: { details: { reason: 'apis_not_enabled' } },
    });
  });
});

whereDocumented('the document refuses what the vendor would', () => {
  const check = (body: object) => document?.request('PayoutInitiateTransfer', body) ?? null;
  const good = { transfer_id: 'A1', transfer_amount: 1, beneficiary_details: {} };
  expect(check(good)).toBeNull();
  expect(check({ ...good, transfer_amount: '1.00' })).toMatch(/number/);
  expect(check({ ...good, transfer_mode: 'cheque' })).toMatch(/allowed/);
  expect(check({ ...good, transfer_id: 'A'.repeat(41) })).toMatch(/more than 40/);
  expect(check({ transfer_id: 'A1' })).toMatch(/transfer_amount/);
  expect(document?.answer('PayoutFetchTransfer', { transfer_amount: '1' })).toMatch(/number/);
  expect(document?.request('NoSuchCall', {})).toMatch(/not in the document/);
});

test('U17 PO4 each kind of webhook names its transfer; a batch’s names none', async () => {
  await open().send(TRANSFER);
  simulator.held = true;
  for (const status of ['SUCCESS', 'REVERSED', 'FAILED', 'REJECTED'] as const) {
    bank.say(TRANSFER.transferId, status);
  }
  const hints = simulator.waiting.map(({ body }) => readTransferHint(Buffer.from(body)));
  expect(hints.map((hint) => hint.ok && [hint.value.type, hint.value.orderId])).toEqual([
    ['TRANSFER_SUCCESS', TRANSFER.transferId],
    ['TRANSFER_REVERSED', TRANSFER.transferId],
    ['TRANSFER_FAILED', TRANSFER.transferId],
    ['TRANSFER_REJECTED', TRANSFER.transferId],
  ]);
  const others = '{"type":"LOW_BALANCE_ALERT","data":{"current_balance":12345678901234567890}}';
  expect(readTransferHint(Buffer.from(others))).toMatchObject({ value: { orderId: null } });
  expect(readTransferHint(Buffer.from('<html>')).ok).toBe(false);
});
