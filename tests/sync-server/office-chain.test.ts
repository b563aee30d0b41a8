/** The office chain's two places: docs/spec/office-chain.md, OC8 to OC11, on a real database. */
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ok } from '#domain/result.ts';
import { OfficeCopy } from '#server/office-chain/copy.ts';
import { afterCopied } from '#server/office-chain/gate.ts';
import { recoverOfficeChains } from '#server/office-chain/recover.ts';
import { OfficeChainError, openOfficeCopy } from '#server/office-chain/start.ts';
import { openCase, openCases } from '#server/store/cases.ts';
import { officeEntriesAfter, recordFact } from '#server/store/office-chain.ts';
import { crypto, NOW } from '#tests/protocol/authority.ts';
import { OFFICE, startTestServer, write, type TestServer } from './testkit.ts';

let server: TestServer;
let folder: string;
beforeAll(async () => {
  server = await startTestServer();
}, 60_000);
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const TABLES = ['office_chain', 'office_entry', 'case_file', 'case_work', 'refund_duty'];
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'raseed-office-chain-'));
  await write(server.database, async (writer) => {
    for (const table of TABLES) await writer.run(`DELETE FROM ${table}`);
  });
});

const file = () => path.join(folder, `${OFFICE}.jsonl`);
const newCopy = () => new OfficeCopy({ folder, reader: server.database.read });
const lines = () => readFileSync(file(), 'utf8').split('\n').slice(0, -1);

const openCaseNo = (n: number) =>
  write(server.database, (writer) =>
    openCase(server.context, writer, {
      officeId: OFFICE,
      counterId: `${OFFICE}-C1`,
      kind: 'total_wrong',
      subject: n,
      openedAt: NOW + n,
      details: { seq: n },
    }),
  );

/** The last entry of the table's chain. */
const headOf = async (officeId: string) =>
  (await officeEntriesAfter(server.database.read, officeId, { seq: 0, limit: 500 })).at(-1);

const recover = (copy = newCopy()) =>
  recoverOfficeChains({
    database: server.database,
    copy,
    trust: server.authority.trust,
    crypto,
    log: server.context.log,
  });

test('OC8 a fact, its place in the chain and its effect are one transaction', async () => {
  await openCaseNo(1);
  expect(await headOf(OFFICE)).toMatchObject({ seq: 1 });
  const failing = server.database.transact(async (writer) => {
    await recordFact(server.context, writer, {
      officeId: OFFICE,
      at: NOW,
      fact: {
        kind: 'case.closed',
        body: { caseId: '0'.repeat(32), resolution: 'explained', reason: 'why', staffId: 'S1' },
      },
    });
    throw new Error('the program dies here');
  });
  await expect(failing).rejects.toThrow('dies');
  expect(await headOf(OFFICE)).toMatchObject({ seq: 1 });
});

test('OC8 the same finding by many at once is one fact', async () => {
  await Promise.all(Array.from({ length: 8 }, () => openCaseNo(7)));
  expect(await headOf(OFFICE)).toMatchObject({ seq: 1 });
});

test('OC8 facts by many at once are one chain without gaps', async () => {
  await Promise.all(Array.from({ length: 12 }, (_, n) => openCaseNo(n)));
  const copy = newCopy();
  expect(await copy.settled(OFFICE)).toEqual(ok(null));
  expect(copy.read(OFFICE)).toMatchObject({ ok: true, value: { head: { seq: 12 } } });
});

test('OC9 an effect waits for the copy, and does not happen where the copy cannot be written', async () => {
  const context = { ...server.context, officeCopy: newCopy() };
  await openCaseNo(1);
  const seen = await afterCopied(context, OFFICE, () => ok(lines().length));
  expect(seen).toEqual(ok(1));
  await openCaseNo(2);
  rmSync(folder, { recursive: true });
  let happened = false;
  const refused = await afterCopied(context, OFFICE, () => {
    happened = true;
    return ok(null);
  });
  expect(refused).toMatchObject({ ok: false, error: { code: 'OFFICE_COPY_FAILED' } });
  expect(happened).toBe(false);
});

test('OC9 after a failure the copy goes on where it stopped', async () => {
  const copy = newCopy();
  await openCaseNo(1);
  rmSync(folder, { recursive: true });
  expect(await copy.settled(OFFICE)).toMatchObject({ ok: false });
  const again = newCopy();
  await openCaseNo(2);
  expect(await copy.settled(OFFICE)).toEqual(ok(null));
  expect(again.read(OFFICE)).toMatchObject({ ok: true, value: { head: { seq: 2 } } });
});

test('OC10 killed between commit and copy: the start completes the copy', async () => {
  await openCaseNo(1);
  await newCopy().settled(OFFICE);
  await openCaseNo(2);
  await openCaseNo(3);
  expect(lines().length).toBe(1);
  expect(await recover()).toEqual(ok(null));
  expect(lines().length).toBe(3);
});

test('OC10 killed in the middle of a line: the piece is cut away and written again', async () => {
  await openCaseNo(1);
  await newCopy().settled(OFFICE);
  const [whole = ''] = lines();
  for (const cut of [1, 20, whole.length - 1, whole.length]) {
    writeFileSync(file(), whole.slice(0, cut));
    expect(await recover()).toEqual(ok(null));
    expect(lines()).toEqual([whole]);
  }
});

test('OC11 a database that went back is given its facts back, effects included', async () => {
  await openCaseNo(1);
  await openCaseNo(2);
  await newCopy().settled(OFFICE);
  const before = await officeEntriesAfter(server.database.read, OFFICE, { seq: 0, limit: 9 });
  await write(server.database, async (writer) => {
    for (const table of TABLES) await writer.run(`DELETE FROM ${table}`);
  });
  expect(await recover()).toEqual(ok(null));
  const after = await officeEntriesAfter(server.database.read, OFFICE, { seq: 0, limit: 9 });
  expect(after).toEqual(before);
  expect((await openCases(server.database.read)).map(({ details }) => details)).toEqual([
    { seq: 1 },
    { seq: 2 },
  ]);
  await openCaseNo(3);
  expect(await headOf(OFFICE)).toMatchObject({ seq: 3 });
});

test('OC11 a table that was rewritten does not start', async () => {
  await openCaseNo(1);
  await openCaseNo(2);
  await newCopy().settled(OFFICE);
  await write(server.database, (writer) =>
    writer.run(`UPDATE office_entry SET text = REPLACE(text, '"seq":1', '"seq":9') WHERE seq = 1`),
  );
  const starting = openOfficeCopy({
    folder,
    database: server.database,
    keys: server.context.keys,
    log: server.context.log,
  });
  await expect(starting).rejects.toThrow(OfficeChainError);
  expect(await recover()).toMatchObject({
    ok: false,
    error: { code: 'OFFICE_CHAIN_DIFFERS', details: { office: OFFICE, seq: 1 } },
  });
});

test('OC11 another chain under the server’s own key does not start either', async () => {
  await openCaseNo(1);
  await newCopy().settled(OFFICE);
  await write(server.database, async (writer) => {
    for (const table of TABLES) await writer.run(`DELETE FROM ${table}`);
  });
  await openCaseNo(9);
  expect(await recover()).toMatchObject({ error: { code: 'OFFICE_CHAIN_DIFFERS' } });
});

test('OC11 a copy that was edited, or holds what is no fact, is refused', async () => {
  await openCaseNo(1);
  await newCopy().settled(OFFICE);
  const [whole = ''] = lines();
  writeFileSync(file(), `${whole.replace('total_wrong', 'total_fell!')}\n`);
  expect(await recover()).toMatchObject({ error: { code: 'OFFICE_CHAIN_DIFFERS' } });
  writeFileSync(file(), `${whole}\n`);
  appendFileSync(file(), 'not a line of ours\n');
  expect(await recover()).toMatchObject({
    error: { code: 'OFFICE_CHAIN_DIFFERS', details: { seq: 2 } },
  });
});
