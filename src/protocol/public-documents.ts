/**
 * What HQ publishes for anybody: the keys with which receipts are checked, and a directory of the
 * tariffs in force and of offices. Both are signed by the server, hold no personal data and may be
 * kept for use without a network. docs/spec/receipt-qr.md, Q11 to Q14.
 */
import { z } from 'zod';

import { equalBytes } from '#domain/bytes.ts';
import { isHash, isOfficeId, type Hash, type OfficeId } from '#domain/ids.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import type { Instant } from '#domain/time.ts';
import { PUBLIC_KEY_BYTES, type ProtocolCrypto, type ProtocolSigner } from './crypto.ts';
import { fromBase64Url } from './encoding.ts';
import { parseJson, parseSignedDocument, signDocument, verifySignedDocument } from './signed.ts';
import { buildTrust, type Trust } from './trust.ts';

const instant = z.custom<Instant>((v) => typeof v === 'number' && Number.isSafeInteger(v));
const texts = z.strictObject({ en: z.string(), hi: z.string() });

const keysShape = z.strictObject({
  formatVersion: z.literal(1),
  issuedAt: instant,
  /** base64url of the raw root key: pinned at the first visit, compared ever after. */
  rootPublicKey: z.string(),
  /** Every certificate but the counters', which receipts carry themselves. */
  certificates: z.array(z.string()).max(1_000),
  revokedKeyIds: z.array(z.string().regex(/^[0-9a-f]{16}$/)),
});
export type PublicKeys = z.infer<typeof keysShape>;

const directoryShape = z.strictObject({
  formatVersion: z.literal(1),
  issuedAt: instant,
  tariffs: z.array(
    z.strictObject({
      tariffId: z.string(),
      version: z.number().int().min(0),
      hash: z.custom<Hash>((v) => typeof v === 'string' && isHash(v)),
    }),
  ),
  offices: z.array(
    z.strictObject({
      officeId: z.custom<OfficeId>((v) => typeof v === 'string' && isOfficeId(v)),
      name: texts,
      department: texts,
      address: texts,
      complaintNumber: z.string(),
    }),
  ),
});
export type PublicDirectory = z.infer<typeof directoryShape>;
export type PublicOffice = PublicDirectory['offices'][number];

export const signPublicKeys = (
  of: Omit<PublicKeys, 'formatVersion'>,
  signer: ProtocolSigner,
): string =>
  signDocument({
    type: 'public-keys',
    payload: JSON.stringify({
      formatVersion: 1,
      issuedAt: of.issuedAt,
      rootPublicKey: of.rootPublicKey,
      certificates: of.certificates,
      revokedKeyIds: of.revokedKeyIds,
    }),
    signers: [signer],
  });

export const signDirectory = (
  of: Omit<PublicDirectory, 'formatVersion'>,
  signer: ProtocolSigner,
): string =>
  signDocument({
    type: 'directory',
    payload: JSON.stringify({
      formatVersion: 1,
      issuedAt: of.issuedAt,
      tariffs: of.tariffs,
      offices: of.offices,
    }),
    signers: [signer],
  });

function payloadOf<T>(text: string, shape: z.ZodType<T>, problem: string): Result<T> {
  const document = parseSignedDocument(text);
  if (!document.ok) return document;
  const parsed = shape.safeParse(parseJson(document.value.payload));
  return parsed.success ? ok(parsed.data) : fail('MESSAGE_UNREADABLE', { problem });
}

export interface OpenedKeys {
  readonly keys: PublicKeys;
  readonly trust: Trust;
}

/**
 * Q12: the root is the pinned one (or the first that is seen), every certificate leads to it, and
 * the server's key signed the whole.
 */
export function openPublicKeys(of: {
  readonly text: string;
  /** Raw; null at the first visit. */
  readonly pinnedRoot: Uint8Array | null;
  readonly crypto: ProtocolCrypto;
}): Result<OpenedKeys> {
  const { text, pinnedRoot, crypto } = of;
  const read = payloadOf(text, keysShape, 'public keys');
  if (!read.ok) return read;
  const keys = read.value;
  const rootPublicKey = fromBase64Url(keys.rootPublicKey);
  if (rootPublicKey?.length !== PUBLIC_KEY_BYTES) return fail('CERTIFICATE_INVALID');
  if (pinnedRoot !== null && !equalBytes(pinnedRoot, rootPublicKey)) {
    return fail('CERTIFICATE_INVALID');
  }
  const { certificates, revokedKeyIds, issuedAt: at } = keys;
  const trust = buildTrust({ rootPublicKey, certificates, revokedKeyIds }, crypto);
  if (!trust.ok) return trust;
  const check = { text, roles: ['server'], trust: trust.value, at, crypto } as const;
  const signed = verifySignedDocument({ ...check, type: 'public-keys' });
  return signed.ok ? ok({ keys, trust: trust.value }) : signed;
}

/** Q14: signed by the server on its own day. */
export function openDirectory(of: {
  readonly text: string;
  readonly trust: Trust;
  readonly crypto: ProtocolCrypto;
}): Result<PublicDirectory> {
  const { text, trust, crypto } = of;
  const read = payloadOf(text, directoryShape, 'directory');
  if (!read.ok) return read;
  const at = read.value.issuedAt;
  const check = { text, roles: ['server'], trust, at, crypto } as const;
  const signed = verifySignedDocument({ ...check, type: 'directory' });
  return signed.ok ? read : signed;
}
