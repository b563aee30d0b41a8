/** The gateway's books at HQ: pulled by cursor, matched three ways; what did not go out, tried again. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import type { CounterId, StaffId } from '#domain/ids.ts';
import type { GatewayReport } from '#server/api/gateway-contract.ts';
import { setUpHqStaff } from '#server/fleet/hq-staff.ts';
import { batchText, HQ_TOKEN, postBatch, write } from '#tests/sync-server/testkit.ts';
import { openCounter, startUpi, type Upi, type UpiCounter } from './upi-kit.ts';

let upi: Upi;
let counter: UpiCounter;
let cookie = '';
const PROOF = { staffId: 'S9001' as StaffId, pin: '246810' };

beforeAll(async () => {
  upi = await startUpi();
  upi.simulator.held = true;
  counter = await openCounter(upi, 'KA-BLR-01-C3' as CounterId);
  await setUpHqStaff(upi.server.database, [{ ...PROOF, name: 'Asha', role: 'hq_operator' }]);
  const session = await fetch(`${upi.server.origin}/hq/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: HQ_TOKEN }),
  });
  cookie = (session.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
});
afterAll(async () => {
  expect(upi.simulator.violations).toEqual([]);
  await upi.stop();
});

const report = async (): Promise<GatewayReport> => {
  const response = await fetch(`${upi.server.origin}/hq/api/gateway`, { headers: { cookie } });
  expect(response.status).toBe(200);
  return (await response.json()) as GatewayReport;
};

const retry = async (id: string, body: object) => {
  const response = await fetch(`${upi.server.origin}/hq/api/outbox/${id}/retry`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json', origin: upi.server.origin },
    body: JSON.stringify(body),
  });
  return { status: response.status, text: await response.text() };
};

test('U24 journal, our evidence and the gateway agree; each difference is a typed break', async () => {
  const quote = counter.quote(95_050);
  const { orderId } = await counter.request(quote);
  upi.simulator.ledger.pay(orderId, 'SUCCESS');
  await upi.simulator.deliver();
  await upi.round();
  expect((await report()).readAt).toBeNull();
  // Just paid: neither a receipt nor the gateway's books are due yet.
  expect((await report()).breaks).toEqual([]);
  upi.pass(3_600_001);
  await upi.pullBooks();
  expect((await report()).breaks).toEqual([
    expect.objectContaining({ kind: 'no_receipt', oursPaise: 95_050 }),
  ]);
  expect((await report()).readAt).toBe(upi.now());
  const chargeId = orderId.replace(/-U1$/, '');
  const receipt = {
    receiptNumber: `${counter.counterId}/2627/000001`,
    quoteId: chargeId,
    serviceCode: 'LL',
    tariff: { tariffId: 't', version: 1 },
    totalPaise: 95_050,
    tenderKind: 'upi',
    issuedAt: upi.now(),
  };
  counter.journal.append('receipt.issued', receipt);
  const unpaid = { receiptNumber: `${counter.counterId}/2627/000002`, quoteId: 'NONE-Q1' };
  counter.journal.append('receipt.issued', { ...receipt, ...unpaid });
  await postBatch(upi.server, batchText(counter, counter.journal.entries));
  await upi.server.server.projector.settled();
  expect((await report()).breaks).toEqual([
    expect.objectContaining({ kind: 'no_payment', chargeId: unpaid.receiptNumber }),
  ]);
  await write(upi.server.database, (writer) =>
    writer.run('UPDATE gateway_event SET amount_paise = amount_paise - 1'),
  );
  expect((await report()).breaks[0]).toMatchObject({
    kind: 'amount_differs',
    oursPaise: 95_050,
    theirsPaise: 95_049,
  });
});

test('U24 pages by cursor; foreign payments are breaks; fee and tax apart, to the paisa', async () => {
  const { ledger } = upi.simulator;
  const expiresAt = upi.now() + 600_000;
  for (let n = 0; n < 130; n += 1) {
    ledger.create({ id: `FOREIGN_${n}`, amountPaise: 10_100 + n, expiresAt });
    ledger.pay(`FOREIGN_${n}`, 'SUCCESS');
  }
  const settlement = ledger.settle();
  upi.simulator.waiting.splice(0);
  await upi.pullBooks();
  await upi.pullBooks();
  const { breaks, settlements } = await report();
  expect(breaks.filter(({ kind }) => kind === 'not_ours')).toHaveLength(130);
  expect(settlements).toMatchObject([
    {
      settlementId: settlement?.id,
      state: 'arrived',
      utr: settlement?.utr,
      payments: 131,
      feePaise: settlement?.feePaise,
      taxPaise: settlement?.taxPaise,
    },
  ]);
});

test('U18 what was given up is in sight, and a person who signs has it tried again', async () => {
  const key = 'upi.terminate/GIVEN-UP';
  await write(upi.server.database, (writer) =>
    writer.run(
      'INSERT INTO outbox (effect_key, kind, body, state, attempts, due_at, last_error, created_at) ' +
        "VALUES (?, 'upi.terminate', '{\"orderId\":\"NOPE\"}', 'dead', 12, 0, 'GATEWAY_REFUSED', 1)",
      [key],
    ),
  );
  const { stuck } = await report();
  expect(stuck).toMatchObject([{ key, state: 'dead', attempts: 12 }]);
  const id = stuck[0]?.id ?? '';
  expect((await retry(id, { ...PROOF, pin: '000000' })).status).not.toBe(200);
  expect((await report()).stuck).toHaveLength(1);
  expect(await retry(id, PROOF)).toMatchObject({ status: 200 });
  await upi.round();
  expect((await report()).stuck).toEqual([]);
  expect((await retry(id, PROOF)).text).toContain('EFFECT_NOT_DEAD');
});

test('messages of the gateway are forgotten when none may be repeated any more', async () => {
  upi.pass(5 * 3_600_000);
  await upi.pullBooks();
  const rows = await upi.server.database.read.rows('SELECT 1 FROM gateway_message', []);
  expect(rows).toEqual([]);
});
