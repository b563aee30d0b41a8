/** Documents of the manager's desk: bags, months, registers and closed days, over the real page and database. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { FormJson } from '#domain/documents/json.ts';
import { documentJson } from '#server/api/documents-contract.ts';
import type { ClosedDay } from '#server/api/office-contract.ts';
import type { CashBook } from '#server/api/office-registers-contract.ts';
import { balancesAt } from '#server/store/books.ts';
import {
  bag,
  noon,
  openDesk,
  people,
  prepared,
  type Desk,
} from '#tests/sync-server/deposit-kit.ts';
import {
  CHECKER,
  DAY,
  openOffice,
  signIn,
  signInAtHq,
  workADay,
  type AtPage,
} from '#tests/sync-server/desk-kit.ts';
import { startTestServer, type TestServer } from '#tests/sync-server/testkit.ts';

import { readPdf } from './pdf-reader.ts';

let server: TestServer;
let desk: Desk;
beforeAll(async () => {
  server = await startTestServer();
  desk = await openDesk(server);
}, 60_000);
afterAll(() => server.stop());

const paper = async (
  page: AtPage,
  kind: string,
  query: Record<string, string>,
): Promise<FormJson> => {
  const asked = new URLSearchParams({ ...query, format: 'json' });
  return documentJson.parse(await page.read(`/documents/${kind}?${asked}`));
};

const pdf = async (page: AtPage, path: string) => {
  const answer = await fetch(`${server.origin}/office/api/documents/${path}`, {
    headers: { cookie: page.cookie },
  });
  expect(answer.headers.get('content-type')).toBe('application/pdf');
  return readPdf(new Uint8Array(await answer.arrayBuffer())).sheets.flat();
};

const total = (form: FormJson, table: string, column: string): number =>
  Number(form.tables[table]?.totals?.[column] ?? 0);

describe('documents at the manager’s desk', () => {
  it('DO13 an office has its own documents and no others, and none without a session', async () => {
    const { maker, office } = desk;
    const mine = await paper(maker, 'day-book', { date: DAY });
    expect(mine.officeId).toBe(office.officeId);
    const other = await maker.get(`/documents/day-book?date=${DAY}&officeId=KA-BLR-01`);
    expect(other.code).toBe('INPUT_INVALID');
    const bare = await fetch(`${server.origin}/office/api/documents/day-book?date=${DAY}`);
    expect(bare.status).toBe(401);
  });

  it('DO1 DO7 a challan says what the deposit takes, head by head, at every step of its way', async () => {
    const { maker, checker, fees } = desk;
    const deposit = await prepared(maker, bag(fees));
    const query = { deposit: deposit.depositId };
    const before = await paper(maker, 'challan', query);
    expect(total(before, 'heads', 'amountPaise')).toBe(fees);
    expect(total(before, 'pieces', 'amountPaise')).toBe(fees);
    expect(before.facts['journey']).toMatchObject({ carrier: null, bankReference: null });
    const sheet = { occasion: 'deposit', number: deposit.depositId };
    expect((await paper(maker, 'denominations', sheet)).facts['sum']?.['totalPaise']).toBe(fees);
    const at = `/deposits/${deposit.depositId}`;
    expect((await checker.post(`${at}/carry`, people)).code).toBe('204');
    const slip = { bankReference: 'SBIN 42/1', realisedOn: DAY, acceptedPaise: fees };
    expect((await maker.post(`${at}/accept`, slip)).code).toBe('204');
    const after = await paper(maker, 'challan', query);
    expect(after.facts['journey']).toMatchObject({
      carrier: people.carrier,
      witness: people.witness,
      bankReference: 'SBIN 42/1',
      realisedOn: DAY,
      acceptedPaise: fees,
    });
    const texts = await pdf(maker, `challan?deposit=${deposit.depositId}&language=hi`);
    expect(texts).toContain('चालान');
    const unknown = await maker.get(`/documents/challan?deposit=${deposit.depositId}9`);
    expect(unknown.code).toBe('DEPOSIT_UNKNOWN');
  });

  it('DO8 P5 the bag that left stands on the payments’ side, and the book still closes', async () => {
    const { maker, office, fees } = desk;
    const book = await paper(maker, 'cash-book', { from: DAY, until: DAY });
    const balances = await balancesAt(server.database.read, office.officeId, null);
    const safe = balances.get('safe') ?? 0;
    expect(book.facts['period']?.['closingPaise']).toBe(safe);
    const bags = book.tables['paid']?.rows.filter(({ reference }) =>
      JSON.stringify(reference).includes(office.officeId),
    );
    expect(bags?.map(({ totalPaise }) => totalPaise)).toEqual([fees]);
  });

  it('DO8 DE13 P5 the register on the screen and the book on paper are one', async () => {
    const { maker } = desk;
    const register = await maker.read<CashBook>('/cash-book?month=2026-11');
    const book = await paper(maker, 'cash-book', { from: '2026-11-01', until: '2026-11-30' });
    const { openingPaise, closingPaise, days } = register;
    expect(book.facts['period']).toMatchObject({ openingPaise, closingPaise });
    const sumOf = (of: (day: CashBook['days'][number]) => number) =>
      days.reduce((so, day) => so + of(day), 0);
    const fees = book.tables['received']?.rows.filter(({ classification }) => classification);
    const paidBack = book.tables['paid']?.rows.filter(({ classification }) => classification);
    const total = (rows: typeof fees) =>
      rows?.reduce((so, { totalPaise }) => so + Number(totalPaise), 0) ?? 0;
    expect(total(fees)).toBeGreaterThan(0);
    expect(sumOf((day) => day.receiptsPaise)).toBe(total(fees) - total(paidBack));
    expect(sumOf((day) => day.depositsPaise)).toBe(desk.fees);
    const { cashPaise } = (await paper(maker, 'month-checklist', { month: '2026-11' })).tables[
      'days'
    ]?.totals ?? { cashPaise: null };
    expect(cashPaise).toBe(sumOf((day) => day.receiptsPaise));
  });

  it('DO12 DO7 the month says what each head brought and what has not reached the treasury', async () => {
    const { maker } = desk;
    const form = await paper(maker, 'month-checklist', { month: DAY.slice(0, 7) });
    const day = await paper(maker, 'day-book', { date: DAY });
    expect(total(form, 'heads', 'netPaise')).toBe(total(day, 'heads', 'totalPaise'));
    expect(total(form, 'days', 'cashPaise')).toBe(total(day, 'heads', 'cashPaise'));
    expect(total(form, 'days', 'upiPaise')).toBe(total(day, 'heads', 'upiPaise'));
    expect(total(form, 'days', 'depositedPaise')).toBe(desk.fees);
    expect(total(form, 'heads', 'remittedPaise')).toBe(0);
    expect(total(form, 'heads', 'toRemitPaise')).toBe(total(form, 'heads', 'netPaise'));
  });

  it('DO1 DO7 the close of a day on paper says what its signed entry says', async () => {
    const { maker, checker } = desk;
    const early = await maker.get(`/documents/day-close?date=${DAY}`);
    expect(early.code).toBe('DAY_NOT_CLOSED');
    expect((await maker.prepare()).status).toBeLessThan(300);
    expect((await checker.close()).status).toBeLessThan(300);
    const closed = await maker.read<ClosedDay>(`/days/${DAY}/document`);
    const form = await paper(maker, 'day-close', { date: DAY });
    const net = closed.document.byHead.reduce((so, it) => so + it.netPaise, 0);
    expect(total(form, 'heads', 'netPaise')).toBe(net);
    expect(total(form, 'tenders', 'netPaise')).toBe(net);
    expect(total(form, 'accounts', 'movedPaise')).toBe(0);
    expect(form.facts['day']).toMatchObject({
      entry: closed.entry.seq,
      hash: closed.entry.hash,
      maker: 'S2001',
      checker: 'S2002',
    });
    const none = await maker.get(`/documents/day-supplement?date=${DAY}&number=1`);
    expect(none.code).toBe('DOCUMENT_UNKNOWN');
  });

  it('DO3 registers of an office without cheques and books are documents too', async () => {
    const { maker } = desk;
    const cheques = await paper(maker, 'cheque-register', { month: DAY.slice(0, 7) });
    expect(cheques.tables['register']?.rows).toEqual([]);
    const numbers = await paper(maker, 'receipts-register', { from: DAY, until: DAY });
    expect(Object.keys(numbers.tables)).toEqual(['series', 'cancelled']);
  });

  it('DO1 DO7 what arrives for a closed day is on its supplement, and nowhere else', async () => {
    server.clock.now = noon();
    const office = await openOffice(server, { counters: 2 });
    const [near, far] = office.counters;
    if (near === undefined || far === undefined) throw new Error('counters');
    await workADay(server, { ...office, counters: [near] }, { charges: 5 });
    far.life.open('S1057');
    for (let n = 0; n < 7; n += 1) far.life.charge();
    const maker = await signIn(server, office.officeId);
    const checker = await signIn(server, office.officeId, CHECKER);
    expect((await maker.prepare()).code).toBe('204');
    expect((await checker.close()).code).toBe('204');
    const closed = await paper(maker, 'day-close', { date: DAY });
    far.life.close();
    await far.send(server);
    server.clock.now += 120_000;
    await server.server.days.look();
    const late = await paper(maker, 'day-supplement', { date: DAY, number: '1' });
    expect(late.tables['counters']?.rows.map(({ counter }) => counter)).toEqual([
      far.counter.counterId,
    ]);
    expect(await paper(maker, 'day-close', { date: DAY })).toMatchObject({ tables: closed.tables });
    const all = [...office.money.heads.values()].reduce((so, it) => so + it, 0);
    const sums = [closed, late].map((it) => total(it, 'heads', 'netPaise'));
    expect(sums[0]).toBeGreaterThan(0);
    expect(sums[1]).toBeGreaterThan(0);
    expect((sums[0] ?? 0) + (sums[1] ?? 0)).toBe(all);
  });

  it('DO1 a cheque stands in the register of the month in which it came', async () => {
    server.clock.now = noon();
    const office = await openOffice(server, { counters: 1 });
    const [only] = office.counters;
    if (only === undefined) throw new Error('a counter');
    only.life.open('S1042');
    const body = {
      instrumentId: `${only.counter.counterId}-I1`,
      visitId: 'V1',
      quoteIds: [`${only.counter.counterId}-Q1`],
      totalPaise: 10_095_050,
      instrument: 'cheque',
      number: '004512',
      bank: 'Canara Bank, Koramangala',
      drawnOn: DAY,
      language: 'en',
    };
    only.life.append('instrument.received', body as never, 'S1042');
    await only.send(server);
    const page = await signIn(server, office.officeId);
    const month = await paper(page, 'cheque-register', { month: DAY.slice(0, 7) });
    expect(month.tables['register']?.rows).toMatchObject([
      { n: 1, receivedOn: DAY, number: '004512', amountPaise: 10_095_050, endedOn: null },
    ]);
    expect(total(month, 'states', 'amountPaise')).toBe(10_095_050);
    const before = await paper(page, 'cheque-register', { month: '2026-10' });
    expect(before.tables['register']?.rows).toEqual([]);
  });

  it('DO10 a month with an open shift is not told to the office', async () => {
    server.clock.now = noon();
    const office = await openOffice(server, { counters: 1 });
    await workADay(server, office, { charges: 2 });
    office.counters[0]?.life.open('S1042');
    await office.counters[0]?.send(server);
    const page = await signIn(server, office.officeId);
    const hq = await signInAtHq(server);
    const month = DAY.slice(0, 7);
    const told = await page.get(`/documents/month-checklist?month=${month}`);
    expect(told.code).toBe('DOCUMENT_SHIFT_OPEN');
    // HQ is told, of counted drawers alone in each of its tables.
    office.counters[0]?.life.charge();
    await office.counters[0]?.send(server);
    const form = documentJson.parse(
      await hq.read(
        `/documents/month-checklist?officeId=${office.officeId}&month=${month}&format=json`,
      ),
    );
    const tenders = ['cashPaise', 'upiPaise', 'instrumentPaise'];
    const days = tenders.reduce((so, tender) => so + total(form, 'days', tender), 0);
    expect(days).toBeGreaterThan(0);
    expect(total(form, 'heads', 'netPaise')).toBe(days);
  });
});
