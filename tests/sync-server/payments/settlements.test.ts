/** What the gateway paid out: its own word, the movements in it, and each office's part in the books. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import type { CounterId } from '#domain/ids.ts';
import type { GatewayReport } from '#server/api/gateway-contract.ts';
import { balancesAt } from '#server/store/books.ts';
import { officeEntriesAfter } from '#server/store/office-chain.ts';
import { batchText, HQ_TOKEN, OFFICE, postBatch, write } from '#tests/sync-server/testkit.ts';
import { openCounter, startUpi, type Upi, type UpiCounter } from './upi-kit.ts';

const DAY_MS = 86_400_000;

let upi: Upi;
let counter: UpiCounter;
beforeAll(async () => {
  upi = await startUpi();
  upi.simulator.held = true;
  counter = await openCounter(upi, 'KA-BLR-01-C3' as CounterId);
});
afterAll(async () => {
  expect(upi.simulator.violations).toEqual([]);
  await upi.stop();
});

async function paid(totalPaise: number): Promise<string> {
  const { orderId } = await counter.request(counter.quote(totalPaise));
  upi.simulator.ledger.pay(orderId, 'FAILED');
  upi.simulator.ledger.pay(orderId, 'SUCCESS');
  await upi.simulator.deliver();
  await upi.round();
  return orderId;
}

const settle = () => upi.simulator.ledger.settle() ?? upi.simulator.ledger.settlements[0];

async function facts() {
  const rows = await officeEntriesAfter(upi.server.database.read, OFFICE, { seq: 0, limit: 500 });
  return rows
    .map(({ text }) => JSON.parse(text) as { kind: string; body: Record<string, unknown> })
    .filter(({ kind }) => kind.startsWith('settlement.'));
}

async function report(): Promise<GatewayReport> {
  const session = await fetch(`${upi.server.origin}/hq/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: HQ_TOKEN }),
  });
  const cookie = (session.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const response = await fetch(`${upi.server.origin}/hq/api/gateway`, { headers: { cookie } });
  return (await response.json()) as GatewayReport;
}
const kinds = async () => (await report()).breaks.map(({ kind }) => kind);

const balance = async (account: string): Promise<number> =>
  (await balancesAt(upi.server.database.read, OFFICE, null)).get(account) ?? 0;

test('U26 P5 the office’s part, to the paisa, once: gross, what went back, fee and tax', async () => {
  const first = await paid(95_050);
  await paid(1_00_000);
  upi.simulator.ledger.create({
    id: 'FOREIGN',
    amountPaise: 77_700,
    expiresAt: upi.now() + 600_000,
  });
  upi.simulator.ledger.pay('FOREIGN', 'SUCCESS');
  upi.simulator.ledger.refund(first, { refundId: 'BY-HAND', amountPaise: 5_050 });
  const settlement = settle();
  await upi.simulator.deliver();
  expect(upi.server.server.payments?.areBooksWanted).toBe(true);
  await upi.pullBooks();
  await upi.pullBooks();
  const feePaise = 380 + 68 + 400 + 72;
  const part = { grossPaise: 1_95_050, refundedPaise: 5_050, feePaise, taxPaise: 68 + 72 };
  expect(await facts()).toMatchObject([
    {
      kind: 'settlement.arrived',
      body: { settlementId: settlement?.id, utr: settlement?.utr, nth: 1, ...part },
    },
  ]);
  expect(await balance('bank')).toBe(1_95_050 - 5_050 - feePaise);
  expect(await balance('gateway-fees')).toBe(feePaise);
  expect((await report()).settlements).toMatchObject([
    { state: 'arrived', payments: 3, grossPaise: 2_72_750, refundedPaise: 5_050 },
  ]);
  // The payment that failed is no break; what HQ did not ask to go back will be, after a day.
  expect(await kinds()).toEqual(['not_ours']);
  upi.pass(DAY_MS + 1);
  await upi.pullBooks();
  expect(await kinds()).toContain('refund_not_ours');
});

test('U26 evidence that came late: the rest of the office’s part is another fact', async () => {
  await paid(20_000);
  const { orderId } = await counter.request(counter.quote(50_000));
  upi.simulator.ledger.pay(orderId, 'SUCCESS');
  settle();
  await upi.pullBooks();
  expect((await facts()).at(-1)?.body).toMatchObject({ nth: 1, grossPaise: 20_000 });
  await upi.simulator.deliver();
  await upi.round();
  await upi.pullBooks();
  expect((await facts()).at(-1)?.body).toMatchObject({ nth: 2, grossPaise: 50_000 });
});

test('U26 the bank sends it back: taken out, and in again under its next reference', async () => {
  await paid(30_000);
  const before = await balance('bank');
  const settlement = settle();
  if (settlement === undefined) throw new Error('a settlement');
  await upi.pullBooks();
  const after = await balance('bank');
  expect(after).toBeGreaterThan(before);
  upi.simulator.ledger.sendBack(settlement);
  await upi.pullBooks();
  expect(await balance('bank')).toBe(before);
  const utr = settlement.utr;
  upi.simulator.ledger.land(settlement);
  await upi.pullBooks();
  await upi.pullBooks();
  expect(await balance('bank')).toBe(after);
  const last = (await facts()).slice(-3);
  expect(last.map(({ kind, body }) => [kind, body['utr'] === utr])).toEqual([
    ['settlement.arrived', true],
    ['settlement.returned', true],
    ['settlement.arrived', false],
  ]);
});

test('U26 the heads follow the receipts, also when those come after the money', async () => {
  const orderId = await paid(95_000);
  settle();
  await upi.pullBooks();
  const linesOf = async () => (await facts()).at(-1)?.body['lines'];
  expect(await linesOf()).toEqual([
    { account: 'awaiting-upi', amountPaise: 95_000 },
    { account: 'gateway-fees', amountPaise: -448 },
  ]);
  counter.journal.append('receipt.issued', {
    receiptNumber: `${counter.counterId}/2627/000001`,
    quoteId: orderId.replace(/-U1$/, ''),
    serviceCode: 'LL',
    tariff: { tariffId: 't', version: 1 },
    totalPaise: 95_000,
    tenderKind: 'upi',
    issuedAt: upi.now(),
    lines: [
      { code: 'a', head: '0041', amountPaise: 80_000 },
      { code: 'b', head: '0070', amountPaise: 15_000 },
    ],
  });
  await postBatch(upi.server, batchText(counter, counter.journal.entries));
  await upi.server.server.projector.settled();
  const bank = await balance('bank');
  await upi.pullBooks();
  await upi.pullBooks();
  expect((await facts()).at(-1)?.body).toMatchObject({ nth: 2, grossPaise: 0, payments: 0 });
  expect(await linesOf()).toEqual([
    { account: 'awaiting-upi', amountPaise: -95_000 },
    { account: 'revenue:0041', amountPaise: 80_000 },
    { account: 'revenue:0070', amountPaise: 15_000 },
  ]);
  expect(await balance('bank')).toBe(bank);
});

test('U26 what is older than the days that are read is found in its settlement', async () => {
  await paid(40_000);
  upi.pass(20 * DAY_MS);
  settle();
  await upi.pullBooks();
  expect((await facts()).at(-1)?.body).toMatchObject({ grossPaise: 40_000 });
});

test('U26 a paisa of difference: a break, and nothing in the books', async () => {
  await paid(60_000);
  const settlement = settle();
  const before = (await facts()).length;
  await upi.pullBooks();
  expect((await facts()).length).toBe(before + 1);
  await paid(70_000);
  const next = upi.simulator.ledger.settle();
  if (next === null || settlement === undefined) throw new Error('a settlement');
  Object.assign(next, { grossPaise: next.grossPaise + 1 });
  await upi.pullBooks();
  expect(await kinds()).toContain('settlement_differs');
  expect((await facts()).length).toBe(before + 1);
  Object.assign(next, { grossPaise: next.grossPaise - 1 });
  await upi.pullBooks();
  expect(await kinds()).not.toContain('settlement_differs');
  expect((await facts()).length).toBe(before + 2);
});

test('U26 pages by cursor, broken off and read again', async () => {
  const { ledger } = upi.simulator;
  for (let n = 0; n < 240; n += 1) {
    ledger.create({ id: `MANY_${n}`, amountPaise: 10_000 + n, expiresAt: upi.now() + 600_000 });
    ledger.pay(`MANY_${n}`, 'SUCCESS');
  }
  await paid(80_000);
  settle();
  upi.simulator.waiting.splice(0);
  upi.simulator.fault = 'broken';
  await upi.pullBooks();
  upi.simulator.fault = 'none';
  expect(upi.server.warnings).toContain('upi.books_not_read');
  await upi.pullBooks();
  expect((await facts()).at(-1)?.body).toMatchObject({ grossPaise: 80_000 });
  const [row] = await upi.server.database.read.rows<{ n: number }>(
    "SELECT COUNT(*) AS n FROM gateway_event WHERE order_id LIKE 'MANY\\_%'",
  );
  expect(row?.n).toBe(240);
  await write(upi.server.database, (writer) => writer.run('DELETE FROM gateway_pull'));
  expect((await report()).readAt).toBeNull();
});
