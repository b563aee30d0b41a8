/** Change owed at one counter and paid at another, over real HTTP and a real database. */
import { rmSync } from 'node:fs';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { CounterId } from '#domain/ids.ts';
import { paise } from '#domain/money.ts';
import { instant, istDate } from '#domain/time.ts';
import { signRequest } from '#protocol/request.ts';
import { officeFactOf, decodeOfficeEntry } from '#protocol/office-chain.ts';
import { feedAfter, publish } from '#server/store/feed.ts';
import { projectCounter } from '#server/ingest/projector.ts';
import { officeEntriesAfter } from '#server/store/office-chain.ts';
import { applyFact } from '#server/store/office-facts.ts';
import { slipById } from '#server/store/slips.ts';

import { CLERK, PINS } from '#tests/testkit/counter.ts';
import { newFolder, startAtHq, until, type CounterAtHq } from './counter-at-hq.ts';
import { journalOf } from './receipt-chain.ts';
import {
  batchText,
  casesOf,
  enrolCounter,
  office,
  OFFICE,
  postBatch,
  startTestServer,
  write,
  type TestCounter,
  type TestServer,
} from './testkit.ts';

const OWNER = 'KA-BLR-01-C4' as CounterId;
const SLIP = `${OWNER}-O1`;

let server: TestServer;
let payer: CounterAtHq;
let owner: TestCounter;

/** Who works here, as the office's counters are told. */
async function tellPeople(): Promise<void> {
  const pinHash = `test:${PINS[CLERK] ?? ''}`.padEnd(20, ' ');
  const staff = [{ staffId: CLERK, name: 'Clerk', role: 'clerk' as const, pinHash }];
  const at = server.clock.now;
  await write(server.database, async (writer) => {
    await publish(writer, OFFICE, { content: { type: 'office', office }, subject: '', at });
    await publish(writer, OFFICE, { content: { type: 'roster', staff }, subject: '', at });
  });
}

beforeAll(async () => {
  server = await startTestServer();
  await tellPeople();
  payer = await startAtHq(server, newFolder(), { counterId: 'KA-BLR-01-C3' as CounterId });
  owner = await enrolCounter(server, OWNER);
}, 60_000);
afterAll(async () => {
  await payer.stop();
  rmSync(payer.files.folder, { recursive: true, force: true });
  await server.stop();
});

/** Asked as a counter asks; `by` which one. */
async function ask(by: TestCounter, slipId: string) {
  const path = `/v1/slips/${slipId}/grant`;
  const at = instant(server.clock.now);
  const headers = signRequest({ line: `POST ${path}`, at }, by.signer);
  const response = await fetch(server.origin + path, { method: 'POST', headers });
  return (await response.json()) as {
    payload?: string;
    error?: { code: string; details?: object };
  };
}

async function facts() {
  const entries = await officeEntriesAfter(server.database.read, OFFICE, { seq: 0, limit: 500 });
  return entries.flatMap(({ text }) => {
    const entry = decodeOfficeEntry(text);
    const fact = entry.ok ? officeFactOf(entry.value) : null;
    return fact?.kind === 'slip.granted' ? [fact.body] : [];
  });
}

async function send(by: TestCounter, bodies: readonly (readonly [string, object])[]) {
  const journal = await journalOf(server, by);
  journal.enrol();
  for (const [kind, body] of bodies) journal.append(kind as never, body as never);
  await postBatch(server, batchText(by, journal.entries));
  await projectCounter(server.context, { officeId: OFFICE, counterId: by.counterId });
}

const owed = (slipId: string) =>
  ['change.owed', { slipId, tenderId: `${OWNER}-T1`, amountPaise: 700, language: 'en' }] as const;

describe('CA14 leave to pay a slip', () => {
  it('is not given before HQ has heard of the slip', async () => {
    const other = await enrolCounter(server, 'KA-BLR-01-C9' as CounterId);
    expect(await ask(other, SLIP)).toMatchObject({
      error: { code: 'CHANGE_SLIP_NOT_HEARD', details: { counter: OWNER } },
    });
    expect(await ask(other, 'KA-MYS-02-C1-O1')).toMatchObject({
      error: { code: 'CHANGE_SLIP_UNKNOWN' },
    });
    expect(await facts()).toEqual([]);
  });

  it('P5 is a fact of the chain, told to the owner, and pays at a real counter, once', async () => {
    await send(owner, [owed(SLIP), owed(`${OWNER}-O2`)]);
    const { counter } = payer;
    await counter.do('signIn', { staffId: CLERK, pin: PINS[CLERK] ?? '' });
    await until(() => counter.terminal.clerkSnapshot().sync.state === 'online');
    await counter.openShift();
    const answer = await counter.do('giveChange', { slipId: SLIP });
    expect(answer).toEqual({ slipId: SLIP, givenPaise: 700 });
    const [fact] = await facts();
    expect(fact).toMatchObject({ slipId: SLIP, counterId: OWNER, amountPaise: 700 });
    expect(counter.bodies('change.given')).toEqual([
      { slipId: SLIP, amountPaise: 700, grantId: fact?.grantId },
    ]);
    const told = await feedAfter(server.database.read, OFFICE, { cursor: 0, limit: 500 });
    expect(told.filter(({ type }) => type === 'slip')).toMatchObject([
      { slipId: SLIP, owner: OWNER, payer: counter.terminal.clerkSnapshot().counter.counterId },
    ]);
  });

  it('CA14 asked again by the same counter it is the same; another is sent there', async () => {
    const other = await enrolCounter(server, 'KA-BLR-01-C8' as CounterId);
    const second = `${OWNER}-O2`;
    const [one, two] = await Promise.all([ask(other, second), ask(other, second)]);
    const grantOf = (answer: typeof one) =>
      (JSON.parse(answer.payload ?? '{}') as { grantId: string }).grantId;
    expect(grantOf(one)).toBe(grantOf(two));
    expect(await facts()).toHaveLength(2);
    const third = await enrolCounter(server, 'KA-BLR-01-C7' as CounterId);
    expect(await ask(third, second)).toMatchObject({
      error: { code: 'CHANGE_SLIP_ELSEWHERE', details: { counter: other.counterId } },
    });
  });

  it('CA14 once its payment has come in nobody is given leave', async () => {
    const { counter } = payer;
    await until(async () => {
      const slip = await slipById(server.database.read, { officeId: OFFICE, slipId: SLIP });
      return slip?.givenBy === counter.terminal.clerkSnapshot().counter.counterId;
    });
    const late = await enrolCounter(server, 'KA-BLR-01-C6' as CounterId);
    expect(await ask(late, SLIP)).toMatchObject({ error: { code: 'CHANGE_SLIP_PAID' } });
    expect(await casesOf(server, counter.terminal.clerkSnapshot().counter.counterId)).toEqual([]);
  });

  it('P11 CA14 paid twice, or without leave, is a case and moves on', async () => {
    const rogue = await enrolCounter(server, 'KA-BLR-01-C5' as CounterId);
    const own = `${rogue.counterId}-O1`;
    await send(rogue, [
      ['change.owed', { slipId: own, tenderId: 'T', amountPaise: 500, language: 'en' }],
      ['change.given', { slipId: own, amountPaise: 500 }],
      ['change.given', { slipId: own, amountPaise: 500 }],
      ['change.given', { slipId: `${OWNER}-O2`, amountPaise: 700 }],
      ['change.given', { slipId: SLIP, amountPaise: 700, grantId: 'ab'.repeat(16) }],
      ['change.owed', { slipId: `${OWNER}-O7`, tenderId: 'T', amountPaise: 9, language: 'en' }],
    ]);
    expect((await casesOf(server, rogue.counterId)).toSorted()).toEqual([
      'slip_paid_twice',
      'slip_paid_twice',
      'slip_without_leave',
    ]);
    const foreign = { officeId: OFFICE, slipId: `${OWNER}-O7` };
    expect(await slipById(server.database.read, foreign)).toBeNull();
  });

  it('OC11 a leave that is given back from the copy of the chain is the same again', async () => {
    const of = { officeId: OFFICE, slipId: `${OWNER}-O2` };
    const before = await slipById(server.database.read, of);
    const [, second] = await facts();
    if (second === undefined) throw new Error('two leaves were given');
    const at = instant(server.clock.now);
    const fact = { kind: 'slip.granted', body: second } as const;
    const again = { officeId: OFFICE, at, fact, seq: 0, bookDate: istDate(at) };
    await write(server.database, (writer) => applyFact(writer, again));
    expect(await slipById(server.database.read, of)).toEqual(before);
    await write(server.database, (writer) =>
      writer.run('DELETE FROM change_slip WHERE slip_id = ?', [of.slipId]),
    );
    await write(server.database, (writer) => applyFact(writer, again));
    expect(await slipById(server.database.read, of)).toMatchObject({
      grantId: before?.grantId,
      payer: before?.payer,
      amountPaise: paise(700),
      owedSeq: null,
    });
  });
});

describe('CA12 an account date that was stated', () => {
  it('against the clock is a case; the clock’s or HQ’s own is none', async () => {
    const opened = (n: number, checks: object | undefined) =>
      [
        'shift.opened',
        {
          shiftId: `KA-BLR-01-C2-S${n}`,
          float: {},
          floatPaise: 0,
          personalCashPaise: 0,
          ...(checks === undefined ? {} : { checks }),
        },
      ] as const;
    const seen = { paper: 'whole', display: 'seen' };
    const counter = await enrolCounter(server, 'KA-BLR-01-C2' as CounterId);
    await send(counter, [
      opened(1, undefined),
      opened(2, { ...seen, date: 'clock' }),
      opened(3, { ...seen, date: 'hq', clockDate: '2026-11-24' }),
      opened(4, { ...seen, date: 'stated', clockDate: '2026-11-24' }),
    ]);
    expect(await casesOf(server, counter.counterId)).toEqual(['shift_date_stated']);
  });
});
