/**
 * What people and devices get wrong about an office's day: sheets that are no sheets, a day that is
 * closed already, two who close it at once, counters whose clocks are a day off.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { addDays, startOfDay } from '#domain/time.ts';
import type { ClosedDay, DayAtGlance } from '#server/api/office-contract.ts';
import { officeEntryAt } from '#server/store/office-chain.ts';
import { CHECKER, DAY, kindsOf, openOffice, signIn, signInAtHq, workADay } from './desk-kit.ts';
import { casesOf, startTestServer, type TestServer } from './testkit.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
}, 60_000);
afterAll(async () => {
  await server.stop();
});

const NEXT = addDays(DAY, 1);
const evening = (date = DAY) => startOfDay(date) + 18 * 3_600_000;

async function preparedOffice(counters = 1) {
  server.clock.now = evening();
  const office = await openOffice(server, { counters });
  await workADay(server, office, { charges: 3 });
  const maker = await signIn(server, office.officeId);
  const checker = await signIn(server, office.officeId, CHECKER);
  const hq = await signInAtHq(server);
  expect((await maker.prepare()).code).toBe('204');
  const { revision } = await maker.closing();
  return { office, officeId: office.officeId, maker, checker, hq, revision };
}

test('DC4 a sheet, a leaf or a revision that is none is refused, and nothing is signed', async () => {
  const { officeId, maker } = await preparedOffice();
  const leaf = (nextLeaf: number) => ({ leafCounts: [{ bookId: `${officeId}-B1`, nextLeaf }] });
  for (const wrong of [
    { safeCount: { '10000': -1 } },
    { safeCount: { '10000': 0.5 } },
    { safeCount: { '10000': 100_001 } },
    { safeCount: { '10000': 1e300 } },
    { safeCount: { '77': 1 } },
    { safeCount: { '10000': '3' } },
    { safeCount: [3] },
    // A total beside the sheet.
    { safeCount: { '10000': 1 }, countedPaise: 10_000 },
    leaf(-1),
    leaf(1.5),
    // Of a book that there is not.
    leaf(1),
    { revision: -1 },
    { revision: 0.5 },
  ]) {
    const { code } = await maker.prepare(DAY, wrong as never);
    expect([JSON.stringify(wrong), code]).toEqual([JSON.stringify(wrong), 'INPUT_INVALID']);
  }
  expect(await kindsOf(server, officeId, 'day.')).toEqual(['day.prepared']);
  expect(await casesOf(server, officeId)).toEqual([]);
});

describe('a day that is closed', () => {
  test('DC11 of many who close at once one wins, and each other hears that it is closed', async () => {
    const { officeId, maker, checker, hq, revision } = await preparedOffice();
    const path = `/days/${officeId}/${DAY}/close`;
    const asked = [0, 1, 2].flatMap(() => [
      checker.post(`/days/${DAY}/close`, { revision }),
      hq.post(path, { revision }),
    ]);
    const codes = (await Promise.all(asked)).map(({ code }) => code).sort();
    expect(codes).toEqual(['204', ...Array<string>(5).fill('DAY_CLOSED')]);
    expect(await kindsOf(server, officeId, 'day.')).toEqual(['day.prepared', 'day.closed']);
    const { day } = await maker.read<ClosedDay>(`/days/${DAY}/document`);
    expect(['S2002', 'S9002']).toContain(day.checker);
  });

  test('DC11 who prepares again while another closes: one of both holds, never a half', async () => {
    const { officeId, maker, checker, revision } = await preparedOffice();
    const [again, closed] = await Promise.all([
      maker.prepare(),
      checker.post(`/days/${DAY}/close`, { revision }),
    ]);
    expect(closed.code).toBe('204');
    expect(['204', 'DAY_CLOSED']).toContain(again.code);
    const kinds = await kindsOf(server, officeId, 'day.');
    expect(kinds.at(-1)).toBe('day.closed');
    expect(kinds).toHaveLength(again.code === '204' ? 3 : 2);
  });

  test('DC10 is not opened again by anybody, and stays as it was signed to the byte', async () => {
    const { officeId, maker, checker, hq, revision } = await preparedOffice();
    expect((await checker.close()).code).toBe('204');
    const { entry } = await maker.read<ClosedDay>(`/days/${DAY}/document`);
    const signed = await officeEntryAt(server.database.read, officeId, entry.seq);
    const path = `/days/${officeId}/${DAY}/close`;
    const codes = [
      await maker.prepare(),
      await checker.prepare(),
      await checker.close(),
      await hq.post(path, { revision }),
    ].map(({ code }) => code);
    expect(codes).toEqual(Array<string>(4).fill('DAY_CLOSED'));
    for (const act of ['open', 'reopen']) {
      expect((await maker.post(`/days/${DAY}/${act}`)).status).toBe(404);
    }
    const checked = { finding: 'disputed', words: 'not what I counted' };
    expect((await hq.post(`/days/${officeId}/${DAY}/check`, checked)).code).toBe('DAY_CHECKED');
    expect(await officeEntryAt(server.database.read, officeId, entry.seq)).toEqual(signed);
    expect(await kindsOf(server, officeId, 'day.')).toEqual(['day.prepared', 'day.closed']);
  });
});

describe('a counter whose clock is a day off', () => {
  test('DC2 DC4 ahead: a case, its money waits for its own day, and today closes without it', async () => {
    server.clock.now = evening();
    const office = await openOffice(server, { counters: 2 });
    const { officeId } = office;
    const [right, ahead] = office.counters;
    if (right === undefined || ahead === undefined) throw new Error('counters');
    await workADay(server, { ...office, counters: [right] }, { charges: 4 });
    await workADay(server, { ...office, counters: [ahead] }, { charges: 4, date: NEXT });
    expect(await casesOf(server, ahead.counter.counterId)).toEqual(['date_ahead']);
    const maker = await signIn(server, officeId);
    const checker = await signIn(server, officeId, CHECKER);
    expect((await maker.prepare(NEXT)).code).toBe('DAY_NOT_YET');
    const today = await maker.read<DayAtGlance>(`/days/${DAY}`);
    expect(today.shifts.map(({ counterId }) => counterId)).toEqual([right.counter.counterId]);
    expect((await maker.prepare()).code).toBe('204');
    expect((await checker.close()).code).toBe('204');
    server.clock.now = evening(NEXT);
    const page = await signIn(server, officeId);
    const tomorrow = await page.read<DayAtGlance>(`/days/${NEXT}`);
    expect(tomorrow.totals.receipts).toBe(4);
    expect((await page.prepare(NEXT)).code).toBe('204');
  });

  test('DC2 DC10 behind: its money completes the day that it stamped, by a supplement', async () => {
    const { office, officeId, checker } = await preparedOffice(2);
    expect((await checker.close()).code).toBe('204');
    const [, behind] = office.counters;
    if (behind === undefined) throw new Error('counters');
    server.clock.now = evening(NEXT);
    // It is the next day, and this counter's clock says that it is not.
    await workADay(server, { ...office, counters: [behind] }, { charges: 5, date: DAY });
    server.clock.now += 61_000;
    await server.server.days.look();
    const page = await signIn(server, officeId);
    const { document, supplements } = await page.read<ClosedDay>(`/days/${DAY}/document`);
    expect(supplements.map(({ number }) => number)).toEqual([1]);
    const receipts = (of: typeof document) =>
      of.byTender.reduce((total, line) => total + line.receipts, 0);
    expect([document, supplements[0]?.document ?? document].map(receipts)).toEqual([6, 11]);
    const today = await page.read<DayAtGlance>(`/days/${NEXT}`);
    expect(today.totals.receipts).toBe(0);
  });
});
