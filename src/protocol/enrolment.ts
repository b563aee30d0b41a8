/**
 * Enrolment: a one-time code and a public key go up; a certificate, the root and the first feed come
 * back. Half of the code is secret, half is the root key's fingerprint, so that the code a person
 * types pins the root whatever lies between. docs/spec/keys.md, K14 to K17.
 */
import { z } from 'zod';

import { equalBytes, toHex, utf8, type Digest } from '#domain/bytes.ts';
import {
  isCounterId,
  isOfficeId,
  officeOfCounter,
  type CounterId,
  type Hash,
  type OfficeId,
} from '#domain/ids.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import type { Instant } from '#domain/time.ts';
import { certificateFromText, parseCertificate, type Certificate } from './certificates.ts';
import {
  PUBLIC_KEY_BYTES,
  withPrefix,
  type ProtocolCrypto,
  type ProtocolSigner,
} from './crypto.ts';
import { fromBase64Url, toBase32 } from './encoding.ts';
import { readFeed, type Feed } from './feed.ts';
import { parseJson, parseSignedDocument, signDocument, verifySignedDocument } from './signed.ts';
import { buildTrust, trustedKey, type Trust } from './trust.ts';

const HALF_LENGTH = 12;
const MISREAD: Readonly<Record<string, string>> = { '0': 'O', '1': 'I', '8': 'B' };

const rootFingerprint = (rootPublicKey: Uint8Array, digest: Digest): string =>
  toBase32(digest(rootPublicKey)).slice(0, HALF_LENGTH);

/** `ABCD-EFGH-IJKL-MNOP-QRST-UVWX`. `secret`: 8 random bytes, of which 60 bits are used. */
export function makeEnrolmentCode(of: {
  readonly secret: Uint8Array;
  readonly rootPublicKey: Uint8Array;
  readonly digest: Digest;
}): string {
  const letters =
    toBase32(of.secret).slice(0, HALF_LENGTH) + rootFingerprint(of.rootPublicKey, of.digest);
  return letters.replaceAll(/(.{4})(?=.)/g, '$1-');
}

export interface EnrolmentCode {
  readonly secret: string;
  readonly rootFingerprint: string;
}

/** Forgives case, spaces, dashes and the digits that look like letters. */
export function parseEnrolmentCode(typed: string): EnrolmentCode | null {
  const letters = typed
    .toUpperCase()
    .replaceAll(/[\s-]/g, '')
    .replaceAll(/[018]/g, (digit) => MISREAD[digit] ?? digit);
  if (!/^[A-Z2-7]{24}$/.test(letters)) return null;
  return { secret: letters.slice(0, HALF_LENGTH), rootFingerprint: letters.slice(HALF_LENGTH) };
}

/** How HQ keeps a code: never the code itself. */
export const enrolmentCodeHash = (code: EnrolmentCode, digest: Digest): Hash =>
  toHex(digest(withPrefix('enrolment-code', utf8(code.secret)))) as Hash;

const answerShape = z.strictObject({
  formatVersion: z.literal(1),
  officeId: z.custom<OfficeId>((v) => typeof v === 'string' && isOfficeId(v)),
  counterId: z.custom<CounterId>((v) => typeof v === 'string' && isCounterId(v)),
  issuedAt: z.custom<Instant>((v) => typeof v === 'number' && Number.isSafeInteger(v)),
  /** base64url of the raw root key. */
  rootPublicKey: z.string(),
  /** The counter's own certificate, base64url. */
  certificate: z.string(),
  /** Every other certificate, base64url. */
  certificates: z.array(z.string()),
  /** The first page of the feed, after cursor 0, as a signed document. */
  feed: z.string(),
});
export type EnrolmentAnswer = z.infer<typeof answerShape>;

export const signEnrolment = (
  answer: Omit<EnrolmentAnswer, 'formatVersion'>,
  signer: ProtocolSigner,
): string =>
  signDocument({
    type: 'enrolment',
    payload: JSON.stringify({
      formatVersion: 1,
      officeId: answer.officeId,
      counterId: answer.counterId,
      issuedAt: answer.issuedAt,
      rootPublicKey: answer.rootPublicKey,
      certificate: answer.certificate,
      certificates: answer.certificates,
      feed: answer.feed,
    }),
    signers: [signer],
  });

/** What a counter knows after enrolment. `answer` as JSON is worth keeping; the rest follows. */
export interface Enrolment {
  readonly answer: EnrolmentAnswer;
  readonly certificate: Certificate;
  readonly trust: Trust;
  readonly feed: Feed;
}

/** The trust that an enrolment's answer begins with: the caller has pinned or checked its root. */
export function trustOfEnrolment(answer: EnrolmentAnswer, crypto: ProtocolCrypto): Result<Trust> {
  const rootPublicKey = fromBase64Url(answer.rootPublicKey);
  if (rootPublicKey?.length !== PUBLIC_KEY_BYTES) return fail('CERTIFICATE_INVALID');
  const certificates = [...answer.certificates, answer.certificate];
  return buildTrust({ rootPublicKey, certificates }, crypto);
}

function ownCertificate(
  answer: EnrolmentAnswer,
  of: { readonly publicKey: Uint8Array; readonly trust: Trust; readonly crypto: ProtocolCrypto },
): Result<Certificate> {
  const parsed = parseCertificate(certificateFromText(answer.certificate), of.crypto.sha256);
  if (!parsed.ok) return parsed;
  const { keyId, publicKey, counterId } = parsed.value;
  const own = trustedKey(of.trust, { keyId, role: 'counter', at: answer.issuedAt });
  const isOurs =
    own !== null &&
    counterId === answer.counterId &&
    officeOfCounter(answer.counterId) === answer.officeId &&
    equalBytes(publicKey, of.publicKey);
  return isOurs ? ok(own) : fail('CERTIFICATE_INVALID');
}

/** K17: checks everything that HQ answered, from the code's fingerprint down. */
export function openEnrolment(of: {
  readonly text: string;
  readonly code: string;
  /** The key that was sent. */
  readonly publicKey: Uint8Array;
  readonly crypto: ProtocolCrypto;
}): Result<Enrolment> {
  const { text, crypto } = of;
  const document = parseSignedDocument(text);
  if (!document.ok) return document;
  const parsed = answerShape.safeParse(parseJson(document.value.payload));
  if (!parsed.success) return fail('MESSAGE_UNREADABLE', { problem: 'enrolment' });
  const answer = parsed.data;
  const trust = trustOfEnrolment(answer, crypto);
  if (!trust.ok) return trust;
  const code = parseEnrolmentCode(of.code);
  const fingerprint = rootFingerprint(trust.value.rootPublicKey, crypto.sha256);
  if (code?.rootFingerprint !== fingerprint) return fail('CERTIFICATE_INVALID');
  const signed = verifySignedDocument({
    text,
    type: 'enrolment',
    roles: ['server'],
    trust: trust.value,
    at: answer.issuedAt,
    crypto,
  });
  if (!signed.ok) return signed;
  const { publicKey } = of;
  const certificate = ownCertificate(answer, { publicKey, trust: trust.value, crypto });
  if (!certificate.ok) return certificate;
  const feed = readFeed({
    text: answer.feed,
    counterId: answer.counterId,
    afterCursor: 0,
    trust: trust.value,
    crypto,
  });
  if (!feed.ok) return feed;
  return ok({ answer, certificate: certificate.value, trust: trust.value, feed: feed.value });
}
