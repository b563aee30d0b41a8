/** What HQ's page reads, from counters' batches to figures, and who may read it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CounterId, Hash } from '#domain/ids.ts';
import { entrySignatureInput, hashEntry } from '#domain/journal/chain.ts';
import type { StoredEntry } from '#domain/journal/kinds.ts';
import { toBase64Url } from '#protocol/encoding.ts';
import type { Charges, Overview, Tariffs, Totals } from '#server/api/contract.ts';
import { seedDemonstration } from '#server/demo/seed.ts';
import { deskSettings, putDeskSettings } from '#server/store/office-desk.ts';
import { crypto, makeChain, NOW } from '#tests/protocol/authority.ts';
import { inRoot } from '#build/paths.ts';
import {
  batchText,
  casesOf,
  enrolCounter,
  HQ_TOKEN,
  OFFICE,
  postBatch,
  startTestServer,
  type TestCounter,
  type TestServer,
  write,
} from './testkit.ts';

let server: TestServer;
let cookie = '';
beforeAll(async () => {
  server = await startTestServer();
  const signedIn = await signIn(HQ_TOKEN);
  cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}, 60_000);
afterAll(async () => {
  await server.stop();
});

const signIn = (token: string) =>
  fetch(`${server.origin}/hq/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
const get = (path: string, headers: Record<string, string> = { cookie }) =>
  fetch(`${server.origin}/hq/${path}`, { headers });
const read = async <T>(path: string): Promise<T> => (await (await get(path)).json()) as T;

/** Small entries turned into the kinds that HQ's figures are made of. */
class Journal {
  readonly entries: StoredEntry[] = [];
  readonly #counter: TestCounter;
  #charged = 0;
  #reversed = 0;

  constructor(counter: TestCounter) {
    this.#counter = counter;
  }

  add(kind: string, body: unknown, by: { charged?: number; reversed?: number } = {}): void {
    const last = this.entries.at(-1);
    const { counterId, signer } = this.#counter;
    const after = last === undefined ? {} : { after: last };
    const [blank] = makeChain({ count: 1, counterId, keyId: signer.keyId, ...after });
    if (blank === undefined) throw new Error('entry');
    this.#charged += by.charged ?? 0;
    this.#reversed += by.reversed ?? 0;
    const entry = JSON.parse(blank.text) as Record<string, unknown>;
    const grossChargedPaise = this.#charged;
    const grossReversedPaise = this.#reversed;
    const text = JSON.stringify({ ...entry, grossChargedPaise, grossReversedPaise, kind, body });
    const hash = hashEntry(text, crypto.sha256);
    const signature = toBase64Url(signer.sign(entrySignatureInput(hash)));
    this.entries.push({ seq: blank.seq, text, hash, signature });
  }

  receipt(n: number, totalPaise: number, by = totalPaise): void {
    const receiptNumber = `${this.#counter.counterId}/2627/${String(n).padStart(6, '0')}`;
    const tariff = { tariffId: 't', version: 1, hash: '0'.repeat(64) };
    const tenderKind = totalPaise === 0 ? 'nil' : 'cash';
    const rest = { serviceCode: 'DL-1', tenderKind, lines: linesOf(totalPaise) };
    const body = { receiptNumber, tariff, totalPaise, issuedAt: NOW + n, ...rest };
    this.add('receipt.issued', body, { charged: by });
  }
}

const linesOf = (amountPaise: number) => [{ code: 'DL', head: '0041', amountPaise }];

const newCounter = (name: string) => enrolCounter(server, `KA-BLR-01-${name}` as CounterId);
async function send(counter: TestCounter, entries: readonly StoredEntry[], prevHash?: Hash) {
  const text = batchText(counter, entries, prevHash === undefined ? {} : { prevHash });
  expect((await postBatch(server, text)).status).toBe(200);
  await server.server.projector.settled();
}

test('nothing of HQ is shown without the token, nor with a forged cookie', async () => {
  for (const headers of [{}, { cookie: 'raseed_hq=1' }, { cookie: `${cookie}x` }]) {
    expect((await get('api/overview', headers)).status).toBe(401);
    expect((await get('events', headers)).status).toBe(401);
  }
  const future = cookie.replace(/=\d+/, `=${NOW * 2}`);
  expect((await get('api/overview', { cookie: future })).status).toBe(401);
  expect((await signIn('wrong')).status).toBe(401);
});

test('wrong tokens are counted: guessing is stopped', async () => {
  const statuses: number[] = [];
  for (let i = 0; i < 12; i += 1) statuses.push((await signIn(`guess ${i}`)).status);
  expect(statuses).toContain(429);
  expect((await signIn(HQ_TOKEN)).status).toBe(429);
  server.clock.now += 6 * 60_000;
  expect((await signIn(HQ_TOKEN)).status).toBe(204);
});

test('a session ends by itself, and when it is closed', async () => {
  const before = server.clock.now;
  server.clock.now += 13 * 3_600_000;
  expect((await get('api/overview')).status).toBe(401);
  server.clock.now = before;
  expect((await get('api/overview')).status).toBe(200);
  const closed = await fetch(`${server.origin}/hq/api/session`, { method: 'DELETE' });
  expect(closed.headers.get('set-cookie')).toMatch(/Max-Age=0/);
});

test('every answer carries the headers that keep a browser safe', async () => {
  for (const path of ['api/overview', 'api/nothing']) {
    const { headers } = await get(path);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
  }
  const { headers } = await signIn(HQ_TOKEN);
  expect(headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Strict/);
});

test('P3 P5 rupees at the counter are rupees at HQ, told within the stream', async () => {
  const counter = await newCounter('C1');
  const journal = new Journal(counter);
  journal.receipt(1, 95_000);
  journal.receipt(2, 0);
  journal.receipt(3, 150_000);
  journal.add('quote.lapsed', { quoteId: 'x', reason: 'enquiry' });
  const receiptNumber = `${counter.counterId}/2627/000003`;
  const reversal = { receiptNumber, amountPaise: 150_000, paidBackPaise: 150_000 };
  const body = { ...reversal, lines: linesOf(150_000) };
  journal.add('charge.reversed', body, { reversed: 150_000 });
  const stream = await get('events');
  const reader = (stream.body ?? new ReadableStream()).getReader();
  await send(counter, journal.entries.slice(0, 2));
  await send(counter, journal.entries.slice(2), journal.entries[1]?.hash);
  let told = '';
  while (!told.includes('"seq":5')) {
    const { value } = await reader.read();
    told += new TextDecoder().decode(value);
  }
  await reader.cancel();
  expect(told).toContain('event: changed');
  const overview = await read<Overview>('api/overview');
  expect(overview.today).toEqual({
    receipts: 3,
    collectedPaise: 245_000,
    reversedPaise: 150_000,
    nilReceipts: 1,
    quotesWithoutMoney: 1,
    reprints: 0,
  });
  const row = overview.offices[0]?.counters.find((it) => it.counterId === counter.counterId);
  expect(row).toMatchObject({ seq: 5, todayReceipts: 3, todayPaise: 245_000, openCases: 1 });
  const charges = await read<Charges>('api/charges?date=2026-11-23&limit=2');
  expect(charges.totalRows).toBe(3);
  expect(charges.rows.map((it) => [it.totalPaise, it.reversed])).toEqual([
    [150_000, true],
    [0, false],
  ]);
  const totals = await read<Totals>('api/totals?date=2026-11-23');
  expect(totals.byService).toMatchObject([{ serviceCode: 'DL-1', totalPaise: 245_000 }]);
  expect(totals.byHour).toEqual([{ hour: 11, receipts: 3, totalPaise: 245_000 }]);
  expect((await get('api/charges?date=yesterday')).status).toBe(400);
});

test('P3 totals that do not add up, numbers used twice, wrong signatures: cases, not losses', async () => {
  const counter = await newCounter('C2');
  const journal = new Journal(counter);
  journal.receipt(1, 100);
  journal.receipt(1, 100);
  journal.receipt(2, 100, 50);
  journal.add('clock.jumped', { byMs: 1 }, { charged: -100 });
  journal.add('charge.reversed', { receiptNumber: 'none', amountPaise: 7 }, { reversed: 7 });
  journal.add('receipt.issued', { receiptNumber: 5 });
  const [first, ...rest] = journal.entries;
  if (first === undefined) throw new Error('entry');
  await send(counter, [{ ...first, signature: rest[0]?.signature ?? null }, ...rest]);
  expect(await casesOf(server, counter.counterId)).toEqual([
    'entry_signature_wrong',
    'entry_unreadable',
    'receipt_number_twice',
    'reversal_without_receipt',
    'total_fell',
    'total_wrong',
  ]);
  const charges = await read<Charges>('api/charges?date=2026-11-23&limit=100');
  expect(charges.rows.filter((row) => row.counterId === counter.counterId)).toHaveLength(3);
});

test('J4 a journal that does not begin with its enrolment, or has a second one, is a case', async () => {
  const counter = await newCounter('C7');
  const journal = new Journal(counter);
  journal.receipt(1, 100);
  journal.add('counter.enrolled', {});
  await send(counter, journal.entries);
  const rows = await server.database.read.rows<{ details: string }>(
    "SELECT details FROM case_file WHERE counter_id = ? AND kind = 'first_entry_wrong'",
    [counter.counterId],
  );
  const found = rows.map(({ details }) => JSON.parse(details) as { seq: number });
  expect(new Set(found.map(({ seq }) => seq))).toEqual(new Set([1, 2]));
});

test('training is kept apart from every figure', async () => {
  const before = (await read<Overview>('api/overview')).today;
  const trainee = await newCounter('T1');
  const journal = new Journal(trainee);
  journal.receipt(1, 95_000, 0);
  await send(trainee, journal.entries);
  expect((await read<Overview>('api/overview')).today).toEqual(before);
  expect(await casesOf(server, trainee.counterId)).toEqual([]);
});

test('what was stored while no projector ran is caught up with by the sweep', async () => {
  const counter = await newCounter('C6');
  const journal = new Journal(counter);
  journal.receipt(1, 4_200);
  const nudge = server.server.projector.nudge.bind(server.server.projector);
  server.server.projector.nudge = () => undefined;
  await send(counter, journal.entries);
  server.server.projector.nudge = nudge;
  const rows = async () =>
    (await read<Charges>('api/charges?date=2026-11-23&limit=100')).rows.filter(
      (row) => row.counterId === counter.counterId,
    ).length;
  expect(await rows()).toBe(0);
  await server.server.projector.sweep();
  await server.server.projector.settled();
  expect(await rows()).toBe(1);
});

test('P1 the demonstration: keys, office, staff and real tariffs; a second run changes nothing', async () => {
  const keysFolder = mkdtempSync(path.join(tmpdir(), 'raseed-keys-'));
  const options = {
    database: server.database,
    keysFolder,
    tariffsFolder: inRoot('resources', 'tariffs'),
    at: server.context.now(),
    log: server.context.log,
  };
  const count = async () => {
    const [row] = await server.database.read.rows<{ n: number }>(
      'SELECT COUNT(*) AS n FROM feed_item',
    );
    return row?.n ?? 0;
  };
  const seeded = await seedDemonstration(options);
  expect(seeded).toMatchObject({ ok: true });
  const items = await count();
  const desk = () => deskSettings(server.database.read, OFFICE);
  expect((await desk()).branches.map(({ kind }) => kind)).toEqual(['bank', 'treasury']);
  // What HQ says afterwards stays.
  const said = { ...(await desk()), cutOffMinutes: 1_800 };
  await write(server.database, (writer) => putDeskSettings(writer, OFFICE, said));
  const again = await seedDemonstration(options);
  expect(await count()).toBe(items);
  expect(await desk()).toEqual(said);
  expect(again.ok && Object.keys(again.value.enrolmentCodes)).toEqual([
    'KA-BLR-01-C3',
    'KA-BLR-01-C4',
  ]);
  const tariffs = await read<Tariffs>('api/tariffs');
  expect(tariffs.rows.length).toBeGreaterThanOrEqual(3);
  const [row] = tariffs.rows;
  expect(row?.makerId).not.toBe(row?.approverId);
  expect(tariffs.rows.some((it) => it.state === 'in_force')).toBe(true);
  rmSync(keysFolder, { recursive: true });
});

test('no bug was met on the way', () => {
  expect(server.warnings.filter((event) => event.startsWith('server.fault'))).toEqual([]);
});
