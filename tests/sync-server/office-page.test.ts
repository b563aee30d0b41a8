/** The page of an office's managers: who is at it, what it tells of counters, and what it must not. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { CounterId } from '#domain/ids.ts';
import { startOfDay } from '#domain/time.ts';
import type { ClosedDay, DayAtGlance } from '#server/api/office-contract.ts';
import {
  AtPage,
  CHECKER,
  DAY,
  factsOf,
  kindsOf,
  MAKER,
  openOffice,
  postSession,
  signIn,
  signInAtHq,
} from './desk-kit.ts';
import { enrolCounter, startTestServer, write, type TestServer } from './testkit.ts';

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

describe('DC13 who is at the page', () => {
  test('a manager of the office, with the PIN; nobody else', async () => {
    const { officeId } = await openOffice(server, { counters: 0 });
    const wrong = [
      { officeId, ...MAKER, pin: '000000' },
      { officeId, staffId: 'S1042', pin: '4821' },
      { officeId: 'KA-BLR-99', ...MAKER },
      { officeId, staffId: 'S2999', pin: '615243' },
      { officeId, ...MAKER, more: 1 },
    ];
    for (const body of wrong) {
      const answer = await postSession(server, body);
      expect(answer.status).toBe(403);
      expect(await answer.json()).toMatchObject({ error: { code: 'OFFICE_STAFF_WRONG' } });
    }
    const page = await signIn(server, officeId);
    expect(await page.read('/session')).toMatchObject({ officeId, staffId: 'S2001' });
    expect((await page.get(`/days/${DAY}`)).status).toBe(200);
    const forged = page.cookie.replace('S2001', 'S2002');
    const other = new AtPage(server, { base: '/office/api', cookie: forged, proof: {} });
    for (const path of ['/session', `/days/${DAY}`, '/safe', '/deposits']) {
      expect((await other.get(path)).code).toBe('NOT_SIGNED_IN');
    }
    server.clock.now += 11 * 3_600_000;
    expect((await page.get('/session')).code).toBe('NOT_SIGNED_IN');
    server.clock.now -= 11 * 3_600_000;
    await write(server.database, (writer) =>
      writer.run("UPDATE staff SET role = 'clerk' WHERE office_id = ? AND staff_id = ?", [
        officeId,
        'S2001',
      ]),
    );
    expect((await page.get('/session')).code).toBe('NOT_SIGNED_IN');
  });

  test('guessing is stopped, of one person and from one address', async () => {
    const { officeId } = await openOffice(server, { counters: 0 });
    const page = await signIn(server, officeId);
    const codes: string[] = [];
    for (let n = 0; n < 7; n += 1) {
      codes.push((await page.post(`/days/${DAY}/close`, { revision: 0, pin: '99999' })).code);
    }
    expect(codes.slice(0, 5)).toEqual(Array(5).fill('OFFICE_STAFF_WRONG'));
    expect(codes.slice(5)).toEqual(['TOO_MANY_REQUESTS', 'TOO_MANY_REQUESTS']);
    expect(await kindsOf(server, officeId, 'day.')).toEqual([]);
    server.clock.now += 301_000;
    expect((await page.post(`/days/${DAY}/close`, { revision: 0 })).code).toBe('DAY_NOT_PREPARED');
  });
});

describe('DC3 what a counter is', () => {
  test('complete, open, behind, unused; training and ended ones are not asked', async () => {
    server.clock.now = evening();
    const office = await openOffice(server, { counters: 4 });
    const { officeId } = office;
    const [complete, open, behind, unused] = office.counters;
    if (complete === undefined || open === undefined) throw new Error('counters');
    await enrolCounter(server, `${officeId}-T1` as CounterId);
    const ended = await enrolCounter(server, `${officeId}-C9` as CounterId);
    await write(server.database, (writer) =>
      writer.run(
        'INSERT INTO counter_succession (office_id, counter_id, successor_id, named_seq, ' +
          'named_hash, held_seq, at) VALUES (?,?,?,0,?,0,0)',
        [officeId, ended.counterId, `${officeId}-C8`, Buffer.alloc(32)],
      ),
    );
    for (const at of [complete, open]) {
      at.life.open('S1042');
      at.life.charge();
      if (at === complete) at.life.close();
      await at.send(server);
    }
    // HQ heard from both on that day; one says that it has more than HQ.
    const { heard } = server.server;
    heard.heard({ officeId, counterId: behind?.counter.counterId ?? '' }, 7);
    heard.heard({ officeId, counterId: unused?.counter.counterId ?? '' }, 0);
    await heardNow();
    const page = await signIn(server, officeId);
    const glance = await page.read<DayAtGlance>(`/days/${DAY}`);
    expect(
      glance.counters.map(({ counterId, state, toSend }) => [counterId, state, toSend]),
    ).toEqual([
      [`${officeId}-C1`, 'complete', null],
      [`${officeId}-C2`, 'open_shift', null],
      [`${officeId}-C3`, 'behind', 7],
      [`${officeId}-C4`, 'unused', 0],
    ]);
    expect(glance.counters[1]?.shift).toMatchObject({ staffId: 'S1042', isSealed: false });
    const { steps } = await page.closing();
    const [first] = steps;
    expect(first).toMatchObject({ step: 'counters', state: 'blocks' });
    expect(first?.items.map(({ subject, unblock }) => [subject, unblock])).toEqual([
      [`${officeId}-C2`, ['clerk_closes', 'manager_closes_for_absent', 'explain']],
      [`${officeId}-C3`, ['counter_connects', 'explain']],
    ]);
  });

  test('one that was not heard of on that day is behind: nobody knows whether it was used', async () => {
    const office = await openOffice(server, { counters: 1 });
    server.clock.now = evening();
    const page = await signIn(server, office.officeId);
    const glance = await page.read<DayAtGlance>(`/days/${DAY}`);
    expect(glance.counters).toMatchObject([{ state: 'behind', lastHeardAt: null }]);
  });
});

describe('CA9 blind', () => {
  test('while a drawer is to be counted no answer tells what is in it', async () => {
    server.clock.now = evening();
    const office = await openOffice(server, { counters: 1, seed: 5 });
    const [only] = office.counters;
    if (only === undefined) throw new Error('a counter');
    only.life.open('S1042');
    for (let n = 0; n < 9; n += 1) only.life.charge();
    only.life.drop();
    await only.send(server);
    const page = await signIn(server, office.officeId);
    const expected = only.life.drawer;
    const takings = [...office.money.heads.values()].reduce((total, each) => total + each, 0);
    const paths = [
      `/days/${DAY}`,
      `/days/${DAY}/close`,
      '/days',
      '/safe',
      '/month?month=2026-11',
      '/cash-book?month=2026-11',
      `/receipts?date=${DAY}`,
      `/receipts?date=${DAY}&counterId=${only.counter.counterId}`,
      `/shifts/${only.life.shift?.shiftId}`,
    ];
    for (const path of paths) {
      const text = JSON.stringify((await page.get(path)).json);
      expect(text).not.toContain(String(expected));
      expect(text).not.toContain(String(takings));
    }
    // A day that closes with it does not tell the office either.
    expect((await page.prepare()).code).toBe('204');
    const checker = await signIn(server, office.officeId, CHECKER);
    expect((await checker.close()).code).toBe('204');
    expect((await page.get(`/days/${DAY}/document`)).code).toBe('DAY_DRAWER_OPEN');
    const hq = await signInAtHq(server);
    const seen = await hq.read<ClosedDay>(`/days/${office.officeId}/${DAY}/document`);
    expect(seen.document.shifts).toMatchObject([{ closedAt: null, takingsPaise: null }]);
  });
});

test('CA9 a manager orders a count of a counter of the office, and of no other', async () => {
  server.clock.now = evening();
  const office = await openOffice(server, { counters: 1 });
  const other = await openOffice(server, { counters: 1 });
  const page = await signIn(server, office.officeId);
  const counterId = office.counters[0]?.counter.counterId ?? '';
  const foreign = other.counters[0]?.counter.counterId ?? '';
  expect((await page.post(`/counters/${foreign}/count`)).code).toBe('COUNTER_UNKNOWN');
  expect((await page.post(`/counters/nonsense/count`)).code).toBe('INPUT_INVALID');
  expect((await page.post(`/counters/${counterId}/count`)).code).toBe('204');
  const facts = await factsOf(server, office.officeId);
  expect(facts.filter(({ kind }) => kind === 'counter.asked')).toMatchObject([
    {
      kind: 'counter.asked',
      body: { to: counterId, command: 'count_drawer', staffId: MAKER.staffId },
    },
  ]);
});
