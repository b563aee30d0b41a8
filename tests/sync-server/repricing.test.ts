/** Every charge priced again at HQ: docs/spec/repricing.md, on a real database. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { CounterId } from '#domain/ids.ts';
import type { ChargedLine } from '#domain/journal/kinds.ts';
import { rupees } from '#domain/money.ts';
import { recallTariff, resumeRecalls } from '#server/tariffs/recall.ts';
import { feedAfter } from '#server/store/feed.ts';
import { NOW } from '#tests/protocol/authority.ts';
import { LEARNER_LINES, TARIFF_REF, TARIFF_TEXT } from '#tests/testkit/receipt-journal.ts';
import {
  casesSeen,
  correctedTariff,
  judge,
  publishText,
  refundsSeen,
  sendAndJudge,
} from './judgement-kit.ts';
import { journalOf } from './receipt-chain.ts';
import {
  batchText,
  enrolCounter,
  OFFICE,
  postBatch,
  startTestServer,
  write,
  type TestServer,
} from './testkit.ts';

const HOUR = 3_600_000;
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
}, 60_000);
afterAll(async () => {
  await server.stop();
});

/** Each test has the law to itself; the licence fees were out an hour before. */
beforeEach(async () => {
  await write(server.database, async (writer) => {
    for (const table of ['tariff', 'tariff_recall', 'book_change', 'feed_item']) {
      await writer.run(`DELETE FROM ${table}`);
    }
    await writer.run('UPDATE counter_judgement SET change_no = 0, change_seq = 0');
  });
  server.clock.now = NOW - HOUR;
  await publishText(server, TARIFF_TEXT);
  server.clock.now = NOW + HOUR;
});

let counters = 200;
async function newCounter() {
  const counter = await enrolCounter(server, `${OFFICE}-C${(counters += 1)}` as CounterId);
  const journal = await journalOf(server, counter);
  journal.openShift();
  return { counter, journal, counterId: counter.counterId };
}

const dearer = (byRupees: number): readonly ChargedLine[] =>
  LEARNER_LINES.map((line) =>
    line.code === 'LL-TEST' ? { ...line, amountPaise: rupees(50 + byRupees) } : line,
  );

test('R1 P1 what was charged by its tariff is found right, and nothing is opened', async () => {
  const { counter, journal, counterId } = await newCounter();
  for (const number of [1, 2, 3]) journal.charge(number);
  await sendAndJudge(server, counter, journal);
  expect(await casesSeen(server, counterId)).toEqual([]);
  expect(await refundsSeen(server, counterId)).toEqual([]);
});

test('R4 P1 an excess that could be known is a case and a refund', async () => {
  const { counter, journal, counterId } = await newCounter();
  journal.charge(1);
  journal.charge(2, dearer(30));
  await sendAndJudge(server, counter, journal);
  const cases = await casesSeen(server, counterId);
  expect(cases.map(({ kind }) => kind)).toEqual(['overcharged', 'quote_wrong']);
  expect(cases[0]?.details).toMatchObject({
    receiptNumber: `${counterId}/2627/000002`,
    chargedPaise: 98_000,
    expectedPaise: 95_000,
    excessPaise: 3_000,
    basis: 'knowable',
    field: 'totalPaise',
    tariff: 'cmvr-rule-32@1',
  });
  expect(await refundsSeen(server, counterId)).toEqual([
    {
      receiptNumber: `${counterId}/2627/000002`,
      amountPaise: 3_000,
      basis: 'knowable',
      state: 'proposed',
      citizenRef: 'ab'.repeat(16),
    },
  ]);
});

test('R4 P1 a shortfall is told and never collected', async () => {
  const { counter, journal, counterId } = await newCounter();
  journal.charge(1, dearer(-20));
  await sendAndJudge(server, counter, journal);
  const cases = await casesSeen(server, counterId);
  expect(cases.map(({ kind }) => kind)).toEqual(['quote_wrong', 'undercharged']);
  expect(cases[1]?.details).toMatchObject({ shortfallPaise: 2_000 });
  expect(await refundsSeen(server, counterId)).toEqual([]);
});

test('R5 R6 P1 lines that differ under the same total name the field', async () => {
  const { counter, journal, counterId } = await newCounter();
  const swapped = LEARNER_LINES.map((line) => {
    if (line.code === 'LL-TEST') return { ...line, amountPaise: rupees(60) };
    return line.code === 'LL-ISSUE' ? { ...line, amountPaise: rupees(290) } : line;
  });
  journal.charge(1, swapped);
  const otherHead = LEARNER_LINES.map((line) => ({ ...line, head: '0041-00-101-09' }));
  journal.charge(2, otherHead);
  await sendAndJudge(server, counter, journal);
  const differing = (await casesSeen(server, counterId)).filter(
    ({ kind }) => kind === 'charge_differs',
  );
  expect(new Set(differing.map(({ details }) => details['field']))).toEqual(
    new Set(['lines[0].amountPaise', 'lines[0].head']),
  );
});

test('R2 P1 a fee lowered for the past is owed back as law, once', async () => {
  const { counter, journal, counterId } = await newCounter();
  journal.charge(1);
  journal.charge(2);
  journal.reverse(2);
  await sendAndJudge(server, counter, journal);
  expect(await casesSeen(server, counterId)).toEqual([]);
  await publishText(server, correctedTariff({ version: 2, testRupees: 20 }));
  await judge(server, counterId);
  const refunds = await refundsSeen(server, counterId);
  // What was given back over the counter is not owed again.
  expect(refunds).toMatchObject([
    { receiptNumber: `${counterId}/2627/000001`, amountPaise: 3_000, basis: 'law' },
  ]);
  const before = await casesSeen(server, counterId);
  expect(before.map(({ kind }) => kind)).toEqual(['overcharged', 'overcharged']);
  await write(server.database, (writer) =>
    writer.run('UPDATE counter_judgement SET seq = 0, change_no = 0 WHERE counter_id = ?', [
      counterId,
    ]),
  );
  await judge(server, counterId);
  expect(await refundsSeen(server, counterId)).toEqual(refunds);
  expect((await casesSeen(server, counterId)).filter(({ kind }) => kind === 'overcharged')).toEqual(
    before,
  );
});

test('R2 P1 a fee raised for the past takes nothing from anybody', async () => {
  const { counter, journal, counterId } = await newCounter();
  journal.charge(1);
  await sendAndJudge(server, counter, journal);
  await publishText(server, correctedTariff({ version: 2, testRupees: 90 }));
  await judge(server, counterId);
  expect(await casesSeen(server, counterId)).toEqual([]);
  expect(await refundsSeen(server, counterId)).toEqual([]);
});

test('R2 a counter that could have had the new fee is wrong, not the law', async () => {
  const { counter, journal, counterId } = await newCounter();
  server.clock.now = NOW - HOUR / 2;
  await publishText(server, correctedTariff({ version: 2, testRupees: 20 }));
  server.clock.now = NOW + HOUR;
  journal.charge(1);
  await sendAndJudge(server, counter, journal);
  expect(await refundsSeen(server, counterId)).toMatchObject([
    { amountPaise: 3_000, basis: 'knowable' },
  ]);
});

test('R8 a correction of the correction changes, withdraws and renews what nobody approved', async () => {
  const { counter, journal, counterId } = await newCounter();
  journal.charge(1);
  await sendAndJudge(server, counter, journal);
  const correct = async (version: number, testRupees: number) => {
    server.clock.now += 1_000;
    await publishText(server, correctedTariff({ version, testRupees }));
    await judge(server, counterId);
    return refundsSeen(server, counterId);
  };
  expect(await correct(2, 20)).toMatchObject([{ amountPaise: 3_000, state: 'proposed' }]);
  expect(await correct(3, 10)).toMatchObject([{ amountPaise: 4_000, state: 'proposed' }]);
  expect(await correct(4, 50)).toMatchObject([{ state: 'withdrawn' }]);
  expect(await casesSeen(server, counterId)).toMatchObject([{ kind: 'overcharged', open: false }]);
  expect(await correct(5, 40)).toMatchObject([{ amountPaise: 1_000, state: 'proposed' }]);
});

test('R8 a refund is withdrawn where the counter gave the money back later', async () => {
  const { counter, journal, counterId } = await newCounter();
  journal.charge(1, dearer(30));
  journal.reverse(1, rupees(980));
  await sendAndJudge(server, counter, journal);
  const refunds = await refundsSeen(server, counterId);
  expect(refunds.filter(({ state }) => state !== 'withdrawn')).toEqual([]);
});

test('R8 T24 a recalled tariff leaves the fee to a person, and every office is told once', async () => {
  const { counter, journal, counterId } = await newCounter();
  journal.charge(1);
  await sendAndJudge(server, counter, journal);
  const recall = { ...TARIFF_REF, reason: 'printed with a wrong table', staffId: 'S9001' };
  expect(await recallTariff(server.context, recall)).toMatchObject({ ok: true });
  expect(await recallTariff(server.context, recall)).toMatchObject({ ok: true });
  expect(await resumeRecalls(server.context)).toMatchObject({ ok: true });
  const feed = await feedAfter(server.database.read, OFFICE, { cursor: 0, limit: 50 });
  expect(feed.filter(({ type }) => type === 'tariff.recalled').length).toBe(1);
  await judge(server, counterId);
  expect(await casesSeen(server, counterId)).toMatchObject([
    { kind: 'price_unknown', details: { field: 'serviceCode', code: 'SERVICE_UNKNOWN' } },
  ]);
  expect(await refundsSeen(server, counterId)).toEqual([]);
});

test('R8 an unknown tariff cannot be recalled', async () => {
  const recall = { tariffId: 'no-such', version: 3, reason: 'mistyped', staffId: 'S9001' };
  expect(await recallTariff(server.context, recall)).toMatchObject({
    ok: false,
    error: { code: 'TARIFF_UNKNOWN', details: { tariff: 'no-such', version: 3 } },
  });
});

const bodyOf = (journal: { entries: readonly { text: string }[] }, at: number) =>
  (JSON.parse(journal.entries.at(at)?.text ?? '{}') as { body: Record<string, unknown> }).body;

/** A charge with something wrong in its quote and receipt, after a good one. */
async function chargeWith(change: Record<string, unknown>, changeReceipt = change) {
  const { counter, journal, counterId } = await newCounter();
  journal.charge(1);
  const [quote, receipt] = [bodyOf(journal, -3), bodyOf(journal, -1)];
  const ids = { quoteId: `${counterId}-Q9`, visitId: `${counterId}-V9` };
  journal.append('quote.issued', { ...quote, ...ids, ...change });
  const receiptNumber = `${counterId}/2627/000002`;
  journal.append('receipt.issued', { ...receipt, ...ids, receiptNumber, ...changeReceipt });
  await sendAndJudge(server, counter, journal);
  return (await casesSeen(server, counterId)).filter(({ kind }) => kind !== 'quote_wrong');
}

const OTHER_HASH = { ...TARIFF_REF, hash: 'ee'.repeat(32) };
test.each([
  ['another text of the tariff', { tariff: OTHER_HASH }, 'tariff_unknown', 'tariff.hash'],
  [
    'a version never published',
    { tariff: { ...TARIFF_REF, version: 8 } },
    'tariff_unknown',
    'tariff.version',
  ],
  [
    'a tariff never published',
    { tariff: { ...TARIFF_REF, tariffId: 'mine' } },
    'tariff_unknown',
    'tariff.tariffId',
  ],
  ['a service of no tariff', { serviceCode: 'TEA' }, 'price_unknown', 'serviceCode'],
  ['a fact that is missing', { facts: {} }, 'price_unknown', 'facts.classes'],
  ['a fact out of range', { facts: { classes: 99 } }, 'price_unknown', 'facts.classes'],
  ['a fact of no kind', { facts: { classes: true } }, 'price_unknown', 'facts.classes'],
  [
    'a fact nobody asks',
    { facts: { classes: 2, __proto__x: 1 } },
    'price_unknown',
    'facts.__proto__x',
  ],
  ['a time before the tariff', { quotedAt: 1_000_000 }, 'price_unknown', 'tariff.validFrom'],
] as const)('R5 P1 %s: a finding that names the field', async (_name, change, kind, field) => {
  const receiptOnly: Record<string, unknown> = { ...change };
  delete receiptOnly['facts'];
  delete receiptOnly['quotedAt'];
  const cases = await chargeWith(change, receiptOnly);
  expect(cases).toContainEqual(
    expect.objectContaining({ kind, details: expect.objectContaining({ field }) as unknown }),
  );
});

test('R5 P1 an expired tariff: no fee is made up', async () => {
  await write(server.database, (writer) => writer.run('DELETE FROM tariff'));
  server.clock.now = NOW - HOUR;
  const ended = correctedTariff({ version: 3, validTo: '2026-11-01T00:00:00+05:30' });
  await publishText(server, ended);
  const [row] = await server.database.read.rows<{ hash: string }>(
    'SELECT LOWER(HEX(hash)) AS hash FROM tariff WHERE version = 3',
  );
  server.clock.now = NOW + HOUR;
  const tariff = { ...TARIFF_REF, version: 3, hash: row?.hash };
  expect(await chargeWith({ tariff })).toContainEqual(
    expect.objectContaining({
      kind: 'price_unknown',
      details: expect.objectContaining({
        field: 'tariff.validTo',
        code: 'TARIFF_EXPIRED',
      }) as unknown,
    }),
  );
});

test.each([
  ['another total', { totalPaise: 90_000 }, 'totalPaise'],
  ['another service', { serviceCode: 'LL-DUP' }, 'serviceCode'],
  ['another tariff', { tariff: OTHER_HASH }, 'tariff.hash'],
  ['other lines', { lines: [] }, 'lines'],
  ['after its quote ended', { issuedAt: NOW + 600_000 }, 'validUntil'],
] as const)('R7 a receipt with %s than its quote', async (_name, change, field) => {
  const cases = await chargeWith({}, change);
  expect(cases).toContainEqual(
    expect.objectContaining({
      kind: 'charge_differs',
      details: expect.objectContaining({ field }) as unknown,
    }),
  );
});

test('R7 a receipt without a quote', async () => {
  const cases = await chargeWith({}, { quoteId: 'nobody-s' });
  expect(cases).toMatchObject([{ kind: 'receipt_without_quote', details: { field: 'quoteId' } }]);
});

test('R7 bodies that are nothing at all', async () => {
  const { counter, journal, counterId } = await newCounter();
  journal.append('quote.issued', { quoteId: 7 });
  journal.append('receipt.issued', { totalPaise: 5 });
  journal.charge(1);
  await sendAndJudge(server, counter, journal);
  const kinds = (await casesSeen(server, counterId)).map(({ kind }) => kind);
  expect(kinds).toContain('price_unknown');
  expect(kinds).toContain('quote_wrong');
});

test('R9 a quote in one batch, its receipt in a later one', async () => {
  const { counter, journal, counterId } = await newCounter();
  journal.charge(1, dearer(10));
  const [first, rest] = [journal.entries.slice(0, 3), journal.entries.slice(3)];
  await postBatch(server, batchText(counter, first));
  await judge(server, counterId);
  expect(await refundsSeen(server, counterId)).toEqual([]);
  const last = first.at(-1);
  if (last === undefined) throw new Error('an entry');
  await postBatch(server, batchText(counter, rest, { prevHash: last.hash }));
  await judge(server, counterId);
  expect(await refundsSeen(server, counterId)).toMatchObject([{ amountPaise: 1_000 }]);
});

test('R9 two judges at once open nothing twice', async () => {
  const { counter, journal, counterId } = await newCounter();
  for (const number of [1, 2, 3, 4]) journal.charge(number, dearer(number));
  await postBatch(server, batchText(counter, journal.entries));
  await Promise.all([judge(server, counterId), judge(server, counterId)]);
  expect((await refundsSeen(server, counterId)).map(({ amountPaise }) => amountPaise)).toEqual([
    100, 200, 300, 400,
  ]);
});

test('no bug was met on the way', () => {
  const bugs = server.warnings.filter((event) => /fault/.test(event));
  expect(bugs).toEqual([]);
});
