/**
 * The vectors of docs/spec/vectors are what the code makes today, byte for byte: whoever writes a
 * reader in another language compares with them. `RASEED_WRITE_VECTORS=1` writes them anew.
 */
import { expect, test } from 'vitest';

import { verifyBundle } from '#build/verify/verify.mjs';
import { toHex, utf8 } from '#domain/bytes.ts';
import {
  GENESIS_HASH,
  type CounterId,
  type Hash,
  type OfficeId,
  type ReceiptNumber,
} from '#domain/ids.ts';
import { rupees } from '#domain/money.ts';
import { instant, isoDate } from '#domain/time.ts';
import {
  readAcknowledgement,
  readHead,
  signAcknowledgement,
  signHead,
} from '#protocol/acknowledgement.ts';
import { buildBatch, parseBatch, verifyBatch } from '#protocol/batch.ts';
import { toBase64Url } from '#protocol/encoding.ts';
import { signEnrolment } from '#protocol/enrolment.ts';
import { readFeed, signFeed } from '#protocol/feed.ts';
import { decodeReceiptQr, encodeReceiptQr, verifyReceiptQr } from '#protocol/receipt-qr.ts';
import { signRequest } from '#protocol/request.ts';
import { signRotation } from '#protocol/rotation.ts';
import { parseJson } from '#protocol/signed.ts';
import { makeHeadProof, signRoot, treeOf, verifyHeadProof } from '#protocol/transparency.ts';
import { sha256 } from '#server/keys/node-crypto.ts';
import { CITIZEN_LINE } from '#tests/testkit/receipt-journal.ts';
import { COUNTER, crypto, NOW, signerNamed } from './authority.ts';
import { authority, evidenceOf, fileOf, sampleJournal } from './evidence.ts';
import { kept } from './vectors.ts';

const seedOf = (name: string): string => toHex(sha256(utf8(name)));

function receiptVector(): string {
  const { root, enroller, counter, counterCertificate, certificates } = authority;
  const receipt = {
    receiptNumber: 'KA-BLR-01-C3/2627/000042' as ReceiptNumber,
    seq: 1234,
    issuedAt: NOW,
    serviceCode: 'LL-NEW',
    totalPaise: rupees(950),
    tariffId: 'cmvr-rule-32',
    tariffVersion: 1,
    tariffHash: 'cd'.repeat(32) as Hash,
    grossChargedPaise: rupees(95_000),
    prevHash: 'ef'.repeat(32) as Hash,
    tenderKind: 'cash' as const,
  };
  const { url, qr } = encodeReceiptQr({
    publicOrigin: 'https://raseed.example',
    receipt,
    certificate: counterCertificate,
    sign: (message) => counter.sign(message),
  });
  const decoded = decodeReceiptQr(url);
  if (!decoded.ok) throw new Error(decoded.error.code);
  const { message } = decoded.value;
  const vector = {
    seeds: { root: seedOf('root'), enroller: seedOf('enroller'), counter: seedOf('counter') },
    rootPublicKey: toBase64Url(root.publicKey),
    enrollerPublicKey: toBase64Url(enroller.publicKey),
    counterPublicKey: toBase64Url(counter.publicKey),
    enrollerCertificate: certificates.at(-1),
    counterCertificate: toBase64Url(counterCertificate),
    receipt,
    payloadHex: toHex(message.payload),
    protectedHex: toHex(message.protectedBytes),
    signatureHex: toHex(message.signature),
    qr,
    address: url,
  };
  return `${JSON.stringify(vector, null, 2)}\n`;
}

test('Q2 Q3 Q4 the receipt’s vector is what is made, and is valid', () => {
  const made = receiptVector();
  expect(kept('receipt-qr.json', made)).toBe(made);
  const { address, qr } = JSON.parse(made) as { address: string; qr: string };
  const decoded = decodeReceiptQr(address);
  if (!decoded.ok) throw new Error(decoded.error.code);
  const verified = verifyReceiptQr({ scanned: decoded.value, trust: authority.trust, crypto });
  expect(verified.standing).toBe('valid');
  // Signed once: the same receipt has the same bytes whenever it is printed.
  expect(toBase64Url(decoded.value.bytes)).toBe(qr);
});

test('E1 the bundle’s vector is what is made, and has no fault', () => {
  const made = new TextDecoder().decode(fileOf(evidenceOf(sampleJournal().entries)));
  const text = kept('evidence-bundle.jsonl', made);
  expect(text).toBe(made);
  const root = toHex(sha256(authority.root.publicKey));
  expect(verifyBundle(utf8(text), { root }).faults).toEqual([]);
});

const DAY = isoDate('2026-11-22');

/** Each message that crosses the line, whole, as HQ or the counter of the seeds writes it. */
function messages() {
  const { server, counter, counterCertificate, certificates, root } = authority;
  const { entries } = sampleJournal();
  const last = entries.at(-1);
  if (last === undefined) throw new Error('entries');
  const { seq, hash: headHash } = last;
  const of = { officeId: 'KA-BLR-01' as OfficeId, counterId: COUNTER };
  const at = instant(NOW);
  const privateLines = [CITIZEN_LINE];
  const next = signerNamed('counter-2');
  const command = { commandId: '01'.repeat(16), to: COUNTER, command: 'rotate_key' } as const;
  const leaves = ['KA-BLR-01-C1', 'KA-BLR-01-C2', COUNTER].map((name, index) => ({
    counterId: name as CounterId,
    seq: seq + index,
    headHash,
  }));
  const [, , leaf] = leaves;
  if (leaf === undefined) throw new Error('leaves');
  const dailyRoot = signRoot(
    { date: DAY, createdAt: at, leaves, previous: null },
    { signer: server, digest: sha256 },
  );
  const feed = signFeed(
    {
      ...of,
      afterCursor: 0,
      nextCursor: 2,
      hasMore: false,
      serverTime: at,
      items: [
        { cursor: 1, type: 'certificates', certificates, revokedKeyIds: [] },
        { cursor: 2, type: 'command', ...command },
      ],
    },
    server,
  );
  return {
    batch: buildBatch({ ...of, prevHash: GENESIS_HASH, entries, privateLines, signer: counter }),
    acknowledgement: signAcknowledgement(
      { counterId: COUNTER, seq, headHash, receivedAt: at, standing: 'stored' },
      server,
    ),
    head: signHead({ counterId: COUNTER, seq, headHash, serverTime: at }, server),
    feed,
    request: signRequest({ line: `GET /v1/feed?counterId=${COUNTER}&cursor=0`, at }, counter),
    rotation: signRotation({ ...of, next, at }, counter),
    enrolment: signEnrolment(
      {
        ...of,
        issuedAt: at,
        rootPublicKey: toBase64Url(root.publicKey),
        certificate: toBase64Url(counterCertificate),
        certificates,
        feed,
      },
      server,
    ),
    headProof: JSON.stringify(
      makeHeadProof({
        tree: treeOf(leaves, sha256),
        index: 2,
        leaf,
        date: DAY,
        root: dailyRoot,
      }),
    ),
  };
}

test('B1 B6 A1 A5 F1 F8 K17 K18 TR7 what crosses the line is in a vector, and reads back', () => {
  const made = messages();
  const vector = `${JSON.stringify(made, null, 2)}\n`;
  expect(kept('messages.json', vector)).toBe(vector);
  const { counter, trust } = authority;
  const reading = { counterId: COUNTER, trust, crypto };
  const batch = parseBatch(made.batch);
  if (!batch.ok) throw new Error(batch.error.code);
  const { publicKey } = counter;
  const verified = verifyBatch({ batch: batch.value, publicKey, crypto });
  expect(verified).toMatchObject({ ok: true, value: { privateLines: [CITIZEN_LINE] } });
  expect(readAcknowledgement({ ...reading, text: made.acknowledgement }).ok).toBe(true);
  expect(readHead({ ...reading, text: made.head }).ok).toBe(true);
  expect(readFeed({ ...reading, text: made.feed, afterCursor: 0 }).ok).toBe(true);
  expect(verifyHeadProof({ proof: parseJson(made.headProof), trust, crypto }).ok).toBe(true);
});
