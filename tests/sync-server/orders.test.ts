/** What people at HQ order: recalls, what is asked of counters, receipts of lost disks. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CounterId } from '#domain/ids.ts';
import type { LostDisk, Overview, Tariffs } from '#server/api/contract.ts';
import { setUpHqStaff } from '#server/fleet/hq-staff.ts';
import { putSuccession } from '#server/store/counter-keys.ts';
import { officeEntriesAfter } from '#server/store/office-chain.ts';
import { decodeEntry } from '#domain/journal/chain.ts';
import type { StoredEntry } from '#domain/journal/kinds.ts';
import { receiptQrUrlOfEntry } from '#protocol/receipt-qr.ts';
import { signerNamed } from '#tests/protocol/authority.ts';
import { TARIFF_TEXT } from '#tests/testkit/receipt-journal.ts';
import { publishText } from './judgement-kit.ts';
import { makeReceiptChain } from './receipt-chain.ts';
import {
  batchText,
  enrolCounter,
  HQ_TOKEN,
  OFFICE,
  postBatch,
  postEnrol,
  startTestServer,
  write,
  type TestServer,
} from './testkit.ts';

const OPERATOR = { staffId: 'S9001', pin: '111111' };
const APPROVER = { staffId: 'S9002', pin: '222222' };
const COUNTER_ID = `${OFFICE}-C61` as CounterId;

let server: TestServer;
let cookie = '';

beforeAll(async () => {
  server = await startTestServer();
  await setUpHqStaff(server.database, [
    { ...OPERATOR, name: 'Operator', role: 'hq_operator' },
    { ...APPROVER, name: 'Approver', role: 'hq_approver' },
  ]);
  await publishText(server, TARIFF_TEXT);
  const session = await fetch(`${server.origin}/hq/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: HQ_TOKEN }),
  });
  cookie = (session.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}, 60_000);
afterAll(async () => {
  await server.stop();
});

async function read<T>(address: string): Promise<T> {
  const response = await fetch(`${server.origin}/hq/api/${address}`, { headers: { cookie } });
  return (await response.json()) as T;
}

async function order(address: string, body: unknown) {
  const response = await fetch(`${server.origin}/hq/api/${address}`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (response.status === 204) return 'done';
  const answer = (await response.json()) as { error?: { code: string }; value?: string };
  return answer.error?.code ?? answer.value;
}

async function factsOf(kind: string) {
  const rows = await officeEntriesAfter(server.database.read, OFFICE, { seq: 0, limit: 500 });
  return rows
    .map(({ text }) => JSON.parse(text) as { kind: string; body: Record<string, unknown> })
    .filter((fact) => fact.kind === kind)
    .map(({ body }) => body);
}

const itemsOf = (type: string) =>
  server.database.read
    .rows<{ content: string }>('SELECT content FROM feed_item WHERE type = ?', [type])
    .then((rows) => rows.map(({ content }) => JSON.parse(content) as Record<string, unknown>));

test('R8 P11 a tariff is recalled by an approver, with a reason that stays', async () => {
  const [row] = (await read<Tariffs>('tariffs')).rows;
  const address = `tariffs/${row?.tariffId}/${row?.version}/recall`;
  const reason = 'The gazette was withdrawn';
  expect(await order(address, { ...OPERATOR, reason })).toBe('HQ_STAFF_WRONG');
  expect(await order(address, { ...APPROVER, reason: '' })).toBe('INPUT_INVALID');
  expect(await order('tariffs/nothing/1/recall', { ...APPROVER, reason })).toBe('TARIFF_UNKNOWN');
  expect(await order('tariffs/nothing/0/recall', { ...APPROVER, reason })).toBe('INPUT_INVALID');
  expect(await order(address, { ...APPROVER, reason })).toBe('done');
  expect(await order(address, { ...APPROVER, reason })).toBe('done');
  const { tariffId, version } = row ?? {};
  expect(await factsOf('tariff.recalled')).toEqual([
    { tariffId, version, reason, staffId: APPROVER.staffId },
  ]);
  expect(await itemsOf('tariff.recalled')).toMatchObject([{ tariffId, version }]);
  expect((await read<Tariffs>('tariffs')).rows[0]?.state).toBe('recalled');
});

test('F10 P11 what is asked of counters is a fact under a name, then on the feed', async () => {
  await enrolCounter(server, COUNTER_ID);
  const address = `counters/${COUNTER_ID}`;
  const message = { whom: 'office', en: 'Close at four', hi: 'चार बजे बंद करें', hours: '8' };
  expect(await order(`${address}/message`, { ...OPERATOR, ...message })).toBe('done');
  expect(await order(`${address}/rotate`, OPERATOR)).toBe('done');
  expect(await order(`${address}/count`, OPERATOR)).toBe('done');
  expect(await order(`${address}/retire`, OPERATOR)).toBe('HQ_STAFF_WRONG');
  expect(await order(`${address}/retire`, APPROVER)).toBe('done');
  expect(await order(`counters/${OFFICE}-C99/rotate`, OPERATOR)).toBe('COUNTER_UNKNOWN');
  expect(await order('counters/nonsense/rotate', OPERATOR)).toBe('INPUT_INVALID');
  const wrong = { ...OPERATOR, ...message, hours: '9' };
  expect(await order(`${address}/message`, wrong)).toBe('INPUT_INVALID');
  const texts = { en: message.en, hi: message.hi };
  expect(await factsOf('counter.asked')).toMatchObject([
    { to: null, command: 'message', texts, staffId: 'S9001' },
    { to: COUNTER_ID, command: 'rotate_key', staffId: 'S9001' },
    { to: COUNTER_ID, command: 'count_drawer', staffId: 'S9001' },
    { to: COUNTER_ID, command: 'retire', staffId: 'S9002' },
  ]);
  expect(await itemsOf('command')).toMatchObject([
    { to: null, command: 'message', texts, until: server.clock.now + 8 * 3_600_000 },
    { to: COUNTER_ID, command: 'rotate_key' },
    { to: COUNTER_ID, command: 'count_drawer' },
    { to: COUNTER_ID, command: 'retire' },
  ]);
});

test('K14 K15 K16 P11 an approver gives out a code for a new counter; the code is kept nowhere', async () => {
  const counterId = `${OFFICE}-C64` as CounterId;
  const address = `counters/${counterId}/code`;
  expect(await order(address, OPERATOR)).toBe('HQ_STAFF_WRONG');
  expect(await order('counters/DL-NDL-01-C1/code', APPROVER)).toBe('NOT_FOUND');
  expect(await order(`counters/${COUNTER_ID}/code`, APPROVER)).toBe('ALREADY_ENROLLED');
  const first = await order(address, APPROVER);
  const second = await order(address, APPROVER);
  expect(second).toMatch(/^([A-Z2-7]{4}-?){6}$/);
  const signer = signerNamed(counterId);
  expect((await postEnrol(server, first ?? '', signer)).status).toBe(403);
  expect((await postEnrol(server, second ?? '', signer)).status).toBe(200);
  expect(await factsOf('counter.code_given')).toEqual([
    { counterId, staffId: APPROVER.staffId },
    { counterId, staffId: APPROVER.staffId },
  ]);
});

function urlOf(entry: StoredEntry | undefined): string {
  const decoded = decodeEntry(entry?.text ?? '');
  if (!decoded.ok) throw new Error('a receipt');
  return receiptQrUrlOfEntry('https://raseed.example', String(decoded.value.body['qr'])) ?? '';
}

test('LD1 LD2 LD3 receipts of a lost disk are brought in at HQ, and what is missing is told', async () => {
  const counter = await enrolCounter(server, `${OFFICE}-C62` as CounterId);
  const { counterId } = counter;
  const { entries, receipts } = await makeReceiptChain(server, counter, { receipts: 3 });
  const [first, second, third] = receipts;
  await postBatch(
    server,
    batchText(
      counter,
      entries.filter(({ seq }) => seq <= (first?.seq ?? 0)),
    ),
  );
  const bring = (entry: StoredEntry | undefined) => order('lost/receipts', { qr: urlOf(entry) });
  expect(await bring(third)).toBe('COUNTER_NOT_LOST');
  await write(server.database, (writer) =>
    putSuccession(writer, {
      officeId: OFFICE,
      counterId,
      successorId: `${OFFICE}-C63`,
      namedSeq: 1,
      namedHash: '0'.repeat(64) as never,
      heldSeq: 1,
      at: 1,
    }),
  );
  expect(await bring(first)).toBe('held');
  expect(await bring(third)).toBe('kept');
  expect(await order('lost/receipts', { qr: 'HTTPS://X.EXAMPLE/R/AAAAAAAAAA' })).toBe(
    'RECEIPT_QR_UNREADABLE',
  );
  expect(await order('lost/receipts', {})).toBe('INPUT_INVALID');
  const lost = await read<LostDisk>(`counters/${counterId}/lost`);
  expect(lost).toMatchObject({
    successorId: `${OFFICE}-C63`,
    heldSeq: first?.seq,
    receipts: [{ seq: third?.seq }],
    provenPaise: 2 * 95_000,
    missingPaise: 95_000,
  });
  expect(await bring(second)).toBe('kept');
  expect(await read<LostDisk>(`counters/${counterId}/lost`)).toMatchObject({ missingPaise: 0 });
  const { offices } = await read<Overview>('overview');
  const row = offices[0]?.counters.find((each) => each.counterId === counterId);
  expect(row?.successorId).toBe(`${OFFICE}-C63`);
});

test('no bug was met on the way', () => {
  expect(server.warnings.filter((event) => /fault/.test(event))).toEqual([]);
});
