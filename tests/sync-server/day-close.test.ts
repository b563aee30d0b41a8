/** Closing an office's day: docs/spec/day-close.md, DC4 to DC12, over a real server and database. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { balancesAt } from '#server/store/books.ts';
import type { DayDocument } from '#domain/day/document.ts';
import { paise } from '#domain/money.ts';
import { addDays, instant, startOfDay } from '#domain/time.ts';
import { verifyOfficeRun, OFFICE_GENESIS } from '#protocol/office-chain.ts';
import type { ClosedDay } from '#server/api/office-contract.ts';
import { officeEntriesAfter, recordFact } from '#server/store/office-chain.ts';
import { crypto } from '#tests/protocol/authority.ts';
import {
  CHECKER,
  DAY,
  factsOf,
  HQ_APPROVER,
  HQ_OPERATOR,
  kindsOf,
  openOffice,
  signIn,
  signInAtHq,
  workADay,
} from './desk-kit.ts';
import { casesOf, startTestServer, write, type TestServer } from './testkit.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
}, 60_000);
afterAll(async () => {
  await server.stop();
});

/** An evening of that day. */
const evening = (date = DAY) => startOfDay(date) + 18 * 3_600_000;
const heardNow = async () => {
  await server.server.heard.flush();
};

function checkTotals(document: DayDocument, money: { readonly heads: Map<string, number> }) {
  const heads = document.byHead.map(({ head, netPaise }) => [head, netPaise] as const);
  const charged = [...money.heads].filter(([head]) => heads.some(([name]) => name === head));
  expect(new Map(heads)).toEqual(new Map(charged));
  const net = heads.reduce((total, [, amount]) => total + amount, 0);
  for (const lines of [document.byTender, document.byService]) {
    expect(lines.reduce((total, { netPaise }) => total + netPaise, 0)).toBe(net);
  }
  const closing = document.accounts.reduce((total, { closingPaise }) => total + closingPaise, 0);
  expect(closing).toBe(0);
}

describe('a day with two managers', () => {
  test('DC4 DC5 DC8 P5 prepared by one, closed by another: one signed document', async () => {
    server.clock.now = evening();
    const office = await openOffice(server, { counters: 2 });
    const { officeId, money } = office;
    await workADay(server, office, { charges: 12 });
    const maker = await signIn(server, officeId);
    const checker = await signIn(server, officeId, CHECKER);
    expect((await checker.close()).code).toBe('DAY_NOT_PREPARED');
    expect((await maker.prepare(addDays(DAY, 1))).code).toBe('DAY_NOT_YET');
    expect((await maker.post(`/days/${DAY}/prepare`, { revision: 0 })).code).toBe('INPUT_INVALID');
    const stale = { revision: 0, explanations: [], leafCounts: [] };
    expect((await maker.post(`/days/${DAY}/prepare`, stale)).code).toBe('DAY_CHANGED');
    expect((await maker.prepare(DAY, { safeCount: { '10000': 3 } })).code).toBe('204');
    expect((await maker.close()).code).toBe('SECOND_PERSON_NEEDED');
    expect((await checker.close()).code).toBe('204');
    expect((await checker.close()).code).toBe('DAY_CLOSED');
    expect((await maker.prepare()).code).toBe('DAY_CLOSED');
    const closed = await maker.read<ClosedDay>(`/days/${DAY}/document`);
    expect(closed.day).toMatchObject({ state: 'closed', how: 'two', check: 'done' });
    checkTotals(closed.document, money);
    expect(closed.document.safeCount).toMatchObject({
      countedPaise: 30_000,
      bookPaise: money.safe,
      differencePaise: 30_000 - money.safe,
    });
    expect(await casesOf(server, officeId)).toEqual(['safe_differs']);
    for (const { counter, life } of office.counters) {
      expect(closed.document.counters).toContainEqual(
        expect.objectContaining({
          counterId: counter.counterId,
          state: 'complete',
          fromSeq: 1,
          throughSeq: life.entries.length,
        }),
      );
    }
    const rows = await officeEntriesAfter(server.database.read, officeId, { seq: 0, limit: 100 });
    const trust = server.authority.trust;
    expect(verifyOfficeRun(OFFICE_GENESIS, rows, { officeId, trust, crypto })).toMatchObject({
      ok: true,
    });
    expect(rows.find(({ seq }) => seq === closed.entry.seq)?.hash).toBe(closed.entry.hash);
  });

  test('DC4 each counter that is not complete is explained, and no other', async () => {
    server.clock.now = evening();
    const office = await openOffice(server, { counters: 2 });
    const [first, second] = office.counters;
    if (first === undefined || second === undefined) throw new Error('counters');
    first.life.open('S1042');
    first.life.charge();
    await first.send(server);
    await write(server.database, async () => {
      server.server.heard.heard({
        officeId: office.officeId,
        counterId: second.counter.counterId,
      });
    });
    await heardNow();
    const maker = await signIn(server, office.officeId);
    const one = { counterId: first.counter.counterId, reason: 'clerk_absent', words: 'went home' };
    const other = { ...one, counterId: second.counter.counterId };
    const codes: string[] = [];
    for (const explanations of [[], [other], [one, other], [one, one], [{ ...one, words: '' }]]) {
      codes.push((await maker.prepare(DAY, { explanations } as never)).code);
    }
    expect(codes).toEqual([
      'DAY_NOT_EXPLAINED',
      'DAY_NOT_EXPLAINED',
      'INPUT_INVALID',
      'INPUT_INVALID',
      'INPUT_INVALID',
    ]);
    expect((await maker.prepare(DAY, { explanations: [one] } as never)).code).toBe('204');
    const checker = await signIn(server, office.officeId, CHECKER);
    expect((await checker.close()).code).toBe('204');
    const [, closed] = (await factsOf(server, office.officeId)).filter(({ kind }) =>
      kind.startsWith('day.'),
    );
    const document = closed?.body['document'] as DayDocument | undefined;
    expect(document?.counters[0]).toMatchObject({
      state: 'open_shift',
      explanation: { reason: 'clerk_absent', words: 'went home' },
    });
  });

  test('DC5 what arrives between the two signatures is prepared again', async () => {
    server.clock.now = evening();
    const office = await openOffice(server, { counters: 1 });
    const [only] = office.counters;
    await workADay(server, office, { charges: 3 });
    const maker = await signIn(server, office.officeId);
    const checker = await signIn(server, office.officeId, CHECKER);
    expect((await maker.prepare()).code).toBe('204');
    only?.life.open('S1057');
    only?.life.charge();
    only?.life.close();
    await only?.send(server);
    expect((await checker.close()).code).toBe('DAY_CHANGED');
    expect((await maker.prepare()).code).toBe('204');
    expect((await checker.close()).code).toBe('204');
  });

  test('DC5 who had a shift that day is no checker', async () => {
    server.clock.now = evening();
    const office = await openOffice(server, { counters: 1 });
    const [only] = office.counters;
    only?.life.open(CHECKER.staffId);
    only?.life.charge();
    only?.life.close();
    await only?.send(server);
    const maker = await signIn(server, office.officeId);
    const checker = await signIn(server, office.officeId, CHECKER);
    expect((await maker.prepare()).code).toBe('204');
    expect((await checker.close()).code).toBe('CHECKER_HAD_SHIFT');
    const hq = await signInAtHq(server, HQ_OPERATOR);
    const { revision } = await maker.closing();
    const path = `/days/${office.officeId}/${DAY}/close`;
    expect((await hq.post(path, { revision })).code).toBe('HQ_STAFF_WRONG');
    const approver = await signInAtHq(server);
    expect((await approver.post(path, { revision })).code).toBe('204');
    const { day } = await maker.read<ClosedDay>(`/days/${DAY}/document`);
    expect(day).toMatchObject({ how: 'two', maker: 'S2001', checker: HQ_APPROVER.staffId });
  });

  test('DC11 two who close at once: one wins, the other is told', async () => {
    server.clock.now = evening();
    const office = await openOffice(server, { counters: 1 });
    await workADay(server, office, { charges: 3 });
    const maker = await signIn(server, office.officeId);
    const checker = await signIn(server, office.officeId, CHECKER);
    const hq = await signInAtHq(server);
    const { revision } = await maker.closing();
    const prepared = await Promise.all([maker.prepare(), checker.prepare()]);
    expect(prepared.map(({ code }) => code)).toEqual(['204', '204']);
    const path = `/days/${office.officeId}/${DAY}/close`;
    const answers = await Promise.all([
      maker.post(`/days/${DAY}/close`, { revision }),
      checker.post(`/days/${DAY}/close`, { revision }),
      hq.post(path, { revision }),
    ]);
    const codes = answers.map(({ code }) => code);
    expect(codes.filter((code) => code === '204')).toHaveLength(1);
    // Whoever signed the preparation last is the maker; the third comes to a closed day.
    for (const code of codes) expect(['204', 'SECOND_PERSON_NEEDED', 'DAY_CLOSED']).toContain(code);
    expect(await kindsOf(server, office.officeId, 'day.closed')).toHaveLength(1);
  });
});

describe('a day with one manager', () => {
  test('DC6 closed alone, and checked by HQ later', async () => {
    server.clock.now = evening();
    const office = await openOffice(server, { counters: 1, managers: 1 });
    const { officeId } = office;
    await workADay(server, office, { charges: 3 });
    const maker = await signIn(server, officeId);
    expect((await maker.prepare()).code).toBe('204');
    expect((await maker.close()).code).toBe('204');
    const before = await maker.read<ClosedDay>(`/days/${DAY}/document`);
    expect(before.day).toMatchObject({ how: 'one', check: 'waiting', checker: 'S2001' });
    const hq = await signInAtHq(server);
    const path = `/days/${officeId}/${DAY}/check`;
    const finding = { finding: 'agreed', words: 'papers seen' };
    expect((await hq.post(`/days/${officeId}/2026-11-20/check`, finding)).code).toBe(
      'DAY_NOT_CLOSED',
    );
    expect((await hq.post(path, { ...finding, words: '' })).code).toBe('INPUT_INVALID');
    expect((await hq.post(path, finding)).code).toBe('204');
    expect((await hq.post(path, finding)).code).toBe('DAY_CHECKED');
    const after = await maker.read<ClosedDay>(`/days/${DAY}/document`);
    expect(after).toMatchObject({ day: { check: 'done' }, checked: { staffId: 'S9002' } });
  });

  test('DC6 HQ does not agree: a case, and the document stays as it was', async () => {
    server.clock.now = evening();
    const office = await openOffice(server, { counters: 1, managers: 1 });
    await workADay(server, office, { charges: 1 });
    const maker = await signIn(server, office.officeId);
    await maker.prepare();
    await maker.close();
    const hq = await signInAtHq(server);
    const path = `/days/${office.officeId}/${DAY}/check`;
    await hq.post(path, { finding: 'disputed', words: 'the safe was empty' });
    expect(await casesOf(server, office.officeId)).toEqual(['day_disputed']);
    const { day } = await maker.read<ClosedDay>(`/days/${DAY}/document`);
    expect(day.check).toBe('disputed');
  });
});

describe('days by themselves', () => {
  test('DC7 DC9 what everybody forgot closes at its cut-off, the oldest first, and is a case', async () => {
    server.clock.now = evening();
    const office = await openOffice(server, { counters: 1 });
    const { officeId } = office;
    await workADay(server, office, { charges: 2 });
    await workADay(server, office, { charges: 2, date: addDays(DAY, 1) });
    const maker = await signIn(server, officeId);
    server.clock.now = evening(addDays(DAY, 1));
    const late = await signIn(server, officeId);
    expect((await late.prepare(addDays(DAY, 1))).json).toMatchObject({
      error: { code: 'DAY_BEFORE_OPEN', details: { date: DAY } },
    });
    expect(maker.cookie).not.toBe('');
    // Noon of the day after, where HQ has said nothing else.
    server.clock.now = startOfDay(addDays(DAY, 1)) + 12 * 3_600_000 - 1;
    await server.server.days.look();
    expect(await kindsOf(server, officeId, 'day.')).toEqual([]);
    server.clock.now += 1;
    await server.server.days.look();
    await server.server.days.look();
    expect(await kindsOf(server, officeId, 'day.')).toEqual(['day.closed']);
    expect(await casesOf(server, officeId)).toEqual(['day_not_closed']);
    server.clock.now = evening(addDays(DAY, 1));
    const page = await signIn(server, officeId);
    const { day } = await page.read<ClosedDay>(`/days/${DAY}/document`);
    expect(day).toMatchObject({ how: 'cut_off', maker: null, checker: null, check: 'waiting' });
    expect((await page.prepare(addDays(DAY, 1))).code).toBe('204');
  });

  test('DC10 P5 late entries make a signed supplement; the closed day stays as it was', async () => {
    server.clock.now = evening();
    const office = await openOffice(server, { counters: 2 });
    const { officeId, money } = office;
    const [near, far] = office.counters;
    if (near === undefined || far === undefined) throw new Error('counters');
    await workADay(server, { ...office, counters: [near] }, { charges: 5 });
    // The other works with no line, over midnight.
    far.life.open('S1057');
    for (let n = 0; n < 7; n += 1) far.life.charge();
    const maker = await signIn(server, officeId);
    const checker = await signIn(server, officeId, CHECKER);
    expect((await maker.prepare()).code).toBe('204');
    expect((await checker.close()).code).toBe('204');
    const before = await maker.read<ClosedDay>(`/days/${DAY}/document`);
    server.clock.now = startOfDay(addDays(DAY, 1)) + 10 * 3_600_000;
    await far.send(server);
    server.clock.now += 61_000;
    await server.server.days.look();
    // Its shift is still open: the supplement waits for the Z.
    expect(await kindsOf(server, officeId, 'day.supplemented')).toEqual([]);
    far.life.close();
    await far.send(server);
    await server.server.days.look();
    expect(await kindsOf(server, officeId, 'day.supplemented')).toEqual([]);
    // HQ has all that the counter says it has: seconds, not a minute.
    server.clock.now += 3_000;
    await Promise.all([server.server.days.look(), server.server.days.look()]);
    expect(await kindsOf(server, officeId, 'day.supplemented')).toHaveLength(1);
    const page = await signIn(server, officeId);
    const after = await page.read<ClosedDay>(`/days/${DAY}/document`);
    expect(after.document).toEqual(before.document);
    expect(after.day).toMatchObject({ state: 'closed', supplements: 1 });
    const [supplement] = after.supplements;
    if (supplement === undefined) throw new Error('a supplement');
    checkTotals(supplement.document, money);
    expect(supplement.deltas.counters).toEqual([
      {
        counterId: far.counter.counterId,
        fromSeq: 1,
        throughSeq: far.life.entries.length,
        headHash: supplement.document.counters[1]?.headHash,
      },
    ]);
    for (const { head, netPaise } of supplement.deltas.byHead) {
      const of = (document: DayDocument) =>
        document.byHead.find((line) => line.head === head)?.netPaise ?? 0;
      expect(netPaise).toBe(of(supplement.document) - of(before.document));
    }
    const moved = supplement.deltas.accounts.reduce((total, it) => total + it.movedPaise, 0);
    expect(moved).toBe(0);
    // Entries that change nothing of the day make none.
    far.life.append('screen.locked', { cause: 'idle' });
    await far.send(server);
    server.clock.now += 120_000;
    await server.server.days.look();
    expect(await kindsOf(server, officeId, 'day.supplemented')).toHaveLength(1);
  });
});

test('DC10 while a counter has more by its own word, a supplement waits until none has come for a minute', async () => {
  server.clock.now = evening();
  const office = await openOffice(server, { counters: 2 });
  const { officeId } = office;
  const [near, far] = office.counters;
  if (near === undefined || far === undefined) throw new Error('counters');
  await workADay(server, { ...office, counters: [near] }, { charges: 1 });
  await (await signIn(server, officeId)).prepare();
  await (await signIn(server, officeId, CHECKER)).close();
  far.life.open('S1057');
  far.life.charge();
  far.life.close();
  await far.send(server);
  const { counterId } = far.counter;
  server.server.heard.heard({ officeId, counterId }, far.life.entries.length + 400);
  server.clock.now += 59_000;
  await server.server.days.look();
  expect(await kindsOf(server, officeId, 'day.supplemented')).toEqual([]);
  server.clock.now += 1_000;
  await server.server.days.look();
  expect(await kindsOf(server, officeId, 'day.supplemented')).toHaveLength(1);
});

test('DC12 what the office does after its day was closed stands in the day after', async () => {
  server.clock.now = evening();
  const office = await openOffice(server, { counters: 1 });
  const { officeId } = office;
  await workADay(server, office, { charges: 2 });
  const maker = await signIn(server, officeId);
  const checker = await signIn(server, officeId, CHECKER);
  await maker.prepare();
  await checker.close();
  const { read } = server.database;
  const before = await balancesAt(read, officeId, DAY);
  const body = {
    settlementId: 'SET-1',
    utr: 'UTR1',
    nth: 1,
    payments: 1,
    settledOn: DAY,
    grossPaise: paise(50_000),
    refundedPaise: paise(0),
    feePaise: paise(118),
    taxPaise: paise(18),
    lines: [],
  };
  await write(server.database, (writer) =>
    recordFact(server.context, writer, {
      officeId,
      at: instant(server.clock.now),
      fact: { kind: 'settlement.arrived', body },
    }),
  );
  expect(await balancesAt(read, officeId, DAY)).toEqual(before);
  const after = await balancesAt(read, officeId, addDays(DAY, 1));
  expect([after.get('bank'), after.get('gateway-fees')]).toEqual([49_882, 118]);
});
