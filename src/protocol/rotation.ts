/**
 * A counter asks for a certificate of its next key: one document that both keys have signed, the old
 * one for whom it is and the new one because it is there. docs/spec/keys.md, K18 to K21.
 */
import { z } from 'zod';

import { equalBytes, utf8 } from '#domain/bytes.ts';
import { isCounterId, isOfficeId, type CounterId, type KeyId, type OfficeId } from '#domain/ids.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import type { Instant } from '#domain/time.ts';
import { certificateFromText, parseCertificate, type Certificate } from './certificates.ts';
import {
  keyIdOf,
  PUBLIC_KEY_BYTES,
  withPrefix,
  type ProtocolCrypto,
  type ProtocolSigner,
} from './crypto.ts';
import { fromBase64Url, toBase64Url } from './encoding.ts';
import { parseJson, parseSignedDocument, signDocument } from './signed.ts';
import { buildTrust, trustedKey, type TrustInput } from './trust.ts';

const shape = z.strictObject({
  formatVersion: z.literal(1),
  officeId: z.custom<OfficeId>((v) => typeof v === 'string' && isOfficeId(v)),
  counterId: z.custom<CounterId>((v) => typeof v === 'string' && isCounterId(v)),
  /** The next key, raw, base64url. */
  publicKey: z.string().length(43),
  at: z.custom<Instant>((v) => typeof v === 'number' && Number.isSafeInteger(v)),
});

/** K18: the key in use signs first, the next one second. */
export const signRotation = (
  of: {
    readonly officeId: OfficeId;
    readonly counterId: CounterId;
    readonly next: ProtocolSigner;
    readonly at: Instant;
  },
  current: ProtocolSigner,
): string =>
  signDocument({
    type: 'rotation',
    payload: JSON.stringify({
      formatVersion: 1,
      officeId: of.officeId,
      counterId: of.counterId,
      publicKey: toBase64Url(of.next.publicKey),
      at: of.at,
    }),
    signers: [current, of.next],
  });

export interface Rotation {
  readonly officeId: OfficeId;
  readonly counterId: CounterId;
  readonly publicKey: Uint8Array;
  readonly keyId: KeyId;
  readonly at: Instant;
}

/** K19: both signatures hold, each with the key that it must be of. */
export function readRotation(of: {
  readonly text: string;
  /** The key in use, as HQ knows it; asked for by counter. */
  readonly currentKey: (of: {
    readonly officeId: OfficeId;
    readonly counterId: CounterId;
    readonly keyId: string;
  }) => Uint8Array | null;
  readonly crypto: ProtocolCrypto;
}): Result<Rotation> {
  const document = parseSignedDocument(of.text);
  if (!document.ok) return document;
  const parsed = shape.safeParse(parseJson(document.value.payload));
  const [first, second] = document.value.signatures;
  const publicKey = parsed.success ? fromBase64Url(parsed.data.publicKey) : null;
  if (!parsed.success || publicKey?.length !== PUBLIC_KEY_BYTES) {
    return fail('MESSAGE_UNREADABLE', { problem: 'rotation' });
  }
  const { officeId, counterId, at } = parsed.data;
  const keyId = keyIdOf(publicKey, of.crypto.sha256);
  const current = of.currentKey({ officeId, counterId, keyId: first?.keyId ?? '' });
  const message = withPrefix('rotation', utf8(document.value.payload));
  const holds = (key: Uint8Array | null, signature: string | undefined): boolean =>
    key !== null &&
    of.crypto.verifyEd25519({
      publicKey: key,
      message,
      signature: fromBase64Url(signature ?? '') ?? new Uint8Array(),
    });
  const isBoth =
    document.value.signatures.length === 2 &&
    second?.keyId === keyId &&
    holds(current, first?.signature) &&
    holds(publicKey, second.signature);
  return isBoth ? ok({ officeId, counterId, publicKey, keyId, at }) : fail('SIGNATURE_WRONG');
}

/** K20: HQ's answer is a certificate; it must lead to the root and hold the key that was sent. */
export function openRotation(of: {
  readonly certificate: string;
  readonly counterId: CounterId;
  readonly publicKey: Uint8Array;
  readonly trust: TrustInput;
  readonly at: Instant;
  readonly crypto: ProtocolCrypto;
}): Result<Certificate> {
  const { crypto, counterId } = of;
  const parsed = parseCertificate(certificateFromText(of.certificate), crypto.sha256);
  if (!parsed.ok) return parsed;
  const certificates = [...of.trust.certificates, of.certificate];
  const trust = buildTrust({ ...of.trust, certificates }, crypto);
  if (!trust.ok) return trust;
  const { keyId } = parsed.value;
  const own = trustedKey(trust.value, { keyId, role: 'counter', at: of.at });
  const isOurs = own?.counterId === counterId && equalBytes(parsed.value.publicKey, of.publicKey);
  return isOurs ? ok(parsed.value) : fail('CERTIFICATE_INVALID');
}
