/** What HQ sees of offices' days and of who was over and short: docs/spec/day-close.md, DC14 and DC15. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { paise } from '#domain/money.ts';
import { addDays, startOfDay } from '#domain/time.ts';
import type { OfficeDays, OverShort, OverShortShifts } from '#server/api/hq-days-contract.ts';
import type { Days } from '#server/api/office-contract.ts';
import type { ReceiptPage, ReceiptRegister } from '#server/api/office-registers-contract.ts';
import { dayMoney } from '#server/day/day-line.ts';
import {
  CHECKER,
  DAY,
  openOffice,
  signIn,
  signInAtHq,
  workADay,
  type TestOffice,
} from './desk-kit.ts';
import { startTestServer, type TestServer } from './testkit.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
}, 60_000);
afterAll(async () => {
  await server.stop();
});

const evening = (date = DAY) => startOfDay(date) + 18 * 3_600_000;
const net = ({ money }: TestOffice) =>
  [...money.heads.values()].reduce((total, each) => total + each, 0);

test('DC14 P11 days by office: open, prepared, closed, by themselves, late', async () => {
  server.clock.now = evening();
  const offices: TestOffice[] = [];
  for (let n = 0; n < 4; n += 1) {
    const office = await openOffice(server, { counters: 1 });
    await workADay(server, office, { charges: 4 });
    offices.push(office);
  }
  const [open, prepared, closed, forgotten] = offices;
  if (!open || !prepared || !closed || !forgotten) throw new Error('offices');
  for (const office of [prepared, closed]) {
    await (await signIn(server, office.officeId)).prepare();
  }
  expect((await (await signIn(server, closed.officeId, CHECKER)).close()).code).toBe('204');
  const hq = await signInAtHq(server);
  const seen = await hq.read<OfficeDays>(`/days?from=${DAY}&until=${DAY}`);
  const of = (office: TestOffice) => seen.rows.find((it) => it.officeId === office.officeId);
  expect(of(open)).toMatchObject({ state: 'open', netPaise: net(open), isLate: false });
  expect(of(prepared)).toMatchObject({ state: 'prepared', maker: 'S2001' });
  expect(of(closed)).toMatchObject({ state: 'closed', how: 'two', checker: 'S2002' });
  expect(seen.totals).toMatchObject({ days: 4, open: 2, prepared: 1, closed: 1 });
  server.clock.now = startOfDay(addDays(DAY, 1)) + 13 * 3_600_000;
  const later = await signInAtHq(server);
  const late = await later.read<OfficeDays>(`/days?from=${DAY}&until=${DAY}&state=open`);
  expect(late.rows.map(({ isLate }) => isLate)).toEqual([true, true]);
  await server.server.days.look();
  const after = await later.read<OfficeDays>(`/days?from=${DAY}&until=${DAY}`);
  expect(after.totals).toMatchObject({ closed: 4, byThemselves: 3, checksWaiting: 3 });
  const one = await later.read<OfficeDays>(
    `/days?from=${DAY}&until=${DAY}&officeId=${forgotten.officeId}`,
  );
  expect(one.rows).toMatchObject([{ how: 'cut_off', maker: null, isLate: true }]);
  for (const wrong of ['from=yesterday', 'state=shut', 'until=2026-02-30']) {
    expect((await later.get(`/days?${wrong}`)).code).toBe('INPUT_INVALID');
  }
});

test('DC15 P11 over is as loud as short: by person and office, with the limits of chance', async () => {
  server.clock.now = evening();
  const office = await openOffice(server, { counters: 1 });
  const [only] = office.counters;
  if (only === undefined) throw new Error('a counter');
  const { life } = only;
  const close = (staffId: string, variancePaise: number) => {
    life.open(staffId);
    life.charge();
    const expectedPaise = life.drawer;
    life.closeWith(variancePaise);
    return expectedPaise;
  };
  // Two are off by a coin now and then; the third is always over, and once by much.
  for (let n = 0; n < 12; n += 1) {
    close('S1042', n % 4 === 0 ? 100 : 0);
    close('S1057', n % 4 === 0 ? -100 : 0);
  }
  for (let n = 0; n < 6; n += 1) close('S1063', n === 5 ? 90_000 : 1_000);
  await only.send(server);
  const hq = await signInAtHq(server);
  const day = `from=${DAY}&until=${DAY}`;
  const [atHq] = (await hq.read<OfficeDays>(`/days?${day}&officeId=${office.officeId}`)).rows;
  const page = await signIn(server, office.officeId);
  const [own] = (await page.read<Days>(`/days?${day}`)).rows;
  const { netPaise, overPaise, shortPaise } = atHq ?? {};
  expect(own).toMatchObject({ netPaise, overPaise, shortPaise });
  expect([netPaise, overPaise, shortPaise]).toEqual([net(office), 95_300, 300]);
  const query = `month=2026-11&officeId=${office.officeId}`;
  const { people, offices } = await hq.read<OverShort>(`/over-short?${query}`);
  expect(people.map(({ staffId, standsOut }) => [staffId, standsOut])).toEqual([
    ['S1063', true],
    ['S1042', false],
    ['S1057', false],
  ]);
  expect(people[0]).toMatchObject({
    shifts: 6,
    shiftsOver: 6,
    overPaise: 95_000,
    shortPaise: 0,
    widestPaise: 90_000,
    beyondLimits: 1,
  });
  expect(offices).toMatchObject([{ shifts: 30, overPaise: 95_300, shortPaise: 300 }]);
  const { rows } = await hq.read<OverShortShifts>(
    `/over-short/${office.officeId}/S1063?month=2026-11`,
  );
  expect(rows[0]).toMatchObject({ variancePaise: 90_000, isBeyond: true });
  expect(rows.slice(1).every(({ isBeyond }) => !isBeyond)).toBe(true);
});

test('P11 a person’s differences of a day are one, and two people’s do not hide each other', () => {
  const differs = (staffId: string, amount: number) => ({
    account: `over-short:${staffId}`,
    amountPaise: paise(amount),
  });
  // Of a leaf and of a count; of a drawer that is still to be counted, which is taken out again.
  const rows = [differs('S1042', 500), differs('S1042', -200), differs('S1057', -900)];
  const hidden = [differs('S1063', 700), differs('S1063', -700)];
  expect(dayMoney([...rows, ...hidden])).toEqual({ netPaise: 0, overPaise: 900, shortPaise: 300 });
});

test('DC16 the register of receipts: series used and receipts one by one', async () => {
  server.clock.now = evening();
  const office = await openOffice(server, { counters: 2 });
  await workADay(server, office, { charges: 9 });
  const page = await signIn(server, office.officeId);
  const { series } = await page.read<ReceiptRegister>(`/receipts?date=${DAY}`);
  expect(series.map(({ used, first, last }) => [used, first.slice(-6), last.slice(-6)])).toEqual([
    [9, '000001', '000009'],
    [9, '000001', '000009'],
  ]);
  expect(series.reduce((total, it) => total + it.netPaise, 0)).toBe(net(office));
  const counterId = office.counters[0]?.counter.counterId;
  const first = await page.read<ReceiptPage>(`/receipts?date=${DAY}&counterId=${counterId}`);
  expect(first.rows).toHaveLength(9);
  expect(first.hasMore).toBe(false);
  const after = first.rows[3]?.seq;
  const rest = await page.read<ReceiptPage>(
    `/receipts?date=${DAY}&counterId=${counterId}&after=${after}`,
  );
  expect(rest.rows).toEqual(first.rows.slice(4));
});
