/**
 * A signed document: a text and the signatures over that very text. The text is kept and checked as
 * it came and never serialised again. Numbered rules in docs/spec/keys.md (K9 to K12).
 */
import { z } from 'zod';

import { toHex, utf8, type Digest } from '#domain/bytes.ts';
import type { Hash } from '#domain/ids.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import type { Instant } from '#domain/time.ts';
import type { Certificate, Role } from './certificates.ts';
import { withPrefix, type ProtocolCrypto, type ProtocolSigner } from './crypto.ts';
import { fromBase64Url, toBase64Url } from './encoding.ts';
import { trustedKey, type Trust } from './trust.ts';

export const DOCUMENT_TYPES = [
  'tariff',
  'acknowledgement',
  'head',
  'feed',
  'enrolment',
  'public-keys',
  'directory',
  'evidence',
  'root',
  'ask',
  'rotation',
  'seal-offer',
  'slip-grant',
] as const;
export type DocumentType = (typeof DOCUMENT_TYPES)[number];

/** Longer texts are refused unread. A tariff of a large department is a twentieth of it. */
export const MAX_DOCUMENT_CHARS = 8_000_000;
const MAX_SIGNATURES = 4;

const documentShape = z.strictObject({
  payload: z.string(),
  signatures: z
    .array(
      z.strictObject({
        keyId: z.string().regex(/^[0-9a-f]{16}$/),
        signature: z.string().length(86),
      }),
    )
    .min(1)
    .max(MAX_SIGNATURES),
});

export type SignedDocument = z.infer<typeof documentShape>;

const signedBytes = (type: DocumentType, payload: string): Uint8Array =>
  withPrefix(type, utf8(payload));

/** K9: `{"payload":…,"signatures":[{"keyId":…,"signature":…}]}`. */
export function signDocument(of: {
  readonly type: DocumentType;
  /** Exact text, usually JSON. */
  readonly payload: string;
  readonly signers: readonly ProtocolSigner[];
}): string {
  const bytes = signedBytes(of.type, of.payload);
  const signatures = of.signers.map((signer) => ({
    keyId: signer.keyId,
    signature: toBase64Url(signer.sign(bytes)),
  }));
  return JSON.stringify({ payload: of.payload, signatures });
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

export function parseSignedDocument(text: string): Result<SignedDocument> {
  if (text.length > MAX_DOCUMENT_CHARS) {
    return fail('MESSAGE_TOO_LARGE', { limitBytes: MAX_DOCUMENT_CHARS });
  }
  const document = documentShape.safeParse(parseJson(text));
  return document.success
    ? ok(document.data)
    : fail('MESSAGE_UNREADABLE', { problem: 'signed document' });
}

export interface DocumentCheck {
  readonly text: string;
  readonly type: DocumentType;
  /** Each needs a valid signature of its own key. */
  readonly roles: readonly Role[];
  readonly trust: Trust;
  /** The day on which the signers' certificates must hold. */
  readonly at: Instant;
  readonly crypto: ProtocolCrypto;
}

/** Certificates whose keys really signed this document. */
function signersOf(document: SignedDocument, check: DocumentCheck, role: Role): Certificate[] {
  const message = signedBytes(check.type, document.payload);
  return document.signatures.flatMap(({ keyId, signature }) => {
    const certificate = trustedKey(check.trust, { keyId, role, at: check.at });
    const bytes = fromBase64Url(signature);
    if (certificate === null || bytes === null) return [];
    const { publicKey } = certificate;
    const isSigned = check.crypto.verifyEd25519({ publicKey, message, signature: bytes });
    return isSigned ? [certificate] : [];
  });
}

/** K10: answers the payload where every role has signed it, each with a key of its own. */
export function verifySignedDocument(check: DocumentCheck): Result<string> {
  const document = parseSignedDocument(check.text);
  if (!document.ok) return document;
  const used = new Set<string>();
  for (const role of check.roles) {
    const signer = signersOf(document.value, check, role).find(({ keyId }) => !used.has(keyId));
    if (signer === undefined) return fail('SIGNATURE_WRONG');
    used.add(signer.keyId);
  }
  return ok(document.value.payload);
}

/** A signed tariff as an entry names it: SHA-256 of the payload's bytes, lower-case hex (K12). */
export const payloadHash = (payload: string, digest: Digest): Hash =>
  toHex(digest(utf8(payload))) as Hash;

/** K11: a tariff needs its maker and its approver, with two different keys. */
export const verifySignedTariff = (
  check: Pick<DocumentCheck, 'text' | 'trust' | 'at' | 'crypto'>,
): Result<string> =>
  verifySignedDocument({ ...check, type: 'tariff', roles: ['tariff_maker', 'tariff_approver'] });
