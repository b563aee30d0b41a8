/**
 * Receipts damaged by chance and by malice. A few thousand in every run; `RASEED_FUZZ=100000` for
 * the long one, `RASEED_SEED` for another. The seed is in the title.
 */
import { expect, test } from 'vitest';

import type { Hash, ReceiptNumber } from '#domain/ids.ts';
import { rupees } from '#domain/money.ts';
import { toBase32, toBase64Url } from '#protocol/encoding.ts';
import {
  decodeEntryQr,
  decodeReceiptQr,
  encodeReceiptQr,
  verifyReceiptQr,
} from '#protocol/receipt-qr.ts';
import { crypto, makeAuthority, NOW } from './authority.ts';

const COUNT = Number(process.env['RASEED_FUZZ'] ?? 4_000);
const SEED = Number(process.env['RASEED_SEED'] ?? 20_261_123);

const { counter, counterCertificate, trust } = makeAuthority();
const { qr } = encodeReceiptQr({
  publicOrigin: 'https://raseed.example',
  receipt: {
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
    tenderKind: 'cash',
  },
  certificate: counterCertificate,
  sign: (message) => counter.sign(message),
});
const GENUINE = Buffer.from(qr, 'base64url');

/** mulberry32: small, and the same everywhere. */
function makeRandom(seed: number): (below: number) => number {
  let state = seed | 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

type Damage = (bytes: Buffer, random: (below: number) => number) => Buffer;
const DAMAGES: readonly Damage[] = [
  (bytes, random) => {
    const at = random(bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << random(8));
    return bytes;
  },
  (bytes, random) => {
    bytes[random(bytes.length)] = random(256);
    return bytes;
  },
  (bytes, random) => bytes.subarray(0, random(bytes.length)),
  (bytes, random) => {
    const at = random(bytes.length);
    return Buffer.concat([bytes.subarray(0, at), Buffer.of(random(256)), bytes.subarray(at)]);
  },
  (bytes, random) => {
    const [at, length] = [random(bytes.length), 1 + random(8)];
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
  },
  (bytes, random) => {
    const [from, to, length] = [random(bytes.length), random(bytes.length), 1 + random(40)];
    bytes.copy(bytes, to, from, from + length);
    return bytes;
  },
];

test(`Q6 Q7 P3 none of ${COUNT} damaged receipts is valid, none throws (seed ${SEED})`, () => {
  const random = makeRandom(SEED);
  const seen = { unreadable: 0, unknown_key: 0, altered: 0, unchanged: 0 };
  for (let n = 0; n < COUNT; n += 1) {
    let bytes: Buffer = Buffer.from(GENUINE);
    const times = 1 + random(3);
    for (let i = 0; i < times && bytes.length > 0; i += 1) {
      bytes = (DAMAGES[random(DAMAGES.length)] ?? ((it) => it))(bytes, random);
    }
    const decoded =
      n % 2 === 0
        ? decodeReceiptQr(`HTTPS://RASEED.EXAMPLE/R/${toBase32(bytes)}`)
        : decodeEntryQr(toBase64Url(bytes));
    if (!decoded.ok) {
      expect(decoded.error.code).toBe('RECEIPT_QR_UNREADABLE');
      seen.unreadable += 1;
      continue;
    }
    const { standing } = verifyReceiptQr({ scanned: decoded.value, trust, crypto });
    if (standing === 'valid') {
      expect(bytes.equals(GENUINE)).toBe(true);
      seen.unchanged += 1;
    } else seen[standing] += 1;
  }
  // The damage reaches every gate: form, certificate, signature.
  expect(Math.min(seen.unreadable, seen.unknown_key, seen.altered)).toBeGreaterThan(COUNT / 100);
});
