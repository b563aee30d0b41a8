/** A disk that is gone with what it held (docs/spec/lost-disk.md), and one that stops its counter. */
import SqliteDatabase from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';

import type { CounterId } from '#domain/ids.ts';
import { decodeEntry, knownEntry } from '#domain/journal/chain.ts';
import type { StoredEntry } from '#domain/journal/kinds.ts';
import { certificateToText } from '#protocol/certificates.ts';
import { receiptQrUrlOfEntry } from '#protocol/receipt-qr.ts';
import { instant } from '#domain/time.ts';
import { signRequest } from '#protocol/request.ts';
import { buildTrust, type Trust } from '#protocol/trust.ts';
import { lostRange, rememberByQr } from '#server/lost/receipts-by-qr.ts';
import { putSuccession } from '#server/store/counter-keys.ts';
import { counterById } from '#server/store/fleet.ts';
import { answered } from '#tests/testkit/memory-journal-store.ts';
import { crypto, signerNamed } from '#tests/protocol/authority.ts';
import { newFolder, startAtHq, toSend, until } from './counter-at-hq.ts';
import { makeReceiptChain, publishSampleTariff } from './receipt-chain.ts';
import {
  batchText,
  casesOf,
  enrolCounter,
  OFFICE,
  postBatch,
  startTestServer,
  write,
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

function bodyOf(entry: StoredEntry | undefined) {
  const decoded = entry === undefined ? null : decodeEntry(entry.text);
  const known = decoded?.ok === true ? knownEntry(decoded.value) : null;
  if (known?.kind !== 'receipt.issued') throw new Error('a receipt');
  return known.body;
}

const urlOf = (entry: StoredEntry | undefined): string =>
  receiptQrUrlOfEntry('https://raseed.example', bodyOf(entry).qr) ?? '';

async function trustIn(counter: TestCounter): Promise<Trust> {
  const of = { officeId: OFFICE, counterId: counter.counterId };
  const record = await counterById(server.database.read, of);
  const own = certificateToText({ bytes: record?.certificate ?? new Uint8Array() });
  const { root, certificates } = server.authority;
  const rootPublicKey = root.publicKey;
  return answered(buildTrust({ rootPublicKey, certificates: [...certificates, own] }, crypto));
}

const succeed = (counterId: CounterId): Promise<void> =>
  write(server.database, (writer) =>
    putSuccession(writer, {
      officeId: OFFICE,
      counterId,
      successorId: `${counterId}9`,
      namedSeq: 1,
      namedHash: '0'.repeat(64) as never,
      heldSeq: 1,
      at: 1,
    }),
  );

test('LD1 LD2 LD3 what the disk took is known from the receipts brought, and the rest is proven', async () => {
  const counter = await enrolCounter(server, 'KA-BLR-01-C90' as CounterId);
  const { counterId } = counter;
  const of = { officeId: OFFICE, counterId };
  const { entries, receipts } = await makeReceiptChain(server, counter, { receipts: 6 });
  const [first, second, third, , fifth] = receipts;
  const held = entries.filter(({ seq }) => seq <= (second?.seq ?? 0));
  expect((await postBatch(server, batchText(counter, held))).status).toBe(200);
  const trust = await trustIn(counter);
  const bring = async (entry: StoredEntry | undefined) =>
    answered(await rememberByQr(server.context, { trust, qr: urlOf(entry) }));
  expect(await bring(third)).toBe('not_lost');
  await succeed(counterId);
  expect(await lostRange(server.database.read, of)).toMatchObject({ receipts: [], provenPaise: 0 });
  expect(await bring(first)).toBe('held');
  expect(await bring(fifth)).toBe('kept');
  expect(await bring(third)).toBe('kept');
  expect(await bring(fifth)).toBe('kept');
  const lost = await lostRange(server.database.read, of);
  const amounts = receipts.map((entry) => bodyOf(entry).totalPaise);
  const [, , three = 0, four = 0, five = 0] = amounts;
  expect(lost.receipts.map(({ seq }) => seq)).toEqual([third?.seq, fifth?.seq]);
  expect(lost).toMatchObject({
    heldSeq: second?.seq,
    knownPaise: three + five,
    provenPaise: three + four + five,
    missingPaise: four,
  });
});

test('LD4 a QR that the counter’s key did not sign proves nothing', async () => {
  const counter = await enrolCounter(server, 'KA-BLR-01-C91' as CounterId);
  const other = await enrolCounter(server, 'KA-BLR-01-C92' as CounterId);
  await succeed(counter.counterId);
  const forger = { counterId: counter.counterId, signer: other.signer };
  const { receipts } = await makeReceiptChain(server, forger, { receipts: 1 });
  const trust = await trustIn(counter);
  const foreign = await rememberByQr(server.context, { trust, qr: urlOf(receipts[0]) });
  expect(foreign).toMatchObject({ ok: false, error: { code: 'SIGNATURE_WRONG' } });
  const nonsense = await rememberByQr(server.context, { trust, qr: 'HTTPS://X.EXAMPLE/R/AAAA' });
  expect(nonsense).toMatchObject({ ok: false, error: { code: 'RECEIPT_QR_UNREADABLE' } });
  const of = { officeId: OFFICE, counterId: counter.counterId };
  expect((await lostRange(server.database.read, of)).receipts).toEqual([]);
});

test('J27 J20 a counter that stops itself tells HQ why, once, without its journal', async () => {
  const counterId = 'KA-BLR-01-C97' as CounterId;
  const files = newFolder();
  const healthy = await startAtHq(server, files, { counterId });
  await until(() => toSend(healthy) === 0);
  await healthy.stop();
  const db = new SqliteDatabase(files.journal);
  db.exec('DROP TRIGGER entries_stay');
  db.exec(
    "UPDATE entries SET text = CAST(replace(text, 'counter', 'cownter') AS BLOB) WHERE seq = 1",
  );
  db.exec("DELETE FROM settings WHERE name = 'sync-acknowledged'");
  db.close();
  const damaged = await startAtHq(server, files);
  const casesHere = () =>
    server.database.read.rows<{ kind: string; details: string }>(
      'SELECT kind, details FROM case_file WHERE counter_id = ?',
      [counterId],
    );
  await until(async () => (await casesHere()).length > 0);
  await damaged.stop();
  const again = await startAtHq(server, files);
  const told = (): number => server.warnings.filter((event) => event === 'counter.stopped').length;
  await until(() => told() === 2);
  await again.stop();
  expect(await casesHere()).toEqual([
    { kind: 'counter_stopped', details: JSON.stringify({ code: 'CHAIN_HASH_WRONG', seq: 1 }) },
  ]);
});

test('J27 it is believed of the counter that signed it, and of a reason that there is', async () => {
  const counter = await enrolCounter(server, 'KA-BLR-01-C98' as CounterId);
  const tell = async (query: string, signer = counter.signer) => {
    const path = `/v1/counters/stopped?${query}`;
    const at = instant(server.clock.now);
    const headers = signRequest({ line: `POST ${path}`, at }, signer);
    return (await fetch(`${server.origin}${path}`, { method: 'POST', headers })).status;
  };
  const own = `counterId=${counter.counterId}`;
  expect(await tell(`${own}&code=CHAIN_GAP`, signerNamed('stranger'))).toBe(422);
  expect(await tell('counterId=KA-BLR-01-C97&code=CHAIN_GAP')).toBe(400);
  expect(await tell(`${own}&code=NO_SUCH_CODE`)).toBe(400);
  expect(await tell(`${own}&code=CHAIN_GAP&seq=-1`)).toBe(400);
  expect(await casesOf(server, counter.counterId)).toEqual([]);
  expect(await tell(`${own}&code=CHAIN_GAP`)).toBe(204);
  expect(await casesOf(server, counter.counterId)).toEqual(['counter_stopped']);
});
