/**
 * Certificates: who holds which key, for what, and until when. One offline root certifies the
 * tariff signers, the server and the enrolment authority; the enrolment authority certifies
 * counters. Numbered rules in docs/spec/keys.md.
 */
import { fromHex, toHex, type Digest } from '#domain/bytes.ts';
import { isCounterId, type CounterId, type KeyId } from '#domain/ids.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { DAY_MS, instant, IST_OFFSET_MS, type Instant } from '#domain/time.ts';
import { decodeCborMap, encodeCbor, parseCose, signCose, verifyCose } from './cose.ts';
import { keyIdOf, PUBLIC_KEY_BYTES, type ProtocolCrypto, type ProtocolSigner } from './crypto.ts';
import { fromBase64Url, toBase64Url } from './encoding.ts';

/** K5: the integers are the wire's; a number is never given another meaning. */
const ROLE_NUMBERS = {
  tariff_maker: 1,
  tariff_approver: 2,
  server: 3,
  enrolment_authority: 4,
  counter: 5,
} as const;
export type Role = keyof typeof ROLE_NUMBERS;
const ROLES = new Map<unknown, Role>(
  (Object.keys(ROLE_NUMBERS) as Role[]).map((role) => [ROLE_NUMBERS[role], role]),
);

const KEY = { role: 1, publicKey: 2, validFrom: 3, validTo: 4, counterId: 5 } as const;

export interface Certificate {
  readonly role: Role;
  readonly keyId: KeyId;
  /** Raw Ed25519, 32 bytes. */
  readonly publicKey: Uint8Array;
  /** Days since 1970-01-01 in IST, both inclusive. */
  readonly validFromDay: number;
  readonly validToDay: number;
  /** Of a counter's certificate only. */
  readonly counterId: CounterId | null;
  readonly issuerKeyId: KeyId;
  /** The COSE_Sign1 bytes as they were signed. */
  readonly bytes: Uint8Array;
}

/** The day of a certificate's validity that an instant falls on. */
export const dayOf = (at: Instant): number => Math.floor((at + IST_OFFSET_MS) / DAY_MS);

/** The moment at which a day of a certificate's validity begins. */
export const firstInstantOf = (day: number): Instant => instant(day * DAY_MS - IST_OFFSET_MS);

export interface CertificateSubject {
  readonly role: Role;
  readonly publicKey: Uint8Array;
  readonly validFromDay: number;
  readonly validToDay: number;
  readonly counterId?: CounterId;
}

/** K6: deterministic CBOR map in a COSE_Sign1 whose header names the issuer's key. */
export function issueCertificate(subject: CertificateSubject, issuer: ProtocolSigner): Uint8Array {
  const payload = new Map<number, unknown>([
    [KEY.role, ROLE_NUMBERS[subject.role]],
    [KEY.publicKey, subject.publicKey],
    [KEY.validFrom, subject.validFromDay],
    [KEY.validTo, subject.validToDay],
  ]);
  if (subject.counterId !== undefined) payload.set(KEY.counterId, subject.counterId);
  return signCose({
    type: 'certificate',
    payload: encodeCbor(payload),
    signerKeyBytes: fromHex(issuer.keyId) ?? new Uint8Array(),
    sign: (message) => issuer.sign(message),
  });
}

const isDay = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;

/** Reads a certificate. Nothing is believed yet: see {@link verifyCertificate}. */
export function parseCertificate(bytes: Uint8Array, digest: Digest): Result<Certificate> {
  const message = parseCose(bytes);
  const payload = message === null ? null : decodeCborMap(message.payload);
  if (message?.signerKeyBytes === undefined || message.signerKeyBytes === null) {
    return fail('CERTIFICATE_INVALID');
  }
  if (payload === null || message.unprotectedHeader.size > 0) return fail('CERTIFICATE_INVALID');
  const role = ROLES.get(payload.get(KEY.role));
  const publicKey = payload.get(KEY.publicKey);
  const [validFromDay, validToDay] = [payload.get(KEY.validFrom), payload.get(KEY.validTo)];
  const counterId = payload.get(KEY.counterId) ?? null;
  if (role === undefined || payload.size !== (role === 'counter' ? 5 : 4)) {
    return fail('CERTIFICATE_INVALID');
  }
  if (!(publicKey instanceof Uint8Array) || publicKey.length !== PUBLIC_KEY_BYTES) {
    return fail('CERTIFICATE_INVALID');
  }
  if (!isDay(validFromDay) || !isDay(validToDay)) return fail('CERTIFICATE_INVALID');
  const isNamed = typeof counterId === 'string' && isCounterId(counterId);
  if (isNamed !== (role === 'counter')) return fail('CERTIFICATE_INVALID');
  return ok({
    role,
    publicKey,
    validFromDay,
    validToDay,
    keyId: keyIdOf(publicKey, digest),
    counterId: isNamed ? counterId : null,
    issuerKeyId: toHex(message.signerKeyBytes) as KeyId,
    bytes,
  });
}

/** Reads a certificate and checks that `issuerPublicKey` signed it. Dates are checked on use. */
export function verifyCertificate(of: {
  readonly bytes: Uint8Array;
  readonly issuerPublicKey: Uint8Array;
  readonly crypto: ProtocolCrypto;
}): Result<Certificate> {
  const certificate = parseCertificate(of.bytes, of.crypto.sha256);
  if (!certificate.ok) return certificate;
  const message = parseCose(of.bytes);
  const { issuerPublicKey: publicKey, crypto } = of;
  const isSigned =
    message !== null &&
    certificate.value.issuerKeyId === keyIdOf(publicKey, crypto.sha256) &&
    verifyCose({ type: 'certificate', message, publicKey, crypto });
  return isSigned ? certificate : fail('CERTIFICATE_INVALID');
}

export const certificateToText = (certificate: { readonly bytes: Uint8Array }): string =>
  toBase64Url(certificate.bytes);

export const certificateFromText = (text: string): Uint8Array =>
  fromBase64Url(text) ?? new Uint8Array();
