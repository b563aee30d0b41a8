/**
 * The books of an office on a real database: held against money that is counted by hand, after random
 * lives of its counters, after a crash at every statement, with two servers at once, and made again
 * where an installation is older than its books.
 */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { feesInSafe } from '#domain/deposits/allocation.ts';
import { shiftsFromBooks } from '#tests/testkit/shifts-from-books.ts';
import type { CounterId } from '#domain/ids.ts';
import { addDays, isoDate } from '#domain/time.ts';
import { ingest } from '#server/ingest/ingest.ts';
import { projectCounter } from '#server/ingest/projector.ts';
import type { ServerContext } from '#server/context.ts';
import { balancesAt, booksOfDay, booksOfShifts, dayTotals } from '#server/store/books.ts';
import type { Database } from '#server/store/database.ts';
import { openDatabase } from '#server/store/database.ts';
import { eventsOfDay, servicesOfDay } from '#server/store/day-figures.ts';
import { countersBehind } from '#server/store/projection.ts';
import { openShifts, shiftsOfDay } from '#server/store/office-shifts.ts';
import { chanceOf, CountedMoney, CounterLife } from '#tests/testkit/office-life.ts';
import { CounterAtHq } from './office-kit.ts';
import { casesOf, OFFICE, startTestServer, write, type TestServer } from './testkit.ts';

const FIRST = isoDate('2026-11-21');
const BOOKS = [
  'book',
  'book_day',
  'office_shift',
  'day_service',
  'day_event',
  'office_day',
  'office_cash',
];

let server: TestServer;
let counters = 0;
beforeAll(async () => {
  server = await startTestServer();
}, 60_000);
afterAll(async () => {
  await server.stop();
});
beforeEach(async () => {
  await write(server.database, async (writer) => {
    for (const table of BOOKS) await writer.run(`DELETE FROM ${table}`);
  });
});

interface Office {
  readonly money: CountedMoney;
  readonly counters: readonly CounterAtHq[];
}

async function openOffice(seed: number, size: number): Promise<Office> {
  const chance = chanceOf(seed);
  const money = new CountedMoney();
  const at: CounterAtHq[] = [];
  for (let n = 0; n < size; n += 1) {
    counters += 1;
    const counterId = `${OFFICE}-C${counters}` as CounterId;
    const life = new CounterLife({
      counterId,
      staff: ['S1042', 'S1057', 'S1063'],
      chance,
      money,
      startsAt: Date.UTC(2026, 10, 21, 4),
    });
    at.push(await CounterAtHq.enrol(server, life, counterId));
  }
  return { money, counters: at };
}

function live({ counters: all }: Office, of: { days: number; acts: number }): void {
  for (let day = 0; day < of.days; day += 1) {
    for (const { life } of all) {
      life.date = addDays(FIRST, day);
      for (let n = 0; n < of.acts; n += 1) life.step();
    }
  }
}

/** Everything that a person could count, against what the books say. */
async function compare({ money, counters: all }: Office): Promise<void> {
  const balances = await balancesAt(server.database.read, OFFICE, null);
  const of = (account: string): number => balances.get(account) ?? 0;
  const sumOf = (prefix: string): number =>
    [...balances]
      .filter(([account]) => account.startsWith(prefix))
      .reduce((total, [, amount]) => total + amount, 0);
  expect(sumOf('')).toBe(0);
  expect(of('drawer')).toBe(all.reduce((total, { life }) => total + life.drawer, 0));
  expect(sumOf('sealed:')).toBe(
    all.reduce((total, { life }) => total + (life.sealed?.cash ?? 0), 0),
  );
  expect(of('safe')).toBe(money.safe);
  expect(of('float')).toBe(0 - money.floats);
  expect(of('change-owed')).toBe(0 - money.changeOwed);
  expect(of('awaiting-upi')).toBe(money.upi);
  expect(of('refunds-payable')).toBe(0 - money.toRefund);
  for (const [head, amount] of money.heads) expect(of(`revenue:${head}`)).toBe(0 - amount);
  for (const [who, over] of money.overShort) expect(of(`over-short:${who}`)).toBe(0 - over);
}

async function everything(): Promise<string> {
  const tables: unknown[] = [];
  for (const table of BOOKS.filter((name) => name !== 'office_day')) {
    const rows = await server.database.read.rows<Record<string, unknown>>(`SELECT * FROM ${table}`);
    tables.push(rows.map((row) => JSON.stringify(row)).sort());
  }
  return JSON.stringify(tables, null, 1);
}

/** The day is the sum of its rows, and no service is charged beside the heads of account. */
async function compareTables({ money }: Office, days: number): Promise<void> {
  const { read } = server.database;
  const services = new Map<string, number>();
  for (let day = 0; day < days; day += 1) {
    const date = addDays(FIRST, day);
    const rows = await booksOfDay(read, OFFICE, date);
    const totals = await dayTotals(read, OFFICE, { from: date, until: date });
    const sums = new Map<string, number>();
    for (const row of rows) {
      const key = [row.account, row.kind, row.tender].join(' ');
      sums.set(key, (sums.get(key) ?? 0) + row.amountPaise);
    }
    const found = totals.map((it): [string, number] => [
      [it.account, it.kind, it.tender].join(' '),
      it.amountPaise,
    ]);
    expect(new Map(found)).toEqual(sums);
    expect([...sums.values()].reduce((total, each) => total + each, 0)).toBe(0);
    for (const it of await servicesOfDay(read, OFFICE, date)) {
      const net = it.chargedPaise - it.reversedPaise;
      services.set(it.serviceCode, (services.get(it.serviceCode) ?? 0) + net);
    }
  }
  expect(services).toEqual(money.services);
}

test('P5 DC1 after random lives the books are what people would count, day by day', async () => {
  for (const seed of [1, 2, 3]) {
    const office = await openOffice(seed, 3);
    for (let part = 0; part < 3; part += 1) {
      live(office, { days: 3, acts: 25 });
      for (const counter of office.counters) await counter.send(server);
      await compare(office);
    }
    for (const { life } of office.counters) life.end();
    for (const counter of office.counters) await counter.send(server);
    await compare(office);
    await compareTables(office, 3);
    for (const { counter } of office.counters) {
      expect(await casesOf(server, counter.counterId)).toEqual([]);
    }
    await write(server.database, async (writer) => {
      for (const table of BOOKS) await writer.run(`DELETE FROM ${table}`);
    });
  }
});

test('P5 DE1 fees in the safe from the books of shifts, and shifts as they were', async () => {
  const office = await openOffice(11, 2);
  live(office, { days: 1, acts: 60 });
  for (const counter of office.counters) await counter.send(server);
  const { read } = server.database;
  const open = await openShifts(read, OFFICE);
  const expected = office.counters.flatMap(({ life }) => [life.shift, life.sealed]);
  expect(open.map(({ shiftId }) => shiftId).sort()).toEqual(
    expected.flatMap((shift) => (shift === null ? [] : [shift.shiftId])).sort(),
  );
  for (const { life } of office.counters) life.end();
  for (const counter of office.counters) await counter.send(server);
  const shifts = await shiftsOfDay(read, OFFICE, FIRST);
  const opened = office.counters
    .flatMap(({ life }) => life.entries)
    .filter(({ kind }) => kind === 'shift.opened');
  expect(shifts.length).toBe(opened.length);
  const { money } = office;
  const fees = feesInSafe(shiftsFromBooks(await booksOfShifts(read, OFFICE, shifts)), []);
  expect(fees.totalPaise).toBe(money.safe - money.floats - money.changeOwed);
  // CA6: the ranges of each counter's Zs are its whole journal.
  for (const { counter, life } of office.counters) {
    let through = 0;
    const own = shifts.filter(({ counterId }) => counterId === counter.counterId);
    const closes = own.flatMap(({ closed }) => (closed === null ? [] : [closed]));
    for (const close of closes.toSorted((a, b) => a.seq - b.seq)) {
      expect(close.fromSeq).toBe(through + 1);
      through = close.seq;
    }
    expect(through).toBe(life.entries.length);
  }
});

/** A server whose transactions die at their n-th statement, as a process that is killed would. */
function dyingAfter(statements: number): ServerContext {
  const { database } = server;
  let left = statements;
  const dying: Database = {
    ...database,
    read: database.read,
    trouble: () => database.trouble(),
    close: () => database.close(),
    transact: (work) =>
      database.transact((writer) => {
        const count = (): void => {
          left -= 1;
          if (left < 0) throw new Error('killed here');
        };
        return work({
          rows: async (sql, values) => {
            count();
            return writer.rows(sql, values);
          },
          run: async (sql, values) => {
            count();
            return writer.run(sql, values);
          },
        });
      }),
  };
  return { ...server.context, database: dying };
}

test('P4 P5 killed at every statement of a run: the books have each posting once', async () => {
  const office = await openOffice(21, 1);
  const [only] = office.counters;
  if (only === undefined) throw new Error('a counter');
  const of = { officeId: OFFICE, counterId: only.counter.counterId };
  live(office, { days: 1, acts: 30 });
  await only.send(server);
  const before = only.life.entries.length;
  live(office, { days: 1, acts: 30 });
  expect(only.life.entries.length).toBeGreaterThan(before);
  // Stored, and not projected: the server dies while it does that.
  await server.server.projector.stop();
  for (const text of only.fresh()) {
    expect(await ingest(server.context, text)).toMatchObject({ ok: true });
  }
  const held = await everything();
  for (let statements = 0; ; statements += 1) {
    const died = await projectCounter(dyingAfter(statements), of).then(
      () => false,
      () => true,
    );
    if (!died) break;
    expect(await everything()).toBe(held);
    expect(statements).toBeLessThan(80);
  }
  await compare(office);
  const once = await everything();
  await projectCounter(server.context, of);
  expect(await everything()).toBe(once);
});

test('P4 P5 two servers project the same counters at once, and each posting is there once', async () => {
  const office = await openOffice(31, 3);
  live(office, { days: 2, acts: 60 });
  for (const counter of office.counters) {
    for (const text of counter.fresh()) await ingest(server.context, text);
  }
  const other = openDatabase({ url: server.schema.url });
  const contexts = [server.context, { ...server.context, database: other }];
  await Promise.all(
    contexts.flatMap((context) =>
      office.counters.map(({ counter: { counterId } }) =>
        projectCounter(context, { officeId: OFFICE, counterId }),
      ),
    ),
  );
  await other.close();
  await compare(office);
});

test('P5 an installation that is older than its books makes them of the journals it has', async () => {
  const office = await openOffice(41, 2);
  live(office, { days: 2, acts: 90 });
  for (const counter of office.counters) await counter.send(server);
  const made = await everything();
  await write(server.database, async (writer) => {
    for (const table of BOOKS) await writer.run(`DELETE FROM ${table}`);
    for (const { counter } of office.counters) {
      await writer.run('UPDATE counter_books SET seq = 0 WHERE counter_id = ?', [
        counter.counterId,
      ]);
    }
  });
  expect((await countersBehind(server.database.read, 10)).length).toBe(2);
  for (const counter of office.counters) await counter.project(server);
  expect(await everything()).toBe(made);
  await compare(office);
});

test('P5 P11 an entry whose figures do not agree moves nothing, is a case, and stops nobody', async () => {
  const office = await openOffice(51, 1);
  const [only] = office.counters;
  if (only === undefined) throw new Error('a counter');
  const { life } = only;
  life.date = FIRST;
  life.open('S1042');
  const nonsense: [string, Record<string, unknown>][] = [
    ['cash.dropped', { count: { 10000: -5 }, amountPaise: -50_000, bagNumber: 'B', dropId: 'D' }],
    ['cash.dropped', { count: { 10000: 1.5 }, amountPaise: 15_000, bagNumber: 'B', dropId: 'D' }],
    ['cash.dropped', { count: { 77: 1 }, amountPaise: 77, bagNumber: 'B', dropId: 'D' }],
    ['cash.dropped', { count: { 10000: 1 }, amountPaise: 20_000, bagNumber: 'B', dropId: 'D' }],
    ['cash.dropped', { count: {}, amountPaise: 9e15, bagNumber: 'B', dropId: 'D' }],
    ['cash.dropped', { count: {}, amountPaise: 'all of it', bagNumber: 'B', dropId: 'D' }],
    ['receipt.issued', { receiptNumber: 'x', lines: 'none', totalPaise: 100 }],
    ['receipt.issued', { receiptNumber: 'x', lines: [], totalPaise: 100, tenderKind: 'cash' }],
    ['shift.closed', { shiftId: 'x'.repeat(400), expectedPaise: 1, countedPaise: 1 }],
    ['shift.suspended', { shiftId: 'x'.repeat(400), sealNumber: 'S', sealedPaise: 100 }],
  ];
  for (const [kind, body] of nonsense) life.append(kind as never, body as never);
  life.charge();
  life.close();
  await only.send(server);
  await compare(office);
  const found = await server.database.read.rows(
    "SELECT details FROM case_file WHERE kind = 'figures_wrong' AND counter_id = ?",
    [only.counter.counterId],
  );
  expect(found.length).toBe(nonsense.length);
});

test('P5 P11 a close whose record is not what its own entries come to is a case', async () => {
  const office = await openOffice(61, 1);
  const [only] = office.counters;
  if (only === undefined) throw new Error('a counter');
  only.life.date = FIRST;
  only.life.open('S1042');
  only.life.drawer -= 10_000;
  only.life.close();
  await only.send(server);
  expect(await casesOf(server, only.counter.counterId)).toEqual(['drawer_differs']);
});

test('DC2 P11 a device whose date is ahead is a case, and its money stands in the day it stamped', async () => {
  const office = await openOffice(71, 1);
  const [only] = office.counters;
  if (only === undefined) throw new Error('a counter');
  const tomorrow = isoDate('2026-11-24');
  only.life.date = tomorrow;
  only.life.open('S1042');
  only.life.charge();
  only.life.close();
  await only.send(server);
  expect(await casesOf(server, only.counter.counterId)).toEqual(['date_ahead']);
  expect((await booksOfDay(server.database.read, OFFICE, tomorrow)).length).toBeGreaterThan(0);
});

test('DC8 what a day lists one by one', async () => {
  const office = await openOffice(81, 2);
  live(office, { days: 1, acts: 80 });
  for (const counter of office.counters) await counter.send(server);
  const events = await eventsOfDay(server.database.read, OFFICE, FIRST);
  const entries = office.counters.flatMap(({ life }) => life.entries);
  const of = (kind: string) => entries.filter((entry) => entry.kind === kind).length;
  const listed = (kind: string) => events.filter((event) => event.kind === kind).length;
  for (const kind of ['charge.reversed', 'cash.dropped', 'change.owed', 'drawer.opened']) {
    expect(listed(kind)).toBe(of(kind));
  }
  const waived = entries.filter(
    (entry) =>
      entry.kind === 'receipt.issued' &&
      (entry.body.totalPaise === 0 || entry.body.lines.some((line) => line.amountPaise < 0)),
  );
  expect(listed('charge.waived')).toBe(waived.length);
});
