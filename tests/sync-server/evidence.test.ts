/** Evidence out of a real database, checked by the verifier: docs/spec/evidence-bundle.md. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { inRoot } from '#build/paths.ts';
import { verifyBundle } from '#build/verify/verify.mjs';
import { GENESIS_HASH, type CounterId, type Hash, type PrivateRef } from '#domain/ids.ts';
import { privateDigest } from '#protocol/batch.ts';
import { instant } from '#domain/time.ts';
import { toBase64Url } from '#protocol/encoding.ts';
import { signRotation } from '#protocol/rotation.ts';
import { caseIdOf, openCase } from '#server/store/cases.ts';
import { sha256 } from '#server/keys/node-crypto.ts';
import { projectCounter } from '#server/ingest/projector.ts';
import { bringRootsUpToDate } from '#server/transparency/daily-root.ts';
import { makeChain, signerNamed } from '#tests/protocol/authority.ts';
import { journalOf, publishSampleTariff } from './receipt-chain.ts';
import {
  batchText,
  countRows,
  enrolCounter,
  HQ_TOKEN,
  OFFICE,
  postBatch,
  startTestServer,
  write,
  type TestServer,
} from './testkit.ts';

const COUNTER_ID = 'KA-BLR-01-C80' as CounterId;

/** Somebody's name, kept apart from the journal. */
const SALT = toBase64Url(new Uint8Array(32).fill(7));
const PERSON_TEXT = '{"payer":"Asha Devi"}';
const PERSON = {
  ref: '77'.repeat(16) as PrivateRef,
  digest: privateDigest(SALT, PERSON_TEXT, sha256) ?? GENESIS_HASH,
};
const PERSON_LINE = { ...PERSON, salt: SALT, text: PERSON_TEXT };

let server: TestServer;
let cookie: string;
let root: string;

beforeAll(async () => {
  server = await startTestServer();
  await publishSampleTariff(server);
  root = createHash('sha256').update(server.authority.root.publicKey).digest('hex');
  const session = await fetch(`${server.origin}/hq/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: HQ_TOKEN }),
  });
  cookie = (session.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  await fillJournal();
}, 60_000);
afterAll(async () => {
  await server.stop();
});

/** Two shifts on two days; the second is still open. 604 charges make several parts. */
async function fillJournal(): Promise<void> {
  const counter = await enrolCounter(server, COUNTER_ID);
  const journal = await journalOf(server, counter);
  journal.enrol();
  journal.openShift(1);
  for (let n = 1; n <= 4; n += 1) journal.charge(n);
  journal.closeShift(1, 2);
  journal.setDay('2026-11-24');
  journal.openShift(2);
  for (let n = 5; n <= 304; n += 1) journal.charge(n);
  journal.reverse(2);
  journal.append('drawer.opened', { cause: 'no_sale', citizen: PERSON });
  let prevHash: Hash = GENESIS_HASH;
  for (let at = 0; at < journal.entries.length; at += 500) {
    const entries = journal.entries.slice(at, at + 500);
    const privateLines = entries.length < 500 ? [PERSON_LINE] : [];
    const text = batchText(counter, entries, { prevHash, privateLines });
    expect((await postBatch(server, text)).status).toBe(200);
    prevHash = entries.at(-1)?.hash ?? prevHash;
  }
  await projectCounter(server.context, { officeId: OFFICE, counterId: COUNTER_ID });
}

const ask = (query: Record<string, string>, headers: Record<string, string> = { cookie }) =>
  fetch(`${server.origin}/hq/api/evidence?${new URLSearchParams(query)}`, { headers });

async function verified(query: Record<string, string>) {
  const answer = await ask({ counterId: COUNTER_ID, ...query });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-disposition')).toMatch(/attachment; filename="[\w.-]+"/);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const report = verifyBundle(bytes, { root });
  expect(report.faults).toEqual([]);
  return { report, text: new TextDecoder().decode(bytes) };
}

test('E8 P12 a receipt: from its quote to itself, and the reversal that came later', async () => {
  const plain = await verified({ receipt: `${COUNTER_ID}/2627/000003` });
  expect(plain.report.count).toMatchObject({ entries: 3, signatures: 2, chargedPaise: 95_000 });
  const reversed = await verified({ receipt: `${COUNTER_ID}/2627/000002` });
  expect(reversed.report.count).toMatchObject({ entries: 4, reversedPaise: 95_000 });
  expect(reversed.report.notes).toEqual([]);
});

test('E8 P12 a shift, a day and a range, in as many parts as they need', async () => {
  const shift = await verified({ shift: `${COUNTER_ID}-S1` });
  expect(shift.report.count).toMatchObject({ entries: 14, chargedPaise: 380_000 });
  const day = await verified({ date: '2026-11-24' });
  expect(day.report.count).toMatchObject({ entries: 903, chargedPaise: 28_500_000 });
  // The batch that brought the last entry was signed by the counter.
  expect(day.report.notes).toEqual([]);
  expect(day.text.match(/"name":"entries-/g)).toHaveLength(2);
  // A range goes on to the next entry that the counter signed.
  const range = await verified({ fromSeq: '1', toSeq: '4' });
  expect(range.report.count.entries).toBe(5);
});

test('E17 P12 what HQ decided about a receipt travels with it, and nothing of other receipts', async () => {
  const about = { officeId: OFFICE, counterId: COUNTER_ID, openedAt: server.clock.now } as const;
  const open = (seq: number) =>
    write(server.database, (writer) =>
      openCase(server.context, writer, {
        ...about,
        kind: 'total_wrong',
        subject: seq,
        details: { seq },
      }),
    );
  // The receipts 3 and 1 stand at these places.
  await open(11);
  await open(5);
  const { report, text } = await verified({ receipt: `${COUNTER_ID}/2627/000003` });
  // Its enrolment and its case.
  expect(report.count.officeEntries).toBe(2);
  expect(text).toContain(String.raw`{\"seq\":11}`);
  expect(text).not.toContain(String.raw`{\"seq\":5}`);
});

test('E17 P12 a case travels with the entries it is about, and one about none with its facts', async () => {
  const about = { officeId: OFFICE, counterId: COUNTER_ID } as const;
  const open = (of: { kind: 'quote_wrong' | 'past_changed'; details: Record<string, string> }) =>
    write(server.database, (writer) =>
      openCase(server.context, writer, {
        ...about,
        ...of,
        subject: 'here',
        openedAt: server.clock.now,
      }),
    );
  const receiptNumber = `${COUNTER_ID}/2627/000003`;
  await open({ kind: 'quote_wrong', details: { receiptNumber } });
  await open({ kind: 'past_changed', details: { date: '2026-11-20' } });
  const caseId = (kind: 'quote_wrong' | 'past_changed') =>
    caseIdOf({ ...about, kind, subject: 'here' });
  const charge = await verified({ case: caseId('quote_wrong') });
  expect(charge.report.count).toMatchObject({ entries: 3, chargedPaise: 95_000 });
  expect(charge.text).toContain('quote_wrong');
  expect(charge.text).not.toContain('past_changed');
  const without = await verified({ case: caseId('past_changed') });
  expect(without.report.count).toMatchObject({ entries: 0, officeEntries: 2 });
  expect((await ask({ counterId: COUNTER_ID, case: 'ab'.repeat(16) })).status).toBe(404);
});

test('E22 P12 an office leaves HQ whole: every fact and every published root', async () => {
  expect(await bringRootsUpToDate(server.context)).toMatchObject({ ok: true });
  const answer = await ask({ officeId: OFFICE });
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const report = verifyBundle(bytes, { root });
  expect(report.faults).toEqual([]);
  const [row] = await server.database.read.rows<{ n: number }>(
    'SELECT COUNT(*) AS n FROM office_entry',
  );
  expect(report.count.officeEntries).toBe(row?.n);
  expect(report.published).toMatchObject([{ date: '2026-11-22' }]);
  expect((await ask({ officeId: 'KA-BLR-77' })).status).toBe(404);
});

test('E9 E19 a run is covered by the batches that brought it, and without them says so', async () => {
  const about = { fromSeq: '900', toSeq: '918' };
  expect((await verified(about)).report.notes).toEqual([]);
  await write(server.database, (writer) => writer.run('DELETE FROM batch_head'));
  expect((await verified(about)).report.notes).toEqual([
    'entries 918 to 918 rest on HQ’s word alone',
  ]);
});

test('K18 E6 E19 entries under a key that was replaced verify, also where no receipt is', async () => {
  const counterId = 'KA-BLR-01-C81' as CounterId;
  const counter = await enrolCounter(server, counterId);
  const next = signerNamed('the next key of C81');
  const before = await journalOf(server, counter);
  before.enrol();
  const at = instant(server.clock.now);
  const request = signRotation({ officeId: OFFICE, counterId, next, at }, counter.signer);
  const asked = await fetch(`${server.origin}/v1/keys`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: request,
  });
  const certificate = await asked.text();
  expect(asked.status).toBe(200);
  const digest = createHash('sha256').update(Buffer.from(certificate, 'base64url')).digest('hex');
  before.append('key.rotated', {
    keyId: next.keyId,
    publicKey: toBase64Url(next.publicKey),
    certificateHash: digest,
    commandId: '5'.repeat(32),
  });
  expect((await postBatch(server, batchText(counter, before.entries))).status).toBe(200);
  const prevHash = before.entries.at(-1)?.hash ?? GENESIS_HASH;
  const chain = makeChain({
    counterId,
    keyId: next.keyId,
    count: 3,
    after: { seq: 2, hash: prevHash },
  });
  const renewed = { counterId, signer: next };
  expect((await postBatch(server, batchText(renewed, chain, { prevHash }))).status).toBe(200);
  const whole = await verified({ counterId, fromSeq: '1', toSeq: '5' });
  expect(whole.report).toMatchObject({ notes: [], count: { entries: 5, signatures: 3 } });
  expect((await verified({ counterId, fromSeq: '3', toSeq: '5' })).report.notes).toEqual([]);
});

test('E18 TR7 P12 a published root is in it, with the way from these entries', async () => {
  expect(await bringRootsUpToDate(server.context)).toMatchObject({ ok: true });
  const { report } = await verified({ date: '2026-11-24' });
  expect(report.count.publishedHeads).toBe(1);
  const [published] = report.published;
  expect(published).toMatchObject({ date: '2026-11-22', seq: 918, isLinked: true });
  const listed = (await (await fetch(`${server.origin}/v1/public/roots`)).json()) as {
    roots: { date: string; documentHash: string }[];
  };
  expect(listed.roots[0]).toEqual({ date: '2026-11-22', documentHash: published?.root });
  // The first receipt lies within a day's reach of that head: its run goes up to it.
  const receipt = await verified({ receipt: `${COUNTER_ID}/2627/000003` });
  expect(receipt.report.published).toMatchObject([{ seq: 918, isLinked: true }]);
});

test('P10 P12 a bundle holds no personal data', async () => {
  const { text } = await verified({ fromSeq: '1', toSeq: '9999' });
  expect(await countRows(server, 'private_record', COUNTER_ID)).toBe(1);
  expect(text).toContain(PERSON.ref);
  expect(text).not.toContain('Asha');
  expect(text).not.toContain(SALT);
});

test('E16 only HQ may ask, one subject at a time, of what there is', async () => {
  const query = { counterId: COUNTER_ID, receipt: `${COUNTER_ID}/2627/000003` };
  expect((await ask(query, {})).status).toBe(401);
  expect((await ask({ counterId: COUNTER_ID })).status).toBe(400);
  expect((await ask({ ...query, date: '2026-11-24' })).status).toBe(400);
  expect((await ask({ counterId: COUNTER_ID, fromSeq: '9', toSeq: '3' })).status).toBe(400);
  expect((await ask({ counterId: COUNTER_ID, date: '2020-01-01' })).status).toBe(404);
  expect((await ask({ counterId: 'KA-BLR-01-C99', date: '2026-11-24' })).status).toBe(404);
  const unknown = { counterId: COUNTER_ID, receipt: `${COUNTER_ID}/2627/999999` };
  expect((await ask(unknown)).status).toBe(404);
});

test('P12 the command writes the file that the verifier reads', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'raseed-evidence-'));
  const out = path.join(folder, 'bundle.jsonl');
  const run = async (token: string): Promise<number> => {
    const words = ['--counter', COUNTER_ID, '--receipt', `${COUNTER_ID}/2627/000003`];
    const child = spawn(
      process.execPath,
      [inRoot('build', 'commands', 'evidence.ts'), ...words, '--out', out, '--hq', server.origin],
      { env: { ...process.env, RASEED_HQ_TOKEN: token }, stdio: 'ignore' },
    );
    const [code] = (await once(child, 'exit')) as [number];
    return code;
  };
  expect(await run('a-token-of-somebody-else')).toBe(1);
  expect(await run(HQ_TOKEN)).toBe(0);
  expect(verifyBundle(readFileSync(out), { root }).faults).toEqual([]);
  // What is there is never written over.
  expect(await run(HQ_TOKEN)).toBe(1);
  rmSync(folder, { recursive: true });
});
