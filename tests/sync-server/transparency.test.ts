/** Daily roots at HQ: docs/spec/transparency.md, over HTTP and a real database. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { CounterId } from '#domain/ids.ts';
import type { Failure } from '#domain/result.ts';
import { readFeed } from '#protocol/feed.ts';
import { readRoot, verifyHeadProof } from '#protocol/transparency.ts';
import type { ServerContext } from '#server/context.ts';
import { signedFeed } from '#server/ingest/feed.ts';
import { OfficeCopy } from '#server/office-chain/copy.ts';
import { officeEntriesAfter } from '#server/store/office-chain.ts';
import { counterById } from '#server/store/fleet.ts';
import { bringRootsUpToDate } from '#server/transparency/daily-root.ts';
import { RootKeeper } from '#server/transparency/root-keeper.ts';
import { WITNESS_FILE } from '#server/transparency/witness.ts';
import { crypto, makeChain, NOW } from '#tests/protocol/authority.ts';
import {
  batchText,
  enrolCounter,
  OFFICE,
  postBatch,
  startTestServer,
  write,
  type TestServer,
} from './testkit.ts';

const DAY = 86_400_000;
let server: TestServer;
let folder: string;
let context: ServerContext;
const sent = new Map<string, ReturnType<typeof makeChain>>();

beforeAll(async () => {
  server = await startTestServer();
  for (const n of [31, 32, 33, 34, 35]) {
    const counter = await enrolCounter(server, `${OFFICE}-C${n}` as CounterId);
    const of = { count: n, counterId: counter.counterId, keyId: counter.signer.keyId };
    const chain = makeChain(of);
    sent.set(counter.counterId, chain);
    await postBatch(server, batchText(counter, chain));
  }
  await enrolCounter(server, `${OFFICE}-C36` as CounterId);
}, 60_000);
afterAll(async () => {
  await server.stop();
});
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'raseed-roots-'));
  const officeCopy = new OfficeCopy({ folder, reader: server.database.read });
  context = { ...server.context, officeCopy };
  server.clock.now = NOW;
  await write(server.database, async (writer) => {
    for (const table of ['daily_root', 'daily_head', 'feed_item']) {
      await writer.run(`DELETE FROM ${table}`);
    }
  });
  return () => rmSync(folder, { recursive: true, force: true });
});

const get = async (address: string) => {
  const response = await fetch(`${server.origin}/v1/public/${address}`);
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
};
const failure = async (address: string) => {
  const { status, json } = await get(address);
  return { status, code: (json['error'] as { code: string } | undefined)?.code };
};
const rootText = async (date: string) =>
  (await fetch(`${server.origin}/v1/public/roots/${date}`)).text();

test('TR6 TR7 a day’s root covers every acknowledged head, with a proof for each', async () => {
  expect(await bringRootsUpToDate(context)).toEqual({ ok: true, value: null });
  const { trust } = server.authority;
  const root = readRoot({ text: await rootText('2026-11-22'), trust, crypto });
  expect(root).toMatchObject({ ok: true, value: { root: { size: 5, previous: null } } });
  for (const [counterId, chain] of sent) {
    const { json } = await get(`proofs/2026-11-22/${counterId}`);
    const proof = verifyHeadProof({ proof: json, trust, crypto });
    expect(proof).toMatchObject({
      ok: true,
      value: { proof: { counterId, seq: chain.length, headHash: chain.at(-1)?.hash } },
    });
  }
});

test('TR6 roots are a chain, and a day without a server leaves no hole in it', async () => {
  await bringRootsUpToDate(context);
  server.clock.now = NOW + DAY;
  await bringRootsUpToDate(context);
  server.clock.now = NOW + 4 * DAY;
  await bringRootsUpToDate(context);
  const { json } = await get('roots');
  const listed = json['roots'] as { date: string; documentHash: string }[];
  expect(listed.map(({ date }) => date)).toEqual(['2026-11-26', '2026-11-23', '2026-11-22']);
  const { trust } = server.authority;
  const last = readRoot({ text: await rootText('2026-11-26'), trust, crypto });
  expect(last.ok && last.value.root.previous).toEqual(listed[1]);
});

test('TR6 made once, however many servers look, and the same again ever after', async () => {
  const answers = await Promise.all(Array.from({ length: 6 }, () => bringRootsUpToDate(context)));
  expect(answers.every(({ ok }) => ok)).toBe(true);
  const before = await rootText('2026-11-22');
  server.clock.now = NOW + 3_600_000;
  await bringRootsUpToDate(context);
  expect(await rootText('2026-11-22')).toBe(before);
  const lines = readFileSync(path.join(folder, WITNESS_FILE), 'utf8').split('\n');
  expect(lines.length).toBe(2);
  expect(JSON.parse(lines[0] ?? '')).toEqual({ date: '2026-11-22', document: before });
});

test('TR9 OC9 told to every office: a fact of its chain, then the feed', async () => {
  await bringRootsUpToDate(context);
  const entries = await officeEntriesAfter(server.database.read, OFFICE, { seq: 0, limit: 500 });
  expect(entries.at(-1)?.text).toContain('"kind":"root.published"');
  const counterId = `${OFFICE}-C31` as CounterId;
  const counter = await counterById(server.database.read, { officeId: OFFICE, counterId });
  if (counter === null) throw new Error('a counter');
  const { trust } = server.authority;
  const page = await signedFeed(context, { counter, cursor: 0 });
  const text = page.ok ? page.value : '';
  const feed = readFeed({ text, counterId, afterCursor: 0, trust, crypto });
  expect(feed).toMatchObject({
    ok: true,
    value: { skipped: [], items: [{ type: 'root', date: '2026-11-22', previous: null }] },
  });
});

test('TR6 killed between making and telling: the next look tells', async () => {
  const away = { ...context, officeCopy: new OfficeCopy({ folder, reader: server.database.read }) };
  rmSync(folder, { recursive: true });
  expect(await bringRootsUpToDate(away)).toMatchObject({ error: { code: 'OFFICE_COPY_FAILED' } });
  expect(await failure('roots/2026-11-22')).toEqual({ status: 404, code: 'ROOT_NOT_MADE' });
  const officeCopy = new OfficeCopy({ folder, reader: server.database.read });
  expect(await bringRootsUpToDate({ ...context, officeCopy })).toMatchObject({ ok: true });
  expect((await get('roots/2026-11-22')).status).toBe(200);
});

test('TR12 the witness’s file is never rewritten: another root for its day is not published', async () => {
  await bringRootsUpToDate(context);
  await write(server.database, async (writer) => {
    await writer.run('DELETE FROM daily_root');
    await writer.run('DELETE FROM daily_head WHERE counter_id = ?', [`${OFFICE}-C31`]);
    await writer.run('DELETE FROM daily_head');
  });
  server.clock.now = NOW + 1_000;
  const before = readFileSync(path.join(folder, WITNESS_FILE), 'utf8');
  expect(await bringRootsUpToDate(context)).toMatchObject({
    error: { code: 'HQ_PAST_CHANGED', details: { date: '2026-11-22' } },
  });
  expect(readFileSync(path.join(folder, WITNESS_FILE), 'utf8')).toBe(before);
  expect(await failure('roots/2026-11-22')).toEqual({ status: 404, code: 'ROOT_NOT_MADE' });
});

test('TR12 a root that cannot be published is told to people at HQ until it can', async () => {
  const troubles = new Map<string, Failure>();
  const away = { ...context, troubles };
  rmSync(folder, { recursive: true });
  const keeper = new RootKeeper(away);
  keeper.look();
  await keeper.stop();
  expect(troubles.get('roots')?.code).toBe('OFFICE_COPY_FAILED');
  mkdirSync(folder);
  keeper.look();
  await keeper.stop();
  expect(troubles.size).toBe(0);
});

test('TR12 a line of the witness’s file that a crash cut off is left and written anew', async () => {
  writeFileSync(path.join(folder, WITNESS_FILE), '{"date":"2026-11-22","docu');
  expect(await bringRootsUpToDate(context)).toMatchObject({ ok: true });
  const lines = readFileSync(path.join(folder, WITNESS_FILE), 'utf8').split('\n');
  expect(lines.length).toBe(3);
  expect((JSON.parse(lines[1] ?? '') as { date: string }).date).toBe('2026-11-22');
});

test('TR7 what cannot be proved says why', async () => {
  await bringRootsUpToDate(context);
  expect(await failure('roots/2026-11-21')).toEqual({ status: 404, code: 'ROOT_NOT_MADE' });
  expect(await failure('roots/yesterday')).toEqual({ status: 400, code: 'INPUT_INVALID' });
  expect(await failure(`proofs/2026-11-22/${OFFICE}-C36`)).toEqual({
    status: 404,
    code: 'COUNTER_NOT_IN_ROOT',
  });
  expect(await failure(`proofs/2026-11-21/${OFFICE}-C31`)).toEqual({
    status: 404,
    code: 'ROOT_NOT_MADE',
  });
  expect(await failure('proofs/2026-11-22/nobody')).toEqual({ status: 400, code: 'INPUT_INVALID' });
});

test('no bug was met on the way', () => {
  expect(server.warnings.filter((event) => /fault/.test(event))).toEqual([]);
});
