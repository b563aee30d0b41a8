/** Documents from what HQ really holds: random lives of counters, sent and projected, asked for by HTTP. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { FormJson } from '#domain/documents/json.ts';
import type { CounterId } from '#domain/ids.ts';
import { addDays, isoDate, type IsoDate } from '#domain/time.ts';
import { documentJson } from '#server/api/documents-contract.ts';
import { documentFor } from '#server/documents/desk.ts';
import { askedFor, type DocumentRequest } from '#server/documents/request.ts';
import { balancesAt, booksOfDay } from '#server/store/books.ts';
import { eventsOfDay } from '#server/store/day-figures.ts';
import { shiftsOfDay } from '#server/store/office-shifts.ts';
import { chanceOf, CountedMoney, CounterLife } from '#tests/testkit/office-life.ts';
import { answered } from '#tests/testkit/memory-journal-store.ts';
import { CounterAtHq } from '#tests/sync-server/office-kit.ts';
import { HQ_TOKEN, OFFICE, startTestServer, type TestServer } from '#tests/sync-server/testkit.ts';

import { readPdf } from './pdf-reader.ts';

const FIRST = isoDate('2026-11-21');
const LAST = isoDate('2026-11-23');
const DAYS = 3;

let server: TestServer;
let cookie = '';
const money = new CountedMoney();
const counters: CounterAtHq[] = [];

beforeAll(async () => {
  server = await startTestServer();
  for (const n of [71, 72]) {
    const counterId = `${OFFICE}-C${n}` as CounterId;
    const life = new CounterLife({
      counterId,
      staff: ['S1042', 'S1057'],
      chance: chanceOf(n),
      money,
      startsAt: Date.UTC(2026, 10, 21, 4),
    });
    counters.push(await CounterAtHq.enrol(server, life, counterId));
  }
  for (let day = 0; day < DAYS; day += 1) {
    for (const { life } of counters) {
      life.date = addDays(FIRST, day);
      for (let act = 0; act < 150; act += 1) life.step();
      if (day === DAYS - 1) {
        life.close();
        life.unseal();
        life.close();
      }
    }
  }
  for (const counter of counters) await counter.send(server);
  const signedIn = await fetch(`${server.origin}/hq/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: HQ_TOKEN }),
  });
  cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}, 90_000);
afterAll(() => server.stop());

const get = (path: string, query: Readonly<Record<string, string>>, headers = { cookie }) => {
  const asked = new URLSearchParams({ officeId: OFFICE, ...query });
  return fetch(`${server.origin}/hq/api/documents/${path}?${asked}`, { headers });
};

async function json(kind: string, query: Readonly<Record<string, string>>): Promise<FormJson> {
  const answer = await get(kind, { ...query, format: 'json' });
  expect(answer.status, await answer.clone().text()).toBe(200);
  return documentJson.parse(await answer.json());
}

const total = (form: FormJson, table: string, column: string): number =>
  Number(form.tables[table]?.totals?.[column] ?? 0);

const revenueOf = async (date: IsoDate): Promise<number> =>
  (await booksOfDay(server.database.read, OFFICE, date))
    .filter(({ account }) => account.startsWith('revenue:'))
    .reduce((so, { amountPaise }) => so - amountPaise, 0);

const ask = (viewer: 'office' | 'hq', request: DocumentRequest) =>
  documentFor(server.database.read, {
    officeId: OFFICE,
    viewer,
    request,
    at: server.context.now(),
  });

describe('documents of what HQ holds', () => {
  it('DO7 P5 a day book’s receipts, its heads and the books of the day are one figure', async () => {
    let inBooks = 0;
    for (let day = 0; day < DAYS; day += 1) {
      const date = addDays(FIRST, day);
      const form = await json('day-book', { date });
      const revenue = await revenueOf(date);
      const tenders = ['cashPaise', 'upiPaise', 'instrumentPaise'];
      const inAll = (table: string) =>
        tenders.reduce((so, tender) => so + total(form, table, tender), 0);
      expect(inAll('counters')).toBe(revenue);
      expect(inAll('C71') + inAll('C72')).toBe(revenue);
      expect(total(form, 'heads', 'totalPaise')).toBe(revenue);
      for (const tender of tenders) {
        expect(total(form, 'heads', tender)).toBe(total(form, 'counters', tender));
      }
      inBooks += revenue;
    }
    expect(inBooks).toBe([...money.heads.values()].reduce((so, it) => so + it, 0));
    expect(inBooks).toBeGreaterThan(0);
  });

  it('DO7 P5 every Z that HQ holds agrees with what was counted and with the books', async () => {
    let shifts = 0;
    for (let day = 0; day < DAYS; day += 1) {
      const date = addDays(FIRST, day);
      for (const shift of await shiftsOfDay(server.database.read, OFFICE, date)) {
        if (shift.closed === null) continue;
        shifts += 1;
        const form = await json('shift-z', { shift: shift.shiftId });
        expect(total(form, 'drawer', 'amountPaise')).toBe(shift.closed.expectedPaise);
        expect(total(form, 'count', 'amountPaise')).toBe(shift.closed.countedPaise);
        expect(form.facts['result']?.['variancePaise']).toBe(shift.closed.variancePaise);
        expect(total(form, 'heads', 'netPaise')).toBe(total(form, 'tenders', 'netPaise'));
      }
    }
    expect(shifts).toBeGreaterThan(2);
  });

  it('DO8 P5 the cash book ends with the cash that a person could count, whatever days it begins with', async () => {
    for (let day = 0; day < DAYS; day += 1) {
      const from = addDays(FIRST, day);
      const form = await json('cash-book', { from, until: LAST });
      const balances = await balancesAt(server.database.read, OFFICE, null);
      const cash = [...balances].filter(([account]) =>
        /^(?:drawer|sealed:|in-hand|safe)/.test(account),
      );
      const counted = counters.reduce((so, { life }) => so + life.drawer, 0) + money.safe;
      expect(cash.reduce((so, [, amount]) => so + amount, 0)).toBe(counted);
      expect(form.facts['period']?.['closingPaise']).toBe(counted);
      expect(total(form, 'closing', 'amountPaise')).toBe(counted);
      const sides = total(form, 'received', 'totalPaise') - total(form, 'paid', 'totalPaise');
      expect(sides).toBe(counted);
    }
  });

  it('DO9 numbers are used without a gap, and every cancelled one is listed', async () => {
    const form = await json('receipts-register', { from: FIRST, until: LAST });
    expect(form.tables['series']?.rows).toHaveLength(2);
    expect(total(form, 'series', 'missing')).toBe(0);
    expect(total(form, 'series', 'issued')).toBeGreaterThan(100);
    const cancelled = form.tables['cancelled']?.rows.length ?? 0;
    expect(total(form, 'series', 'cancelled')).toBe(cancelled);
    expect(cancelled).toBeGreaterThan(0);
    const second = await json('receipts-register', { from: LAST, until: LAST });
    const [before, after] = [form, second].map((it) => it.tables['series']?.rows[0]?.['last']);
    expect(after).toBe(before);
  });

  it('DO1 a denomination sheet comes of every count: opening, closing, a drop', async () => {
    const events = await eventsOfDay(server.database.read, OFFICE, FIRST);
    const [shift] = await shiftsOfDay(server.database.read, OFFICE, FIRST);
    const dropped = events.find(({ kind }) => kind === 'cash.dropped');
    if (shift === undefined || dropped === undefined) throw new Error('nothing happened');
    const sheets = [
      ['opening', shift.shiftId, shift.floatPaise],
      ['closing', shift.shiftId, shift.closed?.countedPaise],
      ['drop', String(dropped.body['dropId']), dropped.amountPaise],
    ] as const;
    for (const [occasion, number, amount] of sheets) {
      const form = await json('denominations', { occasion, number, date: FIRST });
      expect(form.facts['sum']?.['totalPaise'], occasion).toBe(amount);
      expect(total(form, 'pieces', 'amountPaise'), occasion).toBe(amount);
    }
  });

  it('DO10 CA9 an office is told nothing of an open shift that HQ may know', async () => {
    const { life } = counters[0] as CounterAtHq;
    life.date = LAST;
    life.open('S1042');
    life.charge();
    const count = { '100': 3 };
    life.append('count.ordered', { countId: `${OFFICE}-C71-N1`, source: 'hq', orderedBy: null });
    life.append('count.taken', {
      countId: `${OFFICE}-C71-N1`,
      shiftId: life.shift?.shiftId as never,
      count,
      countedPaise: 300 as never,
      expectedPaise: life.drawer as never,
      variancePaise: (300 - life.drawer) as never,
      witnessId: 'S2001' as never,
    });
    await counters[0]?.send(server);
    const memo: DocumentRequest = {
      kind: 'inspection-memo',
      date: LAST,
      count: `${OFFICE}-C71-N1`,
    };
    for (const [viewer, isTold] of [
      ['office', false],
      ['hq', true],
    ] as const) {
      const form = JSON.stringify(answered(await ask(viewer, memo)));
      expect(form.includes('"expected"'), viewer).toBe(isTold);
      const book = await ask(viewer, { kind: 'day-book', date: LAST });
      expect(book.ok ? 'told' : book.error.code).toBe(isTold ? 'told' : 'DOCUMENT_SHIFT_OPEN');
      const cash = await ask(viewer, { kind: 'cash-book', from: LAST, until: LAST });
      expect(cash.ok ? 'told' : cash.error.code).toBe(isTold ? 'told' : 'DOCUMENT_SHIFT_OPEN');
      const z = await ask(viewer, { kind: 'shift-z', shift: life.shift?.shiftId ?? '' });
      expect(z.ok ? 'told' : z.error.code).toBe('DOCUMENT_SHIFT_UNKNOWN');
      const register = { kind: 'receipts-register', from: LAST, until: LAST } as const;
      expect((await ask(viewer, register)).ok).toBe(true);
    }
    const before = await ask('office', { kind: 'day-book', date: FIRST });
    expect(before.ok).toBe(true);
    life.close();
    await counters[0]?.send(server);
    const after = JSON.stringify(answered(await ask('office', memo)));
    expect(after).toContain('"expected"');
  });

  it('DO7 a Z that its counter signed with nonsense is no document, and nothing falls', async () => {
    const { life, counter } = counters[1] as CounterAtHq;
    life.date = addDays(LAST, 1);
    life.open('S1057');
    const shiftId = life.shift?.shiftId ?? '';
    const odd = { receiptNumber: 5, serviceCode: { en: 1 }, lines: [], totalPaise: 0 };
    life.append('receipt.issued', odd as never);
    life.append('cash.dropped', { dropId: [], amountPaise: 0.5 } as never);
    life.append('shift.closed', { shiftId, count: 7, zNumber: 'x' } as never);
    await counters[1]?.send(server);
    const answer = await get('shift-z', { shift: shiftId });
    expect(counter.counterId).toContain('C72');
    expect(answer.status).toBe(404);
    const book = await get('day-book', { date: addDays(LAST, 1), format: 'csv' });
    expect(book.status).toBe(200);
  });
});

describe('how documents are asked for', () => {
  it('DO13 without a session there is none', async () => {
    const answer = await get('day-book', { date: FIRST }, { cookie: '' });
    expect(answer.status).toBe(401);
  });

  it('DO13 a PDF opens where it is asked for, tables and data are files with names of their own', async () => {
    const pdf = await get('day-book', { date: FIRST, language: 'hi' });
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    expect(pdf.headers.get('content-disposition')).toBe(
      `inline; filename="day-book-${OFFICE}-${FIRST}-hi.pdf"`,
    );
    expect(pdf.headers.get('cache-control')).toBe('no-store');
    const { sheets } = readPdf(new Uint8Array(await pdf.arrayBuffer()));
    expect(sheets.flat()).toContain('प्राप्तियों की दैनिक बही');
    const csv = await get('day-book', { date: FIRST, format: 'csv' });
    expect(csv.headers.get('content-disposition')).toBe(
      `attachment; filename="day-book-${OFFICE}-${FIRST}-en.csv"`,
    );
    expect((await csv.text()).split('\r\n').length).toBeGreaterThan(50);
    const data = await get('day-book', { date: FIRST, format: 'json' });
    expect(data.headers.get('content-disposition')).toContain(`day-book-${OFFICE}-${FIRST}.json`);
  });

  it('DO13 what is no document, no day, too long a time or another office is answered with its code', async () => {
    const codes = async (kind: string, query: Readonly<Record<string, string>>) => {
      const answer = await get(kind, query);
      const { error } = (await answer.json()) as { error: { code: string } };
      return [answer.status, error.code];
    };
    expect(await codes('balance-sheet', {})).toEqual([400, 'INPUT_INVALID']);
    expect(await codes('day-book', {})).toEqual([400, 'INPUT_INVALID']);
    expect(await codes('day-book', { date: '2026-02-30' })).toEqual([400, 'INPUT_INVALID']);
    expect(await codes('day-book', { date: FIRST, more: '1' })).toEqual([400, 'INPUT_INVALID']);
    expect(await codes('day-book', { date: FIRST, format: 'xls' })).toEqual([400, 'INPUT_INVALID']);
    expect(await codes('day-book', { date: FIRST, language: 'kn' })).toEqual([
      400,
      'INPUT_INVALID',
    ]);
    expect(await codes('shift-z', { shift: "x' OR 1=1" })).toEqual([400, 'INPUT_INVALID']);
    expect(await codes('shift-z', { shift: `${OFFICE}-C71-S9999` })).toEqual([
      404,
      'DOCUMENT_SHIFT_UNKNOWN',
    ]);
    const range = (from: string, until: string) => codes('cash-book', { from, until });
    expect(await range(LAST, FIRST)).toEqual([422, 'DOCUMENT_RANGE']);
    expect(await range('2026-01-01', '2026-12-31')).toEqual([422, 'DOCUMENT_RANGE']);
    expect(await codes('day-book', { date: FIRST, officeId: 'KA-BLR-99' })).toEqual([
      404,
      'DOCUMENT_UNKNOWN',
    ]);
    expect(
      await codes('denominations', { occasion: 'drop', number: `${OFFICE}-C71-D999` }),
    ).toEqual([404, 'DOCUMENT_UNKNOWN']);
  });

  it('DO3 a day without a receipt is a document too', async () => {
    const form = await json('day-book', { date: '2026-10-02' });
    expect(form.facts['day']).toMatchObject({ receipts: 0, totalPaise: 0 });
    expect((await get('cash-book', { from: '2026-10-02', until: '2026-10-02' })).status).toBe(200);
  });

  it('DO13 ninety-two days are the longest time, of any month', () => {
    const days = (from: string, until: string) => askedFor('cash-book', { from, until }).ok;
    expect(days('2026-10-01', '2026-12-31')).toBe(true);
    expect(days('2026-10-01', '2027-01-01')).toBe(false);
    expect(days('2028-02-29', '2028-02-29')).toBe(true);
  });
});
