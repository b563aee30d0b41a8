/** The receipt's QR: docs/spec/receipt-qr.md. */
import * as fc from 'fast-check';
import { create } from 'qrcode';
import { expect, test } from 'vitest';
import type { Hash, ReceiptNumber } from '#domain/ids.ts';
import { MAX_PAISE, rupees, type Paise } from '#domain/money.ts';
import { qrDotsPerModule } from '#adapters/escpos/qr.ts';
import { instant } from '#domain/time.ts';
import {
  decodeEntryQr,
  decodeReceiptQr,
  encodeReceiptQr,
  receiptQrUrlOfEntry,
  verifyReceiptQr,
  type QrReceipt,
} from '#protocol/receipt-qr.ts';
import { buildTrust } from '#protocol/trust.ts';
import { crypto, makeAuthority, NOW, signerNamed } from './authority.ts';

const { counter, counterCertificate, trust } = makeAuthority();
const ORIGIN = 'https://raseed.karnataka.gov.in';

const receipt: QrReceipt = {
  receiptNumber: 'KA-BLR-01-C3/2627/000042' as ReceiptNumber,
  seq: 123_456,
  issuedAt: NOW,
  serviceCode: 'DL-LEARNER-LICENCE',
  totalPaise: rupees(950),
  tariffId: 'driving-licence-and-vehicles',
  tariffVersion: 12,
  tariffHash: 'cd'.repeat(32) as Hash,
  grossChargedPaise: rupees(98_765_432),
  prevHash: 'ef'.repeat(32) as Hash,
  tenderKind: 'cash',
};
const encode = (of: Partial<QrReceipt> = {}, signer = counter) =>
  encodeReceiptQr({
    publicOrigin: ORIGIN,
    receipt: { ...receipt, ...of },
    certificate: counterCertificate,
    sign: (message) => signer.sign(message),
  });
const check = (text: string) => {
  const scanned = decodeReceiptQr(text);
  if (!scanned.ok) throw new Error(scanned.error.code);
  return verifyReceiptQr({ scanned: scanned.value, trust, crypto });
};

test('Q1 P8 a receipt is read from its QR and verified with no network', () => {
  const { url, qr } = encode();
  expect(url).toMatch(/^HTTPS:\/\/RASEED\.KARNATAKA\.GOV\.IN\/R\/[A-Z2-7]+$/);
  expect(check(url)).toMatchObject({
    standing: 'valid',
    counterId: 'KA-BLR-01-C3',
    receipt: {
      receiptNumber: receipt.receiptNumber,
      totalPaise: 95_000,
      tariffHashStart: 'cd'.repeat(8),
      prevHashStart: 'ef'.repeat(16),
      tenderKind: 'cash',
    },
  });
  expect(check(url.toLowerCase())).toEqual(check(url));
  expect(check(url.slice(url.lastIndexOf('/') + 1))).toEqual(check(url));
  expect(receiptQrUrlOfEntry(ORIGIN, qr)).toBe(url);
  expect(receiptQrUrlOfEntry(`${ORIGIN.toUpperCase()}/R/`, qr)).toBe(url);
  expect(decodeEntryQr(qr)).toEqual(decodeReceiptQr(url));
});

test('Q5 a receipt with every name as long as it may be fits 58 mm paper', () => {
  const { url } = encodeReceiptQr({
    publicOrigin: `https://${'a'.repeat(61)}.example.in`,
    receipt: {
      ...receipt,
      receiptNumber: 'KA-BLRURB-0001-C312/2627/000000042' as ReceiptNumber,
      seq: 99_999_999,
      serviceCode: 'S'.repeat(24),
      tariffId: 't'.repeat(60),
      tariffVersion: 9_999,
      totalPaise: MAX_PAISE as Paise,
      grossChargedPaise: MAX_PAISE as Paise,
    },
    certificate: counterCertificate,
    sign: (message) => counter.sign(message),
  });
  const code = create([{ data: url, mode: 'alphanumeric' }], { errorCorrectionLevel: 'M' });
  expect(code.modules.size).toBeLessThanOrEqual(89);
  const modules = { size: code.modules.size, dark: [] };
  expect(qrDotsPerModule(modules, 384)).not.toBeNull();
});

test('Q6 P3 a receipt with any bit changed is not valid', () => {
  const { qr } = encode();
  const bytes = Buffer.from(qr, 'base64url');
  fc.assert(
    fc.property(fc.nat(bytes.length * 8 - 1), (bit) => {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const scanned = decodeEntryQr(changed.toString('base64url'));
      if (!scanned.ok) return;
      expect(verifyReceiptQr({ scanned: scanned.value, trust, crypto }).standing).not.toBe('valid');
    }),
    { numRuns: 600 },
  );
});

test('Q6 a forger with the certificate, an unknown authority, an expired day', () => {
  expect(check(encode({}, signerNamed('forger')).url).standing).toBe('altered');
  const late = encode({ issuedAt: instant(NOW + 900 * 86_400_000) }).url;
  expect(check(late).standing).toBe('unknown_key');
  const other = signerNamed('another root');
  const stranger = buildTrust({ rootPublicKey: other.publicKey, certificates: [] }, crypto);
  const scanned = decodeReceiptQr(encode().url);
  if (!stranger.ok || !scanned.ok) throw new Error('set up');
  expect(verifyReceiptQr({ scanned: scanned.value, trust: stranger.value, crypto }).standing).toBe(
    'unknown_key',
  );
});

test('Q8 a withdrawn key and a key outside its days are named, an altered receipt stays altered', () => {
  const { root, certificates } = makeAuthority();
  const withdrawn = buildTrust(
    { rootPublicKey: root.publicKey, certificates, revokedKeyIds: [counter.keyId] },
    crypto,
  );
  if (!withdrawn.ok) throw new Error('set up');
  const against = (text: string) => {
    const scanned = decodeReceiptQr(text);
    if (!scanned.ok) throw new Error(scanned.error.code);
    return verifyReceiptQr({ scanned: scanned.value, trust: withdrawn.value, crypto });
  };
  expect(against(encode().url)).toMatchObject({ standing: 'unknown_key', keyTrouble: 'revoked' });
  expect(against(encode({}, signerNamed('forger')).url).standing).toBe('altered');
  const late = encode({ issuedAt: instant(NOW + 900 * 86_400_000) }).url;
  expect(check(late)).toMatchObject({ standing: 'unknown_key', keyTrouble: 'expired' });
  expect(check(encode().url).keyTrouble).toBeNull();
});

test('Q6 a receipt numbered as of another counter is altered, however well signed', () => {
  const { url } = encode({ receiptNumber: 'KA-BLR-01-C4/2627/000001' as ReceiptNumber });
  expect(check(url).standing).toBe('altered');
});

test('Q7 hostile input answers, never throws', () => {
  const { url } = encode();
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), (text) => {
      expect(decodeReceiptQr(text).ok).toBe(false);
      expect(decodeEntryQr(text).ok).toBe(false);
    }),
  );
  fc.assert(
    fc.property(fc.nat(url.length), fc.string({ maxLength: 40 }), (at, text) => {
      const broken = decodeReceiptQr(url.slice(0, at) + text);
      if (broken.ok) expect(url).toContain(text.toUpperCase().trim());
    }),
  );
  expect(decodeReceiptQr('A'.repeat(1_000_000)).ok).toBe(false);
  expect(decodeReceiptQr(`javascript:alert(1)/R/${url.slice(-500)}`).ok).toBe(false);
});
