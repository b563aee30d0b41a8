/**
 * The vectors of docs/spec/vectors are what the code makes today, byte for byte: whoever writes a
 * reader in another language compares with them. `RASEED_WRITE_VECTORS=1` writes them anew.
 */
import { expect, test } from 'vitest';

import { verifyBundle } from '#build/verify/verify.mjs';
import { toHex, utf8 } from '#domain/bytes.ts';
import { toBase64Url } from '#protocol/encoding.ts';
import { decodeReceiptQr, encodeReceiptQr, verifyReceiptQr } from '#protocol/receipt-qr.ts';
import type { Hash, ReceiptNumber } from '#domain/ids.ts';
import { rupees } from '#domain/money.ts';
import { sha256 } from '#server/keys/node-crypto.ts';
import { crypto, NOW } from './authority.ts';
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
