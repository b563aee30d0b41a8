/**
 * The receipt's QR: an upper-case HTTPS address whose last part is a signed compact receipt, so that
 * any phone opens it and anything that knows the keys checks it with no network. It says what was
 * charged, where it stands in the counter's chain, and under which tariff. docs/spec/receipt-qr.md.
 */
import { fromHex, toHex } from '#domain/bytes.ts';
import { isReceiptNumber, type CounterId, type Hash, type ReceiptNumber } from '#domain/ids.ts';
import type { TenderKind } from '#domain/journal/kinds.ts';
import { isPaise, type Paise } from '#domain/money.ts';
import { assert, fail, ok, type Result } from '#domain/result.ts';
import { instant, type Instant } from '#domain/time.ts';
import { parseCertificate, verifyCertificate, dayOf, type Certificate } from './certificates.ts';
import { decodeCborMap, encodeCbor, parseCose, signCose, verifyCose } from './cose.ts';
import type { CoseMessage } from './cose.ts';
import type { ProtocolCrypto } from './crypto.ts';
import { fromBase32, fromBase64Url, toBase32, toBase64Url } from './encoding.ts';
import type { Trust } from './trust.ts';

/** Q2: the integers are the wire's. */
const KEY = {
  receiptNumber: 1,
  seq: 2,
  issuedAt: 3,
  serviceCode: 4,
  totalPaise: 5,
  tariffId: 6,
  tariffVersion: 7,
  tariffHash: 8,
  grossChargedPaise: 9,
  prevHash: 10,
  tenderKind: 11,
} as const;
const FIELDS = Object.keys(KEY).length;
/** The counter's certificate. COSE leaves labels below -65536 to private use. */
const HEADER_CERTIFICATE = -65_537;
const TENDER_NUMBERS = { cash: 1, upi: 2, nil: 3, instrument: 4 } as const satisfies Record<
  TenderKind,
  number
>;
const TENDERS = new Map<unknown, TenderKind>([
  [1, 'cash'],
  [2, 'upi'],
  [3, 'nil'],
  [4, 'instrument'],
]);

const TARIFF_HASH_BYTES = 8;
const PREV_HASH_BYTES = 16;
/** Longer than any receipt that fits a QR. */
const MAX_TEXT = 2_000;
const ADDRESS = /^HTTPS?:\/\/[A-Z0-9.-]+(?::\d{1,5})?$/;

export interface QrReceipt {
  readonly receiptNumber: ReceiptNumber;
  readonly seq: number;
  readonly issuedAt: Instant;
  readonly serviceCode: string;
  readonly totalPaise: Paise;
  readonly tariffId: string;
  readonly tariffVersion: number;
  readonly tariffHash: Hash;
  /** The counter's running total with this receipt in it. */
  readonly grossChargedPaise: Paise;
  /** Of the receipt's entry. */
  readonly prevHash: Hash;
  readonly tenderKind: TenderKind;
}

/** As read from a QR: times in whole seconds, hashes shortened to their first bytes. */
export interface ScannedReceipt extends Omit<QrReceipt, 'tariffHash' | 'prevHash'> {
  /** First 16 hex digits. */
  readonly tariffHashStart: string;
  /** First 32 hex digits. */
  readonly prevHashStart: string;
}

const hashStart = (hash: Hash, bytes: number): Uint8Array => {
  const start = fromHex(hash.slice(0, bytes * 2));
  assert(start?.length === bytes, 'a hash is 64 hex digits');
  return start;
};

function encodePayload(receipt: QrReceipt): Uint8Array {
  return encodeCbor(
    new Map<number, unknown>([
      [KEY.receiptNumber, receipt.receiptNumber],
      [KEY.seq, receipt.seq],
      [KEY.issuedAt, Math.floor(receipt.issuedAt / 1000)],
      [KEY.serviceCode, receipt.serviceCode],
      [KEY.totalPaise, receipt.totalPaise],
      [KEY.tariffId, receipt.tariffId],
      [KEY.tariffVersion, receipt.tariffVersion],
      [KEY.tariffHash, hashStart(receipt.tariffHash, TARIFF_HASH_BYTES)],
      [KEY.grossChargedPaise, receipt.grossChargedPaise],
      [KEY.prevHash, hashStart(receipt.prevHash, PREV_HASH_BYTES)],
      [KEY.tenderKind, TENDER_NUMBERS[receipt.tenderKind]],
    ]),
  );
}

/** Q5: the address that is printed; an origin may already end in `/R/`, any letter case. */
export function receiptQrUrl(publicOrigin: string, coseBytes: Uint8Array): string {
  const origin = publicOrigin.toUpperCase().replace(/\/(?:R\/)?$/, '');
  assert(ADDRESS.test(origin), `not an origin that a QR can hold: ${publicOrigin}`);
  return `${origin}/R/${toBase32(coseBytes)}`;
}

/** The same from the entry's `qr` field; null where it is not base64url. */
export function receiptQrUrlOfEntry(publicOrigin: string, qr: string): string | null {
  const bytes = fromBase64Url(qr);
  return bytes === null ? null : receiptQrUrl(publicOrigin, bytes);
}

/** Q1 to Q4: signs once; `qr` goes into the receipt's entry, `url` onto paper. */
export function encodeReceiptQr(of: {
  readonly publicOrigin: string;
  readonly receipt: QrReceipt;
  /** The counter's own certificate bytes. */
  readonly certificate: Uint8Array;
  readonly sign: (message: Uint8Array) => Uint8Array;
}): { readonly url: string; readonly qr: string } {
  const bytes = signCose({
    type: 'receipt',
    payload: encodePayload(of.receipt),
    unprotectedHeader: new Map([[HEADER_CERTIFICATE, of.certificate]]),
    sign: of.sign,
  });
  return { url: receiptQrUrl(of.publicOrigin, bytes), qr: toBase64Url(bytes) };
}

const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
const isAmount = (value: unknown): value is Paise => isPaise(value) && value >= 0;
const isName = (value: unknown): value is string =>
  typeof value === 'string' && /^[A-Za-z0-9._-]{1,64}$/.test(value);
const startOf = (value: unknown, bytes: number): string | null =>
  value instanceof Uint8Array && value.length === bytes ? toHex(value) : null;

function decodePayload(bytes: Uint8Array): ScannedReceipt | null {
  const map = decodeCborMap(bytes);
  if (map?.size !== FIELDS) return null;
  const receiptNumber = map.get(KEY.receiptNumber);
  const [seq, issuedAtSeconds] = [map.get(KEY.seq), map.get(KEY.issuedAt)];
  const [serviceCode, tariffId] = [map.get(KEY.serviceCode), map.get(KEY.tariffId)];
  const tariffVersion = map.get(KEY.tariffVersion);
  const [totalPaise, grossChargedPaise] = [map.get(KEY.totalPaise), map.get(KEY.grossChargedPaise)];
  const tariffHashStart = startOf(map.get(KEY.tariffHash), TARIFF_HASH_BYTES);
  const prevHashStart = startOf(map.get(KEY.prevHash), PREV_HASH_BYTES);
  const tenderKind = TENDERS.get(map.get(KEY.tenderKind));
  if (typeof receiptNumber !== 'string' || !isReceiptNumber(receiptNumber)) return null;
  if (!isCount(seq) || !isCount(issuedAtSeconds) || issuedAtSeconds > 1e11) return null;
  if (!isName(serviceCode) || !isName(tariffId) || !isCount(tariffVersion)) return null;
  if (!isAmount(totalPaise) || !isAmount(grossChargedPaise)) return null;
  if (tariffHashStart === null || prevHashStart === null || tenderKind === undefined) return null;
  return {
    receiptNumber,
    seq,
    issuedAt: instant(issuedAtSeconds * 1000),
    serviceCode,
    totalPaise,
    tariffId,
    tariffVersion,
    tariffHashStart,
    grossChargedPaise,
    prevHashStart,
    tenderKind,
  };
}

export interface ReceiptQr {
  readonly receipt: ScannedReceipt;
  readonly certificateBytes: Uint8Array;
  readonly message: CoseMessage;
  /** All of it, as it was read: what a receipt's entry holds as `qr`. */
  readonly bytes: Uint8Array;
}

function fromCose(bytes: Uint8Array | null): Result<ReceiptQr> {
  const message = bytes === null ? null : parseCose(bytes);
  const certificateBytes = message?.unprotectedHeader.get(HEADER_CERTIFICATE);
  const receipt = message === null ? null : decodePayload(message.payload);
  const isOurs = message?.signerKeyBytes === null && message.unprotectedHeader.size === 1;
  if (!isOurs || bytes === null || receipt === null || !(certificateBytes instanceof Uint8Array)) {
    return fail('RECEIPT_QR_UNREADABLE');
  }
  return ok({ receipt, certificateBytes, message, bytes });
}

/** Reads what a scanner or a phone gives: the address, or its last part alone; any letter case. */
export function decodeReceiptQr(text: string): Result<ReceiptQr> {
  if (text.length > MAX_TEXT) return fail('RECEIPT_QR_UNREADABLE');
  const upper = text.trim().toUpperCase();
  const slash = upper.lastIndexOf('/');
  if (slash >= 0 && !ADDRESS.test(upper.slice(0, Math.max(slash - 2, 0)))) {
    return fail('RECEIPT_QR_UNREADABLE');
  }
  if (slash >= 0 && upper.slice(slash - 2, slash + 1) !== '/R/') {
    return fail('RECEIPT_QR_UNREADABLE');
  }
  return fromCose(fromBase32(upper.slice(slash + 1)));
}

/** Reads the `qr` of a receipt's entry. */
export const decodeEntryQr = (qr: string): Result<ReceiptQr> => fromCose(fromBase64Url(qr));

export interface ReceiptVerification {
  readonly receipt: ScannedReceipt;
  /**
   * `valid`: a certified counter signed exactly this. `altered`: a certified counter's key did not
   * sign this. `unknown_key`: the key is not to be believed, see `keyTrouble`.
   */
  readonly standing: 'valid' | 'unknown_key' | 'altered';
  /** Why a key is not believed: not certified, withdrawn, or used outside its days. */
  readonly keyTrouble: 'uncertified' | 'revoked' | 'expired' | null;
  /** Of the certificate; null where that is not to be believed. */
  readonly counterId: CounterId | null;
}

/** The counter's certificate where it leads to the pinned root, whatever its days. */
function certifiedBy(trust: Trust, scanned: ReceiptQr, crypto: ProtocolCrypto): Certificate | null {
  const parsed = parseCertificate(scanned.certificateBytes, crypto.sha256);
  if (!parsed.ok || parsed.value.role !== 'counter') return null;
  const issuer = trust.byKeyId.get(parsed.value.issuerKeyId);
  if (issuer?.role !== 'enrolment_authority') return null;
  const bytes = scanned.certificateBytes;
  const verified = verifyCertificate({ bytes, issuerPublicKey: issuer.publicKey, crypto });
  return verified.ok ? verified.value : null;
}

function keyTrouble(trust: Trust, certificate: Certificate, at: Instant) {
  if (trust.revokedKeyIds.has(certificate.keyId)) return 'revoked';
  const day = dayOf(at);
  return day < certificate.validFromDay || day > certificate.validToDay ? 'expired' : null;
}

/** Q6, Q8: the certificate up to the root, the receipt’s signature, then the key’s standing. */
export function verifyReceiptQr(of: {
  readonly scanned: ReceiptQr;
  readonly trust: Trust;
  readonly crypto: ProtocolCrypto;
}): ReceiptVerification {
  const { scanned, crypto } = of;
  const { receipt, message } = scanned;
  const certificate = certifiedBy(of.trust, scanned, crypto);
  if (certificate === null) {
    return { receipt, standing: 'unknown_key', keyTrouble: 'uncertified', counterId: null };
  }
  const { publicKey, counterId } = certificate;
  const isSigned = verifyCose({ type: 'receipt', message, publicKey, crypto });
  const isOfCounter = receipt.receiptNumber.startsWith(`${counterId}/`);
  if (!isSigned || !isOfCounter)
    return { receipt, standing: 'altered', keyTrouble: null, counterId };
  const trouble = keyTrouble(of.trust, certificate, receipt.issuedAt);
  const standing = trouble === null ? 'valid' : 'unknown_key';
  return { receipt, standing, keyTrouble: trouble, counterId };
}
