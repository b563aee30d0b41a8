/** The store on a real engine: MariaDB by default, MySQL by `npm run test:mysql`. */
import { randomBytes } from 'node:crypto';

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Hash, PrivateRef, StaffId } from '#domain/ids.ts';
import { isoDate } from '#domain/time.ts';
import type { PrivateLine } from '#protocol/batch.ts';
import { openCase, openCases } from '#server/store/cases.ts';
import { openDatabase, type Database, type Writer } from '#server/store/database.ts';
import {
  insertPrivate,
  isQuarantinedHead,
  lockHead,
  putQuarantine,
} from '#server/store/entries.ts';
import { feedAfter, publish } from '#server/store/feed.ts';
import { chargesOf, figuresOf, totalsByHour, totalsByService } from '#server/store/figures.ts';
import { insertCounter, putOffice, putStaff, staffOf } from '#server/store/fleet.ts';
import { insertMany } from '#server/store/many.ts';
import { migrate, SchemaTooNewError } from '#server/store/migrate.ts';
import { MIGRATIONS } from '#server/store/migrations.ts';
import { insertCharges, insertHappenings, markReversed } from '#server/store/projection.ts';
import { createTestDatabase, type TestDatabase } from '#tests/testkit/database.ts';
import { COUNTER, crypto, makeAuthority } from '#tests/protocol/authority.ts';
import { office, OFFICE } from '#tests/sync-server/testkit.ts';

const scribe = { keys: { server: makeAuthority().server }, crypto };
let schema: TestDatabase;
let database: Database;
const opened: Database[] = [];
const open = (url = schema.url): Database => {
  const made = openDatabase({ url, connectTimeoutMs: 2_000 });
  opened.push(made);
  return made;
};

beforeAll(async () => {
  schema = await createTestDatabase();
  database = open();
}, 60_000);
afterAll(async () => {
  await Promise.all(opened.map((each) => each.close()));
  await schema.drop();
});

async function write<T>(work: (writer: Writer) => Promise<T>): Promise<T> {
  const done = await database.transact(work);
  if (!done.ok) throw new Error(done.error.code);
  return done.value;
}

test('every migration is applied once, in order, by several servers at once', async () => {
  const answers = await Promise.all([migrate(database), migrate(open()), migrate(open())]);
  const applied = answers.flatMap((answer) => (answer.ok ? answer.value : [-1]));
  expect(applied.toSorted((a, b) => a - b)).toEqual(MIGRATIONS.map((step) => step.id));
  expect(await migrate(database)).toEqual({ ok: true, value: [] });
});

test.each(MIGRATIONS.map((step) => [step.id, step] as const))(
  'migration %i may be repeated: each step creates what is missing',
  async (_id, step) => {
    await write(async (writer) => {
      for (const statement of step.statements) await writer.run(statement);
    });
    const [row] = await database.read.rows<{ n: number }>('SELECT COUNT(*) AS n FROM migration');
    expect(row?.n).toBe(MIGRATIONS.length);
  },
);

test('a schema of a newer version is refused in words', async () => {
  await expect(migrate(database, MIGRATIONS.slice(0, 2))).rejects.toThrow(SchemaTooNewError);
});

test('text comes back as it was: four-byte letters, quotes, tabs, trailing spaces', async () => {
  const name = 'आशा 😀 "\' \\ \t x  ';
  const details = { ...office, name: { en: name, hi: name } };
  await write((writer) => putOffice(writer, details));
  const [row] = await database.read.rows<{ details: string }>('SELECT details FROM office');
  expect(JSON.parse(row?.details ?? '')).toEqual(details);
});

test('letters are compared by their code points, case and accents included', async () => {
  for (const id of ['S100', 's100', 'Š100']) {
    await write((writer) =>
      putStaff(writer, OFFICE, {
        staffId: id as StaffId,
        name: 'x',
        role: 'clerk',
        pinHash: 'scrypt$1$1$1$a$b',
      }),
    );
  }
  expect(await staffOf(database.read, OFFICE)).toHaveLength(3);
});

const fakeCounter = () => ({
  officeId: OFFICE,
  counterId: COUNTER,
  keyId: randomBytes(8).toString('hex'),
  publicKey: randomBytes(32),
  certificate: randomBytes(150),
  enrolledAt: 1,
});

test('a transaction that throws leaves nothing behind', async () => {
  await expect(
    write(async (writer) => {
      await insertCounter(writer, fakeCounter());
      throw new Error('half way');
    }),
  ).rejects.toThrow('half way');
  const [row] = await database.read.rows<{ n: number }>('SELECT COUNT(*) AS n FROM counter');
  expect(row?.n).toBe(0);
});

test('a counter’s head is held by one transaction at a time', async () => {
  await write((writer) => insertCounter(writer, fakeCounter()));
  const key = { officeId: OFFICE, counterId: COUNTER };
  const order: string[] = [];
  const first = write(async (writer) => {
    await lockHead(writer, key);
    order.push('first in');
    await new Promise((resolve) => {
      setTimeout(resolve, 150);
    });
    order.push('first out');
  });
  await new Promise((resolve) => {
    setTimeout(resolve, 50);
  });
  const second = write(async (writer) => {
    await lockHead(writer, key);
    order.push('second in');
  });
  await Promise.all([first, second]);
  expect(order).toEqual(['first in', 'first out', 'second in']);
});

test('two transactions that lock crosswise: the database stops one, and it is done again', async () => {
  const rows = ['A', 'B'].map((name) => ({ officeId: OFFICE, counterId: name }));
  for (const row of rows) {
    await write((writer) =>
      insertCounter(writer, { ...fakeCounter(), counterId: row.counterId as typeof COUNTER }),
    );
  }
  let tries = 0;
  const crosswise = (keys: typeof rows) =>
    write(async (writer) => {
      tries += 1;
      for (const key of keys) {
        await lockHead(writer, key);
        await new Promise((resolve) => {
          setTimeout(resolve, 60);
        });
      }
    });
  await Promise.all([crosswise(rows), crosswise(rows.toReversed())]);
  expect(tries).toBeGreaterThanOrEqual(2);
});

test('any number of rows goes in by few shapes of statement', async () => {
  const key = { officeId: OFFICE, counterId: 'many' };
  const insert = insertMany('happening', [
    'office_id',
    'counter_id',
    'seq',
    'kind',
    'business_date',
    'at',
    'amount_paise',
  ]);
  const values = Array.from({ length: 1_237 }, (_, i) => [
    OFFICE,
    'many',
    i + 1,
    'x',
    '2020-01-01',
    i,
    i,
  ]).flat();
  await write((writer) => insert(writer, values));
  const [row] = await database.read.rows<{ n: number; top: number }>(
    'SELECT COUNT(*) AS n, MAX(seq) AS top FROM happening WHERE counter_id = ?',
    [key.counterId],
  );
  expect(row).toEqual({ n: 1_237, top: 1_237 });
});

test('rows that are there already change nothing, however many come again', async () => {
  const of = { officeId: OFFICE, counterId: 'once' };
  const record = (n: number, text: string): PrivateLine => ({
    ref: n.toString(16).padStart(32, '0') as PrivateRef,
    salt: 'A'.repeat(43),
    text,
    digest: 'cd'.repeat(32) as Hash,
  });
  const put = (lines: readonly PrivateLine[]) =>
    write((writer) => insertPrivate(writer, of, { lines, receivedAt: 1 }));
  const figures = () =>
    database.read.rows<{ text: string; n: number }>(
      'SELECT text, COUNT(*) AS n FROM private_record WHERE counter_id = ? ' +
        'GROUP BY text ORDER BY text',
      [of.counterId],
    );
  await put([]);
  await put(Array.from({ length: 123 }, (_, n) => record(n, 'first')));
  await put(Array.from({ length: 503 }, (_, n) => record(n, 'second')));
  expect(await figures()).toEqual([
    { text: 'first', n: 123 },
    { text: 'second', n: 380 },
  ]);
});

test('a branch in quarantine is kept once and found by its head', async () => {
  const key = { officeId: OFFICE, counterId: COUNTER };
  const headHash = 'ab'.repeat(32) as Hash;
  const row = {
    ...key,
    batchHash: Buffer.alloc(32, 7),
    firstSeq: 1,
    lastSeq: 2,
    headHash,
    reason: 'fork',
    receivedAt: 10,
    body: 'text',
  };
  expect(await write((writer) => putQuarantine(writer, row))).toBe(10);
  expect(await write((writer) => putQuarantine(writer, { ...row, receivedAt: 20 }))).toBe(10);
  expect(await isQuarantinedHead(database.read, key, headHash)).toBe(true);
  expect(await isQuarantinedHead(database.read, key, 'cd'.repeat(32) as Hash)).toBe(false);
});

test('the same finding twice is one case', async () => {
  const finding = {
    officeId: OFFICE,
    counterId: COUNTER,
    kind: 'fork',
    subject: 5,
    openedAt: 3,
    details: { seq: 5 },
  } as const;
  expect(await write((writer) => openCase(scribe, writer, finding))).toBe(true);
  expect(await write((writer) => openCase(scribe, writer, finding))).toBe(false);
  expect(await openCases(database.read)).toMatchObject([{ kind: 'fork', details: { seq: 5 } }]);
});

test('F5 the feed is numbered per office and tells nothing twice', async () => {
  const say = (document: string, subject = 'a@1') =>
    write((writer) =>
      publish(writer, OFFICE, { content: { type: 'tariff', document }, subject, at: 1 }),
    );
  expect(await say('one')).toBe(1);
  expect(await say('one')).toBeNull();
  expect(await say('two', 'b@1')).toBe(2);
  expect(await say('three')).toBe(3);
  expect(await feedAfter(database.read, OFFICE, { cursor: 1, limit: 10 })).toEqual([
    { cursor: 2, type: 'tariff', document: 'two' },
    { cursor: 3, type: 'tariff', document: 'three' },
  ]);
});

test('P5 figures are sums of what the journals say, in whole paise', async () => {
  const key = { officeId: OFFICE, counterId: COUNTER };
  const day = isoDate('2026-11-23');
  const noon = Date.UTC(2026, 10, 23, 6, 30);
  const charge = (seq: number, totalPaise: number, more = {}) => ({
    seq,
    receiptNumber: `R${seq}`,
    serviceCode: seq % 2 === 0 ? 'EVEN' : 'ODD',
    tariffId: 't',
    tariffVersion: 1,
    tenderKind: totalPaise === 0 ? 'nil' : 'cash',
    totalPaise,
    issuedAt: noon + seq * 3_600_000,
    receivedAt: noon,
    businessDate: day,
    staffId: 'S1',
    ...more,
  });
  await write((writer) =>
    insertCharges(writer, key, [
      charge(1, 95_000),
      charge(2, 0),
      charge(3, 999_999_999_999),
      charge(4, 1, { businessDate: '2026-11-22' }),
    ]),
  );
  await write((writer) =>
    insertHappenings(writer, key, [
      { seq: 5, kind: 'charge.reversed', businessDate: day, at: noon, amountPaise: 95_000 },
      { seq: 6, kind: 'quote.lapsed', businessDate: day, at: noon, amountPaise: 0 },
    ]),
  );
  expect(await write((writer) => markReversed(writer, key, { receiptNumber: 'R1', seq: 5 }))).toBe(
    1,
  );
  expect(await figuresOf(database.read, day, noon * 2)).toEqual({
    receipts: 3,
    collectedPaise: 1_000_000_094_999,
    nilReceipts: 1,
    reversedPaise: 95_000,
    quotesWithoutMoney: 1,
    reprints: 0,
  });
  expect((await figuresOf(database.read, day, noon + 3_600_000)).receipts).toBe(1);
  const charges = await chargesOf(database.read, day, 2);
  expect(charges.rows.map((row) => [row.receiptNumber, row.reversed])).toEqual([
    ['R3', false],
    ['R2', false],
  ]);
  expect(charges.totalRows).toBe(3);
  expect(await totalsByService(database.read, day)).toMatchObject([
    { serviceCode: 'ODD', receipts: 2, totalPaise: 1_000_000_094_999 },
    { serviceCode: 'EVEN', receipts: 1, totalPaise: 0 },
  ]);
  expect((await totalsByHour(database.read, day)).map((row) => row.hour)).toEqual([13, 14, 15]);
});

test('a database that is not there is an answer, not an exception', async () => {
  const nowhere = open('mysql://nobody:x@127.0.0.1:1/none');
  expect(await nowhere.transact(() => Promise.resolve(1))).toMatchObject({
    error: { code: 'DATABASE_UNAVAILABLE' },
  });
  expect(await nowhere.trouble()).toBe('ECONNREFUSED');
  expect(await migrate(nowhere)).toMatchObject({ error: { code: 'DATABASE_UNAVAILABLE' } });
});
