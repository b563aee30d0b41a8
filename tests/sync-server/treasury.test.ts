/** From the bank to the treasury, and the cash book: docs/spec/deposits.md, DE11 to DE14. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { paise } from '#domain/money.ts';
import { addDays, instant } from '#domain/time.ts';
import type { OfficeFact } from '#protocol/office-chain.ts';
import type {
  ExpectedSettlements,
  RemittanceRow,
  Remittances,
} from '#server/api/office-cash-contract.ts';
import type { CashBook, MonthFigures } from '#server/api/office-registers-contract.ts';
import { keepBookEvent } from '#server/store/gateway-books.ts';
import { recordFact } from '#server/store/office-chain.ts';
import {
  bag,
  balances,
  BRANCH,
  noon,
  openDesk,
  people,
  prepared,
  TREASURY,
} from './deposit-kit.ts';
import { DAY, openOffice, signIn, workADay } from './desk-kit.ts';
import { startTestServer, write, type TestServer } from './testkit.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
}, 60_000);
afterAll(async () => {
  await server.stop();
});

describe('to the treasury', () => {
  test('DE11 DE12 P5 head by head, never more than reached the bank, by two people', async () => {
    const { office, maker, checker, fees } = await openDesk(server);
    const { depositId, lines } = await prepared(maker, bag(fees));
    const ask = (body: Record<string, unknown>) => maker.post('/remittances', body);
    const of = { branchId: TREASURY.branchId, lines };
    expect((await ask(of)).code).toBe('REMITTANCE_TOO_MUCH');
    await checker.post(`/deposits/${depositId}/carry`, people);
    const slip = { bankReference: `R ${depositId}`, realisedOn: DAY, acceptedPaise: fees };
    await maker.post(`/deposits/${depositId}/accept`, slip);
    const { heads } = await maker.read<Remittances>('/remittances');
    const byHead = (all: readonly { account: string; amountPaise: number }[]) =>
      new Map(all.map(({ account, amountPaise }) => [account, amountPaise]));
    expect(
      byHead(heads.map(({ account, atBankPaise }) => ({ account, amountPaise: atBankPaise }))),
    ).toEqual(byHead(lines));
    const [largest] = lines.toSorted((a, b) => b.amountPaise - a.amountPaise);
    if (largest === undefined) throw new Error('a line');
    const more = { account: largest.account, amountPaise: largest.amountPaise + 1 };
    expect((await ask({ ...of, lines: [more] })).code).toBe('REMITTANCE_TOO_MUCH');
    expect((await ask({ ...of, lines: [largest, largest] })).code).toBe('INPUT_INVALID');
    expect((await ask({ ...of, branchId: BRANCH.branchId })).code).toBe('BRANCH_UNKNOWN');
    const answer = await ask(of);
    expect(answer.code).toBe('200');
    const { remittanceId, amountPaise } = answer.json as unknown as RemittanceRow;
    expect(amountPaise).toBe(fees);
    expect((await ask(of)).code).toBe('REMITTANCE_TOO_MUCH');
    const at = `/remittances/${remittanceId}`;
    const challan = { challanNumber: 'GRN-2611-001', realisedOn: DAY };
    expect((await maker.post(`${at}/remit`, challan)).code).toBe('SECOND_PERSON_NEEDED');
    const early = { ...challan, realisedOn: addDays(DAY, -1) };
    expect((await checker.post(`${at}/remit`, early)).code).toBe('BANK_DATE_EARLY');
    expect((await checker.post(`${at}/remit`, challan)).code).toBe('204');
    expect((await checker.post(`${at}/remit`, challan)).code).toBe('REMITTANCE_STATE');
    expect((await checker.post('/remittances/none/remit', challan)).code).toBe(
      'REMITTANCE_UNKNOWN',
    );
    const after = await balances(server, office);
    expect([after('bank'), after('treasury')]).toEqual([0, fees]);
    const month = await maker.read<MonthFigures>('/month?month=2026-11');
    const total = (field: 'cashPaise' | 'depositedPaise' | 'remittedPaise') =>
      month.heads.reduce((sum, head) => sum + head[field], 0);
    expect(total('depositedPaise')).toBe(total('remittedPaise'));
    for (const column of ['openingPaise', 'movedPaise', 'closingPaise'] as const) {
      expect(month.accounts.reduce((sum, it) => sum + it[column], 0)).toBe(0);
    }
  });

  test('DE11 a remittance that is given up is there for another', async () => {
    const { maker, checker, fees } = await openDesk(server);
    const { depositId, lines } = await prepared(maker, bag(fees));
    await checker.post(`/deposits/${depositId}/carry`, people);
    const slip = { bankReference: `W ${depositId}`, realisedOn: DAY, acceptedPaise: fees };
    await maker.post(`/deposits/${depositId}/accept`, slip);
    const of = { branchId: TREASURY.branchId, lines };
    const first = (await maker.post('/remittances', of)).json as unknown as RemittanceRow;
    const words = { words: 'wrong treasury' };
    expect((await maker.post(`/remittances/${first.remittanceId}/withdraw`, words)).code).toBe(
      '204',
    );
    expect((await maker.post('/remittances', of)).code).toBe('200');
  });
});

describe('the cash book', () => {
  test('DE13 P5 the cash book begins and ends with the cash that is there', async () => {
    const { office, maker, checker, fees } = await openDesk(server);
    const { depositId } = await prepared(maker, bag(fees));
    await checker.post(`/deposits/${depositId}/carry`, people);
    const book = await maker.read<CashBook>('/cash-book?month=2026-11');
    const cash = await balances(server, office);
    expect(book).toMatchObject({ openingPaise: 0, closingPaise: cash('safe') });
    const [day] = book.days;
    if (day === undefined) throw new Error('a day');
    const { openingPaise, receiptsPaise, otherPaise, depositsPaise, closingPaise } = day;
    expect(openingPaise + receiptsPaise + otherPaise - depositsPaise).toBe(closingPaise);
    expect(depositsPaise).toBe(fees);
    expect(day.deposits).toEqual([{ depositId, amountPaise: fees, bankReference: null }]);
    expect((await maker.get('/cash-book?month=2026-13')).code).toBe('INPUT_INVALID');
  });
});

test('DE14 P5 what the gateway paid out goes on to the treasury, and what came back does not', async () => {
  server.clock.now = noon();
  const office = await openOffice(server, { counters: 1 });
  const { officeId } = office;
  const part = {
    settlementId: 'SET-9',
    utr: 'UTR-9',
    grossPaise: paise(95_000),
    refundedPaise: paise(5_000),
    feePaise: paise(1_180),
    taxPaise: paise(180),
    lines: [
      { account: 'revenue:0041', amountPaise: paise(95_000) },
      { account: 'refunds-payable', amountPaise: paise(-5_000) },
    ],
  };
  const say = (fact: OfficeFact) =>
    write(server.database, (writer) =>
      recordFact(server.context, writer, { officeId, at: instant(server.clock.now), fact }),
    );
  const counts = { nth: 1, payments: 1, settledOn: DAY };
  await say({ kind: 'settlement.arrived', body: { ...part, ...counts } });
  const arrived = await balances(server, office);
  const amounts = ['bank', 'gateway-fees', 'upi'].map((account) => arrived(account));
  expect(amounts).toEqual([88_820, 1_180, -90_000]);
  const page = await signIn(server, officeId);
  const heads = async () =>
    (await page.read<Remittances>('/remittances')).heads.map((it) => [it.account, it.atBankPaise]);
  expect(await heads()).toEqual([
    ['refunds-payable', -5_000],
    ['revenue:0041', 95_000],
  ]);
  await say({ kind: 'settlement.returned', body: part });
  expect(await heads()).toEqual([]);
  const returned = await balances(server, office);
  expect([returned('bank'), returned('gateway-fees'), returned('upi')]).toEqual([0, 0, 0]);
});

test('DE14 what is in no settlement yet is expected two working days after it was paid', async () => {
  server.clock.now = noon();
  const office = await openOffice(server, { counters: 1 });
  const { officeId } = office;
  await workADay(server, office, { charges: 12 });
  const { read } = server.database;
  const receipts = await read.rows<{ number: string; total: number }>(
    'SELECT receipt_number AS number, total_paise AS total FROM charge ' +
      "WHERE office_id = ? AND tender_kind = 'upi'",
    [officeId],
  );
  expect(receipts.length).toBeGreaterThan(1);
  await write(server.database, async (writer) => {
    for (const { number, total } of receipts) {
      await writer.run(
        'INSERT INTO upi_success (gateway_payment_id, office_id, charge_id, order_id, amount_paise) ' +
          'VALUES (?,?,?,?,?)',
        [`P ${number}`, officeId, number, number, total],
      );
      await writer.run(
        'INSERT INTO upi_charge_quote (office_id, quote_id, charge_id, receipt_number) ' +
          'VALUES (?,?,?,?)',
        [officeId, number, number, number],
      );
    }
    const [{ number, total } = { number: '', total: 0 }] = receipts;
    await keepBookEvent(writer, {
      eventId: number,
      type: 'PAYMENT',
      orderId: number,
      gatewayPaymentId: `P ${number}`,
      settlementId: 'SET-1',
      utr: 'UTR-1',
      refundId: null,
      amountPaise: paise(total),
      feePaise: paise(0),
      taxPaise: paise(0),
      at: server.clock.now,
    });
  });
  const grossPaise = receipts.slice(1).reduce((sum, { total }) => sum + total, 0);
  const expected = { date: DAY, payments: receipts.length - 1, grossPaise };
  const seen = async (at: number) => {
    server.clock.now = at;
    const page = await signIn(server, officeId);
    return (await page.read<ExpectedSettlements>('/settlements')).rows;
  };
  const expectedOn = addDays(DAY, 2);
  expect(await seen(noon())).toEqual([{ ...expected, expectedOn, isLate: false }]);
  expect(await seen(noon(addDays(DAY, 3)))).toMatchObject([{ isLate: true }]);
});
