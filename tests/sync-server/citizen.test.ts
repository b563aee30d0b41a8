/** The public side over HTTP: docs/spec/receipt-qr.md, Q9 to Q14. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import type { CounterId } from '#domain/ids.ts';
import type { StoredEntry } from '#domain/journal/kinds.ts';
import { decodeReceiptQr, receiptQrUrlOfEntry } from '#protocol/receipt-qr.ts';
import { openDirectory, openPublicKeys } from '#protocol/public-documents.ts';
import { verifySignedTariff } from '#protocol/signed.ts';
import type { ReceiptStatus } from '#server/api/public-contract.ts';
import { projectCounter } from '#server/ingest/projector.ts';
import { crypto, NOW } from '#tests/protocol/authority.ts';
import { makeReceiptChain, publishSampleTariff } from './receipt-chain.ts';
import {
  batchText,
  casesOf,
  enrolCounter,
  OFFICE,
  postBatch,
  startTestServer,
  type TestCounter,
  type TestServer,
} from './testkit.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await publishSampleTariff(server);
}, 60_000);
afterAll(async () => {
  await server.stop();
});

let counters = 30;
const newCounter = (): Promise<TestCounter> =>
  enrolCounter(server, `KA-BLR-01-C${(counters += 1)}` as CounterId);

interface Scan {
  readonly counterId: string;
  readonly receiptNumber: string;
  readonly seq?: number | string;
  readonly qr?: string;
}

async function ask(scan: Scan): Promise<{ status: number; body: ReceiptStatus; headers: Headers }> {
  const query = new URLSearchParams(Object.entries(scan).map(([k, v]) => [k, String(v)]));
  const response = await fetch(`${server.origin}/v1/public/receipts/status?${query}`);
  const body = (await response.json()) as ReceiptStatus;
  return { status: response.status, body, headers: response.headers };
}
const statusOf = async (scan: Scan) => (await ask(scan)).body.status;

const bodyOf = (entry: StoredEntry | undefined) =>
  (JSON.parse(entry?.text ?? '{}') as { body: Record<string, string> }).body;

/** What a phone reads off the receipt of an entry. */
function scanOf(counter: TestCounter, entry: StoredEntry | undefined): Required<Scan> {
  const url = receiptQrUrlOfEntry('https://raseed.example', bodyOf(entry)['qr'] ?? '') ?? '';
  const decoded = decodeReceiptQr(url);
  if (!decoded.ok) throw new Error('a receipt');
  const { receiptNumber, seq } = decoded.value.receipt;
  const qr = url.slice(url.lastIndexOf('/') + 1);
  return { counterId: counter.counterId, receiptNumber, seq, qr };
}

async function sent(counter: TestCounter, entries: readonly StoredEntry[]): Promise<void> {
  const posted = await postBatch(server, batchText(counter, entries));
  expect(posted.status).toBe(200);
  await projectCounter(server.context, { officeId: OFFICE, counterId: counter.counterId });
}

test('Q9 P8 a receipt is not yet received, then confirmed with its lines, then reversed', async () => {
  const counter = await newCounter();
  const chain = await makeReceiptChain(server, counter, { receipts: 2, reverseFirst: true });
  const [first, second] = chain.receipts;
  const scan = scanOf(counter, first);
  expect(await statusOf(scan)).toBe('not_yet_received');
  await sent(counter, chain.entries.slice(0, -1));
  const confirmed = await ask(scan);
  expect(confirmed.body).toMatchObject({
    status: 'confirmed',
    receipt: { receiptNumber: scan.receiptNumber, totalPaise: 95_000, lines: [{}, {}, {}] },
  });
  expect(JSON.stringify(confirmed.body)).not.toMatch(/citizen|staff|S1042|facts/);
  expect(confirmed.headers.get('cache-control')).toBe('no-store');
  expect(confirmed.headers.get('set-cookie')).toBeNull();
  await sent(counter, chain.entries);
  expect(await statusOf(scan)).toBe('reversed');
  expect(await statusOf(scanOf(counter, second))).toBe('confirmed');
  expect(await casesOf(server, counter.counterId)).toEqual([]);
});

test('Q9 a typed number is confirmed, not yet received, or not found, and never an alarm', async () => {
  const counter = await newCounter();
  const { counterId } = counter;
  const chain = await makeReceiptChain(server, counter, { receipts: 2, skipNumber: 2 });
  await sent(counter, chain.entries);
  const typed = (n: string) => statusOf({ counterId, receiptNumber: `${counterId}/2627/${n}` });
  expect(await typed('000001')).toBe('confirmed');
  expect(await typed('000003')).toBe('confirmed');
  expect(await typed('000002')).toBe('not_found');
  expect(await typed('000004')).toBe('not_yet_received');
  expect(await casesOf(server, counterId)).toEqual([]);
});

test('Q10 P3 a receipt signed by the counter that its journal does not hold is one case', async () => {
  const counter = await newCounter();
  const chain = await makeReceiptChain(server, counter, { receipts: 2 });
  const other = await makeReceiptChain(server, counter, { receipts: 2, branch: 'off the books' });
  await sent(counter, chain.entries);
  const scan = scanOf(counter, other.receipts[0]);
  expect(await statusOf(scan)).toBe('unknown_alarm');
  expect(await statusOf(scan)).toBe('unknown_alarm');
  const rows = await server.database.read.rows<{ kind: string; details: string }>(
    "SELECT kind, details FROM case_file WHERE counter_id = ? AND kind <> 'first_entry_wrong'",
    [counter.counterId],
  );
  expect(rows.map(({ kind }) => kind)).toEqual(['receipt_unknown']);
  expect(JSON.parse(rows[0]?.details ?? '{}')).toMatchObject({ signed: 1, qr: scan.qr });
});

test('Q9 Q10 a scan raises an alarm only when the acknowledged head has come to its seq', async () => {
  const counter = await newCounter();
  const chain = await makeReceiptChain(server, counter, { receipts: 3 });
  const other = await makeReceiptChain(server, counter, { receipts: 3, branch: 'off the books' });
  const scan = scanOf(counter, other.receipts[1]);
  const seq = Number(scan.seq);
  const alarms = async () =>
    (await casesOf(server, counter.counterId)).filter((kind) => kind === 'receipt_unknown');
  await sent(counter, chain.entries.slice(0, seq - 1));
  expect(await statusOf(scan)).toBe('not_yet_received');
  expect(await alarms()).toEqual([]);
  await sent(counter, chain.entries.slice(0, seq));
  expect(await statusOf(scan)).toBe('unknown_alarm');
  expect(await alarms()).toEqual(['receipt_unknown']);
});

test('Q10 what anybody could make up opens few cases, and never more a day', async () => {
  const counter = await newCounter();
  const { counterId } = counter;
  const chain = await makeReceiptChain(server, counter, { receipts: 1 });
  await sent(counter, chain.entries);
  for (let n = 10; n < 30; n += 1) {
    const receiptNumber = `${counterId}/2627/0000${n}`;
    expect(await statusOf({ counterId, receiptNumber, seq: 1 })).toBe('unknown_alarm');
  }
  expect(await casesOf(server, counterId)).toHaveLength(10);
  expect(await statusOf({ counterId, receiptNumber: `${counterId}/2627/000077`, seq: 9_999 })).toBe(
    'not_yet_received',
  );
});

test('Q9 questions that are none are refused, and too many are held', async () => {
  const bad = [
    { counterId: 'KA-BLR-01-C3', receiptNumber: 'KA-BLR-01-C4/2627/000001' },
    { counterId: "x' OR 1=1", receiptNumber: 'KA-BLR-01-C4/2627/000001' },
    { counterId: 'KA-BLR-01-C3', receiptNumber: 'KA-BLR-01-C3/2627/000001', seq: '-1' },
  ];
  for (const scan of bad) expect((await ask(scan)).status).toBe(400);
  server.clock.now += 120_000;
  const good = { counterId: 'KA-BLR-01-C3', receiptNumber: 'KA-BLR-01-C3/2627/000001' };
  const answers: number[] = [];
  for (let n = 0; n < 61; n += 1) answers.push((await ask(good)).status);
  expect(answers.slice(0, 60).every((status) => status === 200)).toBe(true);
  expect(answers[60]).toBe(429);
  server.clock.now += 120_000;
});

test('Q11 Q13 Q14 keys, directory and tariffs are signed, cached, and taken once', async () => {
  const keysAnswer = await fetch(`${server.origin}/v1/public/keys`);
  expect(keysAnswer.headers.get('cache-control')).toContain('max-age=300');
  expect(keysAnswer.headers.get('set-cookie')).toBeNull();
  const pinnedRoot = server.authority.root.publicKey;
  const keys = openPublicKeys({ text: await keysAnswer.text(), pinnedRoot, crypto });
  if (!keys.ok) throw new Error(keys.error.code);
  const { trust } = keys.value;
  const again = await fetch(`${server.origin}/v1/public/keys`, {
    headers: { 'if-none-match': keysAnswer.headers.get('etag') ?? '' },
  });
  expect(again.status).toBe(304);
  const text = await (await fetch(`${server.origin}/v1/public/directory`)).text();
  const directory = openDirectory({ text, trust, crypto });
  if (!directory.ok) throw new Error(directory.error.code);
  expect(directory.value.offices.map(({ officeId }) => officeId)).toEqual([OFFICE]);
  const [named] = directory.value.tariffs;
  const one = await fetch(
    `${server.origin}/v1/public/tariffs/${named?.tariffId}/${named?.version}`,
  );
  expect(one.headers.get('cache-control')).toContain('immutable');
  expect(verifySignedTariff({ text: await one.text(), trust, at: NOW, crypto }).ok).toBe(true);
  expect((await fetch(`${server.origin}/v1/public/tariffs/none/1`)).status).toBe(404);
  const single = await (
    await fetch(`${server.origin}/v1/public/directory?office=${OFFICE}`)
  ).text();
  expect(openDirectory({ text: single, trust, crypto })).toMatchObject({
    ok: true,
    value: { offices: [{ officeId: OFFICE, complaintNumber: '1064' }] },
  });
});
