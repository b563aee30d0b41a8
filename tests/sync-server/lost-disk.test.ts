/** A disk that is gone with what it held: LD1 to LD4 of docs/spec/lost-disk.md. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import type { CounterId } from '#domain/ids.ts';
import { decodeEntry, knownEntry } from '#domain/journal/chain.ts';
import type { StoredEntry } from '#domain/journal/kinds.ts';
import { certificateToText } from '#protocol/certificates.ts';
import { receiptQrUrlOfEntry } from '#protocol/receipt-qr.ts';
import { buildTrust, type Trust } from '#protocol/trust.ts';
import { lostRange, rememberByQr } from '#server/lost/receipts-by-qr.ts';
import { putSuccession } from '#server/store/counter-keys.ts';
import { counterById } from '#server/store/fleet.ts';
import { answered } from '#tests/testkit/memory-journal-store.ts';
import { crypto } from '#tests/protocol/authority.ts';
import { makeReceiptChain, publishSampleTariff } from './receipt-chain.ts';
import {
  batchText,
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
