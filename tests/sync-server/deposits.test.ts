/** From the counters to the bank over a real server and database: docs/spec/deposits.md. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { feesInSafe } from '#domain/deposits/allocation.ts';
import { addDays, instant } from '#domain/time.ts';
import type { Deposits, Safe } from '#server/api/office-cash-contract.ts';
import type { OutstandingCash } from '#server/api/hq-days-contract.ts';
import { feesOf } from '#server/deposits/fees.ts';
import { booksOfDay } from '#server/store/books.ts';
import { depositedLines } from '#server/store/deposits.ts';
import { shiftsFromBooks } from '#tests/testkit/shifts-from-books.ts';
import { bag, balances, BRANCH, noon, openDesk, people, prepared, setDesk } from './deposit-kit.ts';
import { DAY, HQ_OPERATOR, kindsOf, openOffice, signIn, signInAtHq } from './desk-kit.ts';
import { casesOf, startTestServer, type TestServer } from './testkit.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
}, 60_000);
afterAll(async () => {
  await server.stop();
});

describe('what is in the safe', () => {
  test('DE1 P5 the books of days say what the books of shifts say, after any life', async () => {
    const { read } = server.database;
    for (const seed of [3, 14, 15]) {
      server.clock.now = noon();
      const office = await openOffice(server, { counters: 3, seed });
      for (let day = 0; day < 3; day += 1) {
        for (const { life } of office.counters) {
          life.date = addDays(DAY, day - 2);
          for (let n = 0; n < 40; n += 1) life.step();
        }
        for (const counter of office.counters) await counter.send(server);
        const rows = await Promise.all(
          [-2, -1, 0].map((n) => booksOfDay(read, office.officeId, addDays(DAY, n))),
        );
        const ofShifts = rows.flat().filter(({ shiftId }) => shiftId !== '');
        const lines = await depositedLines(read, office.officeId);
        const now = instant(server.clock.now);
        expect(await feesOf(read, { officeId: office.officeId, now })).toEqual(
          feesInSafe(shiftsFromBooks(ofShifts), lines),
        );
      }
    }
  });
});

describe('the way of a deposit', () => {
  test('DE2 DE3 DE4 DE7 DE8 P5 prepared, carried, accepted: each rupee is where it is said to be', async () => {
    const { office, maker, checker, fees } = await openDesk(server);
    const before = await balances(server, office);
    const deposit = await prepared(maker, bag(fees));
    expect(deposit).toMatchObject({ state: 'prepared', amountPaise: fees, preparedBy: 'S2001' });
    expect(deposit.lines.reduce((total, it) => total + it.amountPaise, 0)).toBe(fees);
    expect(deposit.inWords.en).toMatch(/^Rupees .* only$/);
    expect(deposit.inWords.hi).toMatch(/रुपये/);
    const at = `/deposits/${deposit.depositId}`;
    expect((await maker.post(`${at}/carry`, people)).code).toBe('SECOND_PERSON_NEEDED');
    const same = { carrier: 'S1042', witness: 'S1042' };
    expect((await checker.post(`${at}/carry`, same)).code).toBe('DEPOSIT_WITNESS');
    const stranger = { ...people, witness: 'S7777' };
    expect((await checker.post(`${at}/carry`, stranger)).code).toBe('CUSTODIAN_UNKNOWN');
    expect((await checker.post(`${at}/carry`, people)).code).toBe('204');
    expect((await checker.post(`${at}/carry`, people)).code).toBe('DEPOSIT_STATE');
    const carried = await balances(server, office);
    expect(carried('safe')).toBe(before('safe') - fees);
    expect(carried(`in-transit:${deposit.depositId}`)).toBe(fees);
    const slip = { bankReference: 'SBIN 42/1', realisedOn: DAY, acceptedPaise: fees };
    const early = { ...slip, realisedOn: addDays(DAY, -1) };
    expect((await maker.post(`${at}/accept`, early)).code).toBe('BANK_DATE_EARLY');
    const future = { ...slip, realisedOn: addDays(DAY, 1) };
    expect((await maker.post(`${at}/accept`, future)).code).toBe('BANK_DATE_FUTURE');
    const other = { ...slip, acceptedPaise: fees - 50_000 };
    expect((await maker.post(`${at}/accept`, other)).code).toBe('DEPOSIT_DIFFERS');
    for (const acceptedPaise of [-100, 0.5, 1e300, '100', null]) {
      const wrong = { ...slip, acceptedPaise, words: 'why' };
      expect((await maker.post(`${at}/accept`, wrong)).code).toBe('INPUT_INVALID');
    }
    expect((await maker.post(`${at}/accept`, { ...other, words: 'a false note' })).code).toBe(
      '204',
    );
    const accepted = await balances(server, office);
    expect(accepted('bank')).toBe(fees - 50_000);
    expect(accepted('suspense')).toBe(50_000);
    expect(await casesOf(server, office.officeId)).toEqual(['deposit_differs']);
    const { rows } = await maker.read<Deposits>('/deposits?state=accepted');
    expect(rows).toMatchObject([{ bankReference: 'SBIN 42/1', endedBy: 'S2001' }]);
  });

  test('DE8 a bank’s reference is one, however it is spelt and whichever office says it', async () => {
    const codes: string[] = [];
    for (const bankReference of ['REF-0077', 'ref 0077']) {
      const { maker, checker, fees } = await openDesk(server);
      const { depositId } = await prepared(maker, bag(fees));
      await checker.post(`/deposits/${depositId}/carry`, people);
      const slip = { bankReference, realisedOn: DAY, acceptedPaise: fees };
      codes.push((await maker.post(`/deposits/${depositId}/accept`, slip)).code);
    }
    expect(codes).toEqual(['204', 'BANK_REFERENCE_USED']);
  });

  test('DE2 never more than the fees in the safe, and a bag number is on its way once', async () => {
    const { office, maker, fees } = await openDesk(server);
    const bad = [
      [bag(fees + 50), 'DEPOSIT_TOO_MUCH'],
      [bag(0), 'CASH_COUNT_EMPTY'],
      [{ ...bag(0), count: { '10000': -1 } }, 'INPUT_INVALID'],
      [{ ...bag(0), count: { '10000': 1.5 } }, 'INPUT_INVALID'],
      [{ ...bag(0), count: { '10000': 1e9 } }, 'INPUT_INVALID'],
      [{ ...bag(0), count: { '77': 1 } }, 'INPUT_INVALID'],
      [bag(100, { branchId: 'NOWHERE' }), 'BRANCH_UNKNOWN'],
      [bag(100, { bagNumber: '' }), 'INPUT_INVALID'],
      [bag(100, { amountPaise: 100 }), 'INPUT_INVALID'],
    ] as const;
    for (const [body, code] of bad) expect((await maker.post('/deposits', body)).code).toBe(code);
    expect(await kindsOf(server, office.officeId, 'deposit')).toEqual([]);
    const first = await prepared(maker, bag(10_000, { bagNumber: 'B-77' }));
    expect((await maker.post('/deposits', bag(10_000, { bagNumber: 'B-77' }))).code).toBe(
      'BAG_NUMBER_USED',
    );
    // What is in a bag is not offered again; two who ask at once do not both get it.
    const rest = fees - 10_000;
    const answers = await Promise.all(
      [bag(rest), bag(rest)].map((it) => maker.post('/deposits', it)),
    );
    expect(answers.map(({ code }) => code).sort()).toEqual(['200', 'DEPOSIT_TOO_MUCH']);
    const { fees: left, preparedPaise } = await maker.read<Safe>('/safe');
    expect([left.totalPaise, preparedPaise]).toEqual([0, fees]);
    expect(
      (await maker.post(`/deposits/${first.depositId}/return`, { words: 'counted again' })).code,
    ).toBe('204');
    expect((await maker.read<Safe>('/safe')).fees.totalPaise).toBe(10_000);
  });

  test('DE5 P5 a bag that comes back is in the safe again, and a case', async () => {
    const { office, maker, checker, fees } = await openDesk(server);
    const before = await balances(server, office);
    const { depositId } = await prepared(maker, bag(fees));
    await checker.post(`/deposits/${depositId}/carry`, people);
    const words = { words: 'the road was closed' };
    expect((await checker.post(`/deposits/${depositId}/return`, words)).code).toBe('204');
    expect((await checker.post(`/deposits/${depositId}/return`, words)).code).toBe('DEPOSIT_STATE');
    expect((await checker.post(`/deposits/nothing/return`, words)).code).toBe('DEPOSIT_UNKNOWN');
    const after = await balances(server, office);
    expect(after('safe')).toBe(before('safe'));
    expect(after(`in-transit:${depositId}`)).toBe(0);
    expect(await casesOf(server, office.officeId)).toEqual(['deposit_returned']);
  });
});

describe('limits', () => {
  test('DE9 ceilings warn and are kept, or block, as HQ has set them', async () => {
    const warn = { mostPaise: 100, act: 'warn' };
    const { office, maker, fees } = await openDesk(server, {
      deposits: { office: warn, officer: warn },
    });
    const deposit = await prepared(maker, bag(fees - 50_000));
    expect(deposit.warnings.map(({ code }) => code)).toEqual([
      'SAFE_OVER_CEILING',
      'CARRIER_OVER_CEILING',
    ]);
    const block = { mostPaise: 10_000, act: 'block' };
    await setDesk(server, office, { officer: block });
    expect((await maker.post('/deposits', bag(10_050))).code).toBe('CARRIER_OVER_CEILING');
    await prepared(maker, bag(10_000));
    await setDesk(server, office, { office: block });
    expect((await maker.post('/deposits', bag(100))).code).toBe('SAFE_OVER_CEILING');
    expect(await kindsOf(server, office.officeId, 'desk.')).toHaveLength(3);
  });

  test('DE10 cash that is late leaves with a reason, by the office’s calendar', async () => {
    const { office, fees } = await openDesk(server);
    // Monday's cash is due on Tuesday.
    server.clock.now = noon(addDays(DAY, 1));
    const tuesday = await signIn(server, office.officeId);
    const punctual = await prepared(tuesday, bag(10_000));
    expect(punctual).toMatchObject({ dueOn: addDays(DAY, 1), delay: null, oldestDate: DAY });
    server.clock.now = noon(addDays(DAY, 2));
    const late = await signIn(server, office.officeId);
    const { late: told } = await late.read<Safe>('/safe');
    expect(told).toEqual({ dueOn: addDays(DAY, 1), daysLate: 1 });
    expect((await late.post('/deposits', bag(fees - 10_000))).code).toBe('DEPOSIT_LATE');
    const delay = { reason: 'bank_closed', words: 'strike of the bank' };
    expect((await late.post('/deposits', bag(100, { delay: { reason: 'why' } }))).code).toBe(
      'INPUT_INVALID',
    );
    expect(await prepared(late, bag(fees - 10_000, { delay }))).toMatchObject({ delay });
  });

  test('DE9 settings are whole or refused, signed by an approver', async () => {
    const office = await openOffice(server, { counters: 0 });
    const operator = await signInAtHq(server, HQ_OPERATOR);
    const approver = await signInAtHq(server);
    const at = `/offices/${office.officeId}/desk`;
    const whole = { deposits: {}, cutOffMinutes: 2_160, branches: [BRANCH] };
    expect((await operator.post(at, whole)).code).toBe('HQ_STAFF_WRONG');
    for (const wrong of [
      { cutOffMinutes: 10 },
      { branches: [BRANCH, BRANCH] },
      { deposits: { office: { mostPaise: -1, act: 'warn' } } },
      { deposits: { dueWorkingDays: 99 } },
      { extra: 1 },
    ]) {
      expect((await approver.post(at, { ...whole, ...wrong })).code).toBe('INPUT_INVALID');
    }
    expect((await approver.post('/offices/KA-BLR-98/desk', whole)).code).toBe('NOT_FOUND');
    expect((await approver.post(at, whole)).code).toBe('204');
    expect((await approver.post(at, whole)).code).toBe('204');
    expect(await kindsOf(server, office.officeId, 'desk.')).toHaveLength(1);
  });
});

test('DE10 P11 HQ sees what has not reached the bank, by age', async () => {
  const { office, maker, fees } = await openDesk(server, {
    deposits: { office: { mostPaise: 100, act: 'warn' } },
  });
  const deposit = await prepared(maker, bag(10_000));
  server.clock.now = noon(addDays(DAY, 3));
  const hq = await signInAtHq(server);
  const seen = await hq.read<OutstandingCash>('/deposits');
  const inSafe = seen.inSafes.find(({ officeId }) => officeId === office.officeId);
  expect(inSafe).toMatchObject({
    amountPaise: fees - 10_000,
    dueOn: addDays(DAY, 1),
    daysLate: 2,
    age: 'to_3_days',
    isOverCeiling: true,
  });
  const onItsWay = seen.deposits.find(
    ({ officeId, depositId }) => officeId === office.officeId && depositId === deposit.depositId,
  );
  expect(onItsWay).toMatchObject({ state: 'prepared', daysLate: 2, age: 'to_3_days' });
  const total = seen.ages.reduce((sum, it) => sum + it.amountPaise, 0);
  const all = [...seen.inSafes, ...seen.deposits];
  expect(total).toBe(all.reduce((sum, it) => sum + it.amountPaise, 0));
});
