/** Books of contingency leaves and the register of cheques at HQ: docs/spec/day-close.md, LB1 to LB7. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import type { StaffId } from '#domain/ids.ts';
import { paise } from '#domain/money.ts';
import { addDays, startOfDay } from '#domain/time.ts';
import type { Cheques, LeafBooks } from '#server/api/office-registers-contract.ts';
import { balancesAt } from '#server/store/books.ts';
import {
  CHECKER,
  DAY,
  factsOf,
  HQ_OPERATOR,
  kindsOf,
  MAKER,
  openOffice,
  signIn,
  signInAtHq,
  type TestOffice,
} from './desk-kit.ts';
import type { CounterAtHq } from './office-kit.ts';
import { casesOf, startTestServer, type TestServer } from './testkit.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
}, 60_000);
afterAll(async () => {
  await server.stop();
});

const evening = () => startOfDay(DAY) + 18 * 3_600_000;

let receipts = 900_000;

function keyLeaf(at: CounterAtHq, bookId: string, leafNumber: number, excess = 0): void {
  at.life.append('leaf.keyed', {
    leaf: { bookId, leafNumber },
    tenderId: `T${leafNumber}` as never,
    visitId: 'V1' as never,
    quoteIds: [],
    writtenAt: server.clock.now as never,
    writtenBy: 'S1042' as StaffId,
    totalPaise: paise(10_000),
    collectedPaise: paise(10_000 + excess),
    excessPaise: paise(excess),
    shortPaise: paise(0),
  });
  at.life.append('receipt.issued', {
    receiptNumber: `${at.counter.counterId}/2627/${(receipts += 1)}` as never,
    tenderId: `T${leafNumber}` as never,
    quoteId: 'Q1' as never,
    visitId: 'V1' as never,
    serviceCode: 'LL-NEW',
    tariff: { tariffId: 'fees', version: 1, hash: '0'.repeat(64) as never },
    lines: [{ code: 'F', head: '0041', amountPaise: paise(10_000) }],
    totalPaise: paise(10_000),
    tenderKind: 'cash',
    language: 'en',
    citizen: { ref: '0'.repeat(32), digest: '0'.repeat(64) } as never,
    issuedAt: server.clock.now as never,
    leaf: { bookId, leafNumber },
    qr: 'QR',
  });
  at.life.drawer += 10_000 + excess;
}

const itemsOf = (office: TestOffice, type: string) =>
  server.database.read
    .rows<{ content: string }>(
      'SELECT content FROM feed_item WHERE office_id = ? AND type = ? ORDER BY cursor_no',
      [office.officeId, type],
    )
    .then((rows) => rows.map(({ content }) => JSON.parse(content) as Record<string, unknown>));

const issue = async (office: TestOffice) => {
  const bookId = `${office.officeId}-B1`;
  const hq = await signInAtHq(server, HQ_OPERATOR);
  const book = { bookId, firstLeaf: 101, lastLeaf: 110 };
  expect((await hq.post(`/offices/${office.officeId}/leaf-books`, book)).code).toBe('204');
  return { bookId, hq, book };
};

test('LB1 LB2 a book is issued by HQ once, handed to a person, and counters are told', async () => {
  server.clock.now = evening();
  const office = await openOffice(server, { counters: 1 });
  const { officeId } = office;
  const { bookId, hq, book } = await issue(office);
  const at = `/offices/${officeId}/leaf-books`;
  expect((await hq.post(at, book)).code).toBe('LEAF_BOOK_KNOWN');
  const wrong = [
    { ...book, bookId: 'KA-BLR-99-B1' },
    { ...book, bookId: `${officeId}-X1` },
    { ...book, bookId: `${officeId}-B2`, firstLeaf: 20, lastLeaf: 10 },
    { ...book, bookId: `${officeId}-B2`, firstLeaf: 0 },
    { ...book, bookId: `${officeId}-B2`, lastLeaf: 1_000_000 },
  ];
  for (const body of wrong) expect((await hq.post(at, body)).code).toBe('INPUT_INVALID');
  const page = await signIn(server, officeId);
  const hand = { custodian: 'S1042', nextLeaf: 101 };
  expect((await page.post('/leaf-books/none/hand', hand)).code).toBe('LEAF_BOOK_NOT_ISSUED');
  const stranger = { ...hand, custodian: 'S7777' };
  expect((await page.post(`/leaf-books/${bookId}/hand`, stranger)).code).toBe('CUSTODIAN_UNKNOWN');
  const beyond = { ...hand, nextLeaf: 200 };
  expect((await page.post(`/leaf-books/${bookId}/hand`, beyond)).code).toBe('INPUT_INVALID');
  expect((await page.post(`/leaf-books/${bookId}/hand`, hand)).code).toBe('204');
  const { rows } = await page.read<LeafBooks>('/leaf-books');
  expect(rows).toMatchObject([{ bookId, custodian: 'S1042', nextLeaf: 101, missing: [] }]);
  await server.server.days.look();
  expect((await itemsOf(office, 'leaf_book')).at(-1)).toMatchObject({
    bookId,
    firstLeaf: 101,
    lastLeaf: 110,
    custodian: 'S1042',
    isClosed: false,
  });
});

test('LB3 LB5 P7 a leaf keyed twice, of no book, passed over or beyond its fee is a case', async () => {
  server.clock.now = evening();
  const office = await openOffice(server, { counters: 1 });
  const [only] = office.counters;
  if (only === undefined) throw new Error('a counter');
  const { bookId } = await issue(office);
  const { counterId } = only.counter;
  only.life.open('S1042');
  keyLeaf(only, bookId, 101);
  keyLeaf(only, bookId, 103, 5_000);
  await only.send(server);
  // Nobody has passed anything over while the shift goes on.
  expect(await casesOf(server, office.officeId)).toEqual([]);
  expect(await casesOf(server, counterId)).toEqual(['leaf_excess']);
  keyLeaf(only, bookId, 101);
  keyLeaf(only, `${office.officeId}-B9`, 7);
  keyLeaf(only, bookId, 300);
  only.life.close();
  await only.send(server);
  expect(await casesOf(server, counterId)).toEqual([
    'leaf_excess',
    'leaf_twice',
    'leaf_unknown',
    'leaf_unknown',
  ]);
  // 102, and everything below the leaf that the book does not have.
  const missing = await casesOf(server, office.officeId);
  expect(new Set(missing)).toEqual(new Set(['leaf_missing']));
  const found = await balancesAt(server.database.read, office.officeId, null);
  expect(found.get('refunds-payable')).toBe(-5_000);
  // Keyed afterwards: the case of that leaf closes by itself.
  only.life.open('S1042');
  only.life.append('leaf.spoilt', {
    leaf: { bookId, leafNumber: 102 },
    fault: 'torn',
    approverId: 'S2001' as StaffId,
  });
  await only.send(server);
  const closed = (await factsOf(server, office.officeId)).filter(
    ({ kind }) => kind === 'case.closed',
  );
  expect(closed).toMatchObject([{ body: { staffId: 'server' } }]);
});

test('LB4 P7 books that are out are counted when the day closes; what is missing is a case', async () => {
  server.clock.now = evening();
  const office = await openOffice(server, { counters: 1 });
  const [only] = office.counters;
  if (only === undefined) throw new Error('a counter');
  const { bookId, hq } = await issue(office);
  const page = await signIn(server, office.officeId);
  await page.post(`/leaf-books/${bookId}/hand`, { custodian: 'S1042', nextLeaf: 101 });
  only.life.open('S1042');
  keyLeaf(only, bookId, 101);
  keyLeaf(only, bookId, 102);
  only.life.close();
  await only.send(server);
  expect((await page.prepare()).code).toBe('LEAVES_NOT_COUNTED');
  const count = (nextLeaf: number) => ({ leafCounts: [{ bookId, nextLeaf }] });
  expect((await page.prepare(DAY, count(102))).code).toBe('LEAF_COUNT_BACK');
  expect((await page.prepare(DAY, count(999))).code).toBe('INPUT_INVALID');
  expect((await page.prepare(DAY, count(104))).code).toBe('204');
  expect(await casesOf(server, office.officeId)).toEqual(['leaf_missing']);
  const { rows } = await page.read<LeafBooks>('/leaf-books');
  expect(rows).toMatchObject([{ nextLeaf: 104, keyed: 2, spoilt: 0, missing: [103] }]);
  const at = `/offices/${office.officeId}/leaf-books/${bookId}/close`;
  expect((await hq.post(at, { words: 'full' })).code).toBe('204');
  expect((await hq.post(at, { words: 'full' })).code).toBe('LEAF_BOOK_CLOSED');
  const back = { nextLeaf: 105 };
  expect((await page.post(`/leaf-books/${bookId}/count`, back)).code).toBe('LEAF_BOOK_CLOSED');
});

const received = (at: CounterAtHq, n: number, staffId: string) =>
  at.life.append(
    'instrument.received',
    {
      instrumentId: `${at.counter.counterId}-I${n}`,
      visitId: 'V1' as never,
      quoteIds: [`${at.counter.counterId}-Q${n}` as never],
      totalPaise: paise(95_000),
      instrument: 'cheque',
      number: '004512',
      bank: 'Canara Bank, Koramangala',
      drawnOn: DAY,
      language: 'en',
    },
    staffId,
  );

async function openRegister() {
  server.clock.now = startOfDay(DAY) + 12 * 3_600_000;
  const office = await openOffice(server, { counters: 1 });
  const [only] = office.counters;
  if (only === undefined) throw new Error('a counter');
  only.life.open('S1042');
  received(only, 1, 'S1042');
  received(only, 2, MAKER.staffId);
  await only.send(server);
  const [first, second] = [1, 2].map((n) => `${only.counter.counterId}-I${n}`);
  const page = await signIn(server, office.officeId);
  const other = await signIn(server, office.officeId, CHECKER);
  return { office, only, page, other, first: first ?? '', second: second ?? '' };
}

test('LB6 P5 a cheque is realised by who did not take it in; its counter is told', async () => {
  const { office, only, page, first, second } = await openRegister();
  const balances = async () => balancesAt(server.database.read, office.officeId, null);
  const before = await balances();
  expect([before.get('cheques'), before.get('cheques-held')]).toEqual([190_000, -190_000]);
  const { rows } = await page.read<Cheques>('/cheques?month=2026-11');
  expect(rows).toMatchObject([
    { instrumentId: first, state: 'received', validUntil: '2027-02-23', amountPaise: 95_000 },
    { instrumentId: second, receivedBy: MAKER.staffId },
  ]);
  const word = { bankReference: 'CLG 881', realisedOn: DAY };
  expect((await page.post(`/cheques/none/realise`, word)).code).toBe('CHEQUE_UNKNOWN');
  expect((await page.post(`/cheques/${second}/realise`, word)).code).toBe('SECOND_PERSON_NEEDED');
  const early = { ...word, realisedOn: addDays(DAY, -1) };
  expect((await page.post(`/cheques/${first}/realise`, early)).code).toBe('CHEQUE_DATE_EARLY');
  const future = { ...word, realisedOn: addDays(DAY, 1) };
  expect((await page.post(`/cheques/${first}/realise`, future)).code).toBe('BANK_DATE_FUTURE');
  expect((await page.post(`/cheques/${first}/realise`, word)).code).toBe('204');
  expect((await page.post(`/cheques/${first}/realise`, word)).code).toBe('CHEQUE_STATE');
  await server.server.days.look();
  expect(await itemsOf(office, 'instrument')).toMatchObject([
    {
      to: only.counter.counterId,
      instrumentId: first,
      state: 'realised',
      bankReference: 'CLG 881',
      date: DAY,
    },
  ]);
  // The counter makes the receipt of it.
  only.life.append('receipt.issued', {
    receiptNumber: `${only.counter.counterId}/2627/000077` as never,
    tenderId: 'T1' as never,
    quoteId: `${only.counter.counterId}-Q1` as never,
    visitId: 'V1' as never,
    serviceCode: 'LL-NEW',
    tariff: { tariffId: 'fees', version: 1, hash: '0'.repeat(64) as never },
    lines: [{ code: 'F', head: '0041', amountPaise: paise(95_000) }],
    totalPaise: paise(95_000),
    tenderKind: 'instrument',
    language: 'en',
    citizen: { ref: '0'.repeat(32), digest: '0'.repeat(64) } as never,
    issuedAt: server.clock.now as never,
    qr: 'QR',
  });
  await only.send(server);
  const after = await balances();
  expect([after.get('cheques'), after.get('cheques-held'), after.get('bank')]).toEqual([
    95_000, -95_000, 95_000,
  ]);
  const register = await page.read<Cheques>('/cheques');
  expect(register.rows.find(({ instrumentId }) => instrumentId === first)?.receipts).toEqual([
    `${only.counter.counterId}/2627/000077`,
  ]);
});

test('LB7 P5 a cheque that comes back is a case, and owes nobody anything', async () => {
  const { office, other, second } = await openRegister();
  const word = { reason: 'funds', returnedOn: DAY };
  expect((await other.post(`/cheques/${second}/dishonour`, { ...word, reason: 'x' })).code).toBe(
    'INPUT_INVALID',
  );
  expect((await other.post(`/cheques/${second}/dishonour`, word)).code).toBe('204');
  expect((await other.post(`/cheques/${second}/dishonour`, word)).code).toBe('CHEQUE_STATE');
  const found = await balancesAt(server.database.read, office.officeId, null);
  expect([found.get('cheques'), found.get('cheques-held')]).toEqual([95_000, -95_000]);
  expect(await casesOf(server, office.officeId)).toEqual(['cheque_dishonoured']);
  expect(await kindsOf(server, office.officeId, 'cheque')).toEqual(['cheque.dishonoured']);
  await server.server.days.look();
  expect(await itemsOf(office, 'instrument')).toMatchObject([
    { instrumentId: second, state: 'dishonoured', reason: 'funds', bankReference: null },
  ]);
});
