/** Branches that lost, their money, and what people at HQ do about cases and refunds. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyBundle } from '#build/verify/verify.mjs';
import type { CounterId } from '#domain/ids.ts';
import { rupees } from '#domain/money.ts';
import type { CaseEvidence, CaseRow, Overview, RefundRow } from '#server/api/contract.ts';
import type { ReceiptStatus } from '#server/api/public-contract.ts';
import type { ServerContext } from '#server/context.ts';
import { setUpHqStaff } from '#server/fleet/hq-staff.ts';
import { OfficeCopy } from '#server/office-chain/copy.ts';
import { createServer } from '#server/server.ts';
import { officeEntriesAfter } from '#server/store/office-chain.ts';
import { NOW } from '#tests/protocol/authority.ts';
import { LEARNER_LINES, TARIFF_TEXT } from '#tests/testkit/receipt-journal.ts';
import { publishText, sendAndJudge } from './judgement-kit.ts';
import { journalOf } from './receipt-chain.ts';
import {
  batchText,
  enrolCounter,
  HQ_TOKEN,
  OFFICE,
  postBatch,
  startTestServer,
  write,
  type TestServer,
} from './testkit.ts';

let server: TestServer;
let folder: string;
let origin: string;
let stop: () => Promise<void>;
let cookie = '';

const OPERATOR = { staffId: 'S9001', pin: '111111' };
const APPROVER = { staffId: 'S9002', pin: '222222' };
const SECOND_APPROVER = { staffId: 'S9003', pin: '333333' };

beforeAll(async () => {
  server = await startTestServer();
  folder = mkdtempSync(path.join(tmpdir(), 'raseed-acts-'));
  const officeCopy = new OfficeCopy({ folder, reader: server.database.read });
  const context: ServerContext = { ...server.context, officeCopy };
  const hq = await createServer({ context, hqToken: HQ_TOKEN, hqPageFolder: null });
  origin = `http://127.0.0.1:${await hq.listen({ host: '127.0.0.1', port: 0 })}`;
  stop = () => hq.close();
  const staff = [
    { ...OPERATOR, name: 'Operator', role: 'hq_operator' },
    { ...APPROVER, name: 'Approver', role: 'hq_approver' },
    { ...SECOND_APPROVER, name: 'Another', role: 'hq_approver' },
  ] as const;
  await setUpHqStaff(server.database, staff);
  server.clock.now = NOW - 1_000;
  await publishText(server, TARIFF_TEXT);
  server.clock.now = NOW + 1_000_000;
  const session = await fetch(`${origin}/hq/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: HQ_TOKEN }),
  });
  cookie = (session.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}, 60_000);
afterAll(async () => {
  await stop();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function read<T>(address: string): Promise<T> {
  const response = await fetch(`${origin}/hq/api/${address}`, { headers: { cookie } });
  return (await response.json()) as T;
}

async function act(address: string, body: unknown, with_ = cookie) {
  const response = await fetch(`${origin}/hq/api/${address}`, {
    method: 'POST',
    headers: { cookie: with_, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (response.status === 204) return 'done';
  const { error } = (await response.json()) as { error: { code: string } };
  return error.code;
}

const casesOf = async (counterId: string) =>
  (await read<{ rows: CaseRow[] }>('cases')).rows.filter(
    (row) => row.counterId === counterId && row.kind === 'fork',
  );
const refundOf = async (counterId: string) =>
  (await read<{ rows: RefundRow[] }>('refunds')).rows.find((row) => row.counterId === counterId);
const suspense = async () => (await read<Overview>('overview')).suspensePaise;

let counters = 400;
async function newCounter() {
  const counter = await enrolCounter(server, `${OFFICE}-C${(counters += 1)}` as CounterId);
  return { counter, counterId: counter.counterId };
}

/** A counter whose copy went on charging from an older state. */
async function forked() {
  const { counter, counterId } = await newCounter();
  const [ours, theirs] = [
    await journalOf(server, counter),
    await journalOf(server, counter, 'copy'),
  ];
  for (const journal of [ours, theirs]) {
    journal.enrol();
    journal.openShift();
  }
  ours.charge(1);
  theirs.charge(1);
  theirs.charge(2);
  theirs.reverse(2, rupees(100));
  await postBatch(server, batchText(counter, ours.entries));
  const before = await suspense();
  const answer = await postBatch(server, batchText(counter, theirs.entries));
  return { counter, counterId, ours, theirs, before, answer };
}

test('A6 P4 P5 money on the branch that lost stands in suspense, once, and blocks nothing', async () => {
  const { counter, ours, theirs, before, answer } = await forked();
  expect(answer.ack).toMatchObject({ standing: 'quarantined' });
  expect((await suspense()) - before).toBe(2 * 95_000 - 10_000);
  // The same branch again, and in other pieces.
  await postBatch(server, batchText(counter, theirs.entries));
  await postBatch(server, batchText(counter, theirs.entries.slice(0, 4)));
  expect((await suspense()) - before).toBe(2 * 95_000 - 10_000);
  const sent = ours.entries.at(-1);
  if (sent === undefined) throw new Error('an entry');
  ours.charge(2);
  const rest = ours.entries.slice(sent.seq);
  const more = await postBatch(server, batchText(counter, rest, { prevHash: sent.hash }));
  expect(more.ack).toMatchObject({ standing: 'stored' });
});

test('A6 P3 the case holds both branches in the bytes that were signed', async () => {
  const { counterId, ours, theirs } = await forked();
  const [found] = await casesOf(counterId);
  expect(found).toMatchObject({ kind: 'fork', closedAt: null });
  const evidence = await read<CaseEvidence>(`cases/${OFFICE}/${found?.caseId}/evidence`);
  const at = Number(found?.details['seq']);
  expect(evidence.held).toEqual(ours.entries[at - 1]);
  expect(evidence.other).toEqual(theirs.entries.slice(at - 1));
  expect(evidence.suspense.map(({ amountPaise }) => amountPaise)).toEqual([
    95_000, 95_000, -10_000,
  ]);
  expect(JSON.parse(evidence.batchHeader)).toBeTypeOf('object');
});

test('E21 P12 the case leaves HQ as a file that proves the fork to anybody', async () => {
  const { counterId } = await forked();
  const [found] = await casesOf(counterId);
  const query = new URLSearchParams({ counterId, case: `${found?.caseId}` });
  const answer = await fetch(`${origin}/hq/api/evidence?${query}`, { headers: { cookie } });
  expect(answer.status).toBe(200);
  const report = verifyBundle(new Uint8Array(await answer.arrayBuffer()));
  expect(report).toMatchObject({ faults: [], notes: [] });
  expect(report.found).toEqual(['the counter signed two chains that differ at entry 1']);
  // Its enrolment, and that the case was opened.
  expect(report.count.officeEntries).toBe(2);
});

test('P5 P11 a fork is decided by an approver who did not look into it, then closed', async () => {
  const { counterId, before } = await forked();
  const [found] = await casesOf(counterId);
  const address = `cases/${OFFICE}/${found?.caseId}`;
  const closing = { ...OPERATOR, resolution: 'explained', reason: 'a restored disk image' };
  const deciding = { ...APPROVER, decision: 'accounted' };
  expect(await act(`${address}/close`, closing)).toBe('CASE_NEEDS_DECISION');
  expect(await act(`${address}/decide`, deciding)).toBe('SECOND_PERSON_NEEDED');
  expect(await act(`${address}/assign`, { ...OPERATOR, assignee: 'S9002' })).toBe('done');
  expect(await act(`${address}/decide`, deciding)).toBe('SECOND_PERSON_NEEDED');
  expect(await act(`${address}/decide`, { ...OPERATOR, decision: 'accounted' })).toBe(
    'HQ_STAFF_WRONG',
  );
  expect(await act(`${address}/decide`, { ...SECOND_APPROVER, decision: 'accounted' })).toBe(
    'done',
  );
  expect(await suspense()).toBe(before);
  expect(await act(`${address}/decide`, { ...SECOND_APPROVER, decision: 'not_taken' })).toBe(
    'CASE_UNKNOWN',
  );
  expect(await act(`${address}/close`, closing)).toBe('done');
  expect(await act(`${address}/close`, closing)).toBe('CASE_CLOSED');
  expect(await casesOf(counterId)).toMatchObject([
    { assignee: 'S9002', resolution: 'explained', closedBy: 'S9001' },
  ]);
});

async function overcharged() {
  const { counter, counterId } = await newCounter();
  const journal = await journalOf(server, counter);
  journal.openShift();
  journal.charge(
    1,
    LEARNER_LINES.map((line) =>
      line.code === 'LL-TEST' ? { ...line, amountPaise: rupees(70) } : line,
    ),
  );
  await sendAndJudge(server, counter, journal);
  const refund = await refundOf(counterId);
  if (refund === undefined) throw new Error('a refund');
  return { counterId, address: `refunds/${OFFICE}/${refund.refundId}` };
}

/** As anybody sees it who types the receipt's number. */
async function publicNote(counterId: string) {
  const refund = await refundOf(counterId);
  const query = new URLSearchParams({
    counterId,
    receiptNumber: `${refund?.receiptNumber}`,
    seq: `${refund?.seq}`,
  });
  const response = await fetch(`${server.origin}/v1/public/receipts/status?${query}`);
  return ((await response.json()) as ReceiptStatus).refund;
}

test('I9 P11 a refund is endorsed, approved by another person, and paid: each a fact', async () => {
  const { counterId, address } = await overcharged();
  const paying = { ...OPERATOR, how: 'bank', reference: 'NEFT-2026-118' };
  expect(await act(`${address}/approve`, APPROVER)).toBe('REFUND_STATE');
  expect(await act(`${address}/pay`, paying)).toBe('REFUND_STATE');
  expect(await act(`${address}/endorse`, APPROVER)).toBe('done');
  expect(await act(`${address}/approve`, APPROVER)).toBe('SECOND_PERSON_NEEDED');
  expect(await act(`${address}/approve`, OPERATOR)).toBe('HQ_STAFF_WRONG');
  expect(await act(`${address}/pay`, paying)).toBe('REFUND_STATE');
  expect(await act(`${address}/approve`, SECOND_APPROVER)).toBe('done');
  expect(await act(`${address}/pay`, paying)).toBe('done');
  expect(await act(`${address}/pay`, paying)).toBe('REFUND_STATE');
  expect(await refundOf(counterId)).toMatchObject({
    state: 'paid',
    amountPaise: 2_000,
    endorsedBy: 'S9002',
    approvedBy: 'S9003',
    paidReference: 'NEFT-2026-118',
  });
  const entries = await officeEntriesAfter(server.database.read, OFFICE, { seq: 0, limit: 500 });
  const kinds = entries
    .map(({ text }) => JSON.parse(text) as { kind: string })
    .map(({ kind }) => kind)
    .filter((kind) => kind.startsWith('refund.'));
  expect(kinds).toEqual(['refund.proposed', 'refund.endorsed', 'refund.approved', 'refund.paid']);
});

test('I9 Q9 a refund is noted against its receipt once two people agreed, and when it is paid', async () => {
  const { counterId, address } = await overcharged();
  expect(await publicNote(counterId)).toBeNull();
  expect(await act(`${address}/endorse`, OPERATOR)).toBe('done');
  expect(await publicNote(counterId)).toBeNull();
  expect(await act(`${address}/approve`, SECOND_APPROVER)).toBe('done');
  const sanctionNumber = (await refundOf(counterId))?.sanctionNumber;
  expect(sanctionNumber).toMatch(/^KA-BLR-01\/S\/2627\/\d{6}$/);
  const amountPaise = 2_000;
  expect(await publicNote(counterId)).toEqual({ state: 'approved', amountPaise, sanctionNumber });
  expect(await act(`${address}/pay`, { ...OPERATOR, how: 'cash', reference: 'TR-118' })).toBe(
    'done',
  );
  expect(await publicNote(counterId)).toEqual({ state: 'paid', amountPaise, sanctionNumber });
});

test('I9 two people at once: one step', async () => {
  const { address } = await overcharged();
  const answers = await Promise.all([
    act(`${address}/endorse`, OPERATOR),
    act(`${address}/endorse`, SECOND_APPROVER),
    act(`${address}/endorse`, APPROVER),
  ]);
  expect(answers.toSorted()).toEqual(['REFUND_STATE', 'REFUND_STATE', 'done']);
});

test('bad input: no session, no such thing, no such person, wrong PIN, nonsense', async () => {
  const { address } = await overcharged();
  expect(await act(`${address}/endorse`, OPERATOR, '')).toBe('NOT_SIGNED_IN');
  expect(await act(`refunds/${OFFICE}/${'0'.repeat(32)}/endorse`, OPERATOR)).toBe('REFUND_UNKNOWN');
  expect(await act(`refunds/KA-BLR-77/${address.slice(-32)}/endorse`, OPERATOR)).toBe(
    'REFUND_UNKNOWN',
  );
  expect(await act(`refunds/${OFFICE}/nonsense/endorse`, OPERATOR)).toBe('INPUT_INVALID');
  expect(await act(`${address}/endorse`, { ...OPERATOR, staffId: 'S7777' })).toBe('HQ_STAFF_WRONG');
  expect(await act(`${address}/endorse`, { ...OPERATOR, pin: '999999' })).toBe('HQ_STAFF_WRONG');
  expect(await act(`${address}/endorse`, { ...OPERATOR, amountPaise: 1 })).toBe('INPUT_INVALID');
  expect(await act(`${address}/endorse`, [])).toBe('INPUT_INVALID');
  const paying = { ...OPERATOR, how: 'bank', reference: '<b>Asha</b>' };
  expect(await act(`${address}/pay`, paying)).toBe('INPUT_INVALID');
  expect(
    await act(`cases/${OFFICE}/${'0'.repeat(32)}/close`, {
      ...OPERATOR,
      resolution: 'explained',
      reason: 'why not',
    }),
  ).toBe('CASE_UNKNOWN');
  expect(
    await act(`cases/${OFFICE}/${'0'.repeat(32)}/close`, {
      ...OPERATOR,
      resolution: 'because',
      reason: 'why not',
    }),
  ).toBe('INPUT_INVALID');
});

test('K16 five wrong PINs of one number are enough, at once or one by one', async () => {
  const { address } = await overcharged();
  const guesses = await Promise.all(
    Array.from({ length: 8 }, (_, n) =>
      act(`${address}/endorse`, { staffId: 'S9009', pin: `00000${n}` }),
    ),
  );
  expect(guesses.filter((code) => code === 'TOO_MANY_REQUESTS').length).toBe(3);
  expect(await act(`${address}/endorse`, { staffId: 'S9009', pin: '000008' })).toBe(
    'TOO_MANY_REQUESTS',
  );
});

test('OC9 where the second place cannot be written, nobody is told that it is done', async () => {
  const { address, counterId } = await overcharged();
  rmSync(folder, { recursive: true });
  expect(await act(`${address}/endorse`, OPERATOR)).toBe('OFFICE_COPY_FAILED');
  expect(await refundOf(counterId)).toMatchObject({ state: 'endorsed' });
  await write(server.database, async (writer) => writer.run('DELETE FROM hq_staff'));
});

test('no bug was met on the way', () => {
  expect(server.warnings.filter((event) => /fault/.test(event))).toEqual([]);
});
