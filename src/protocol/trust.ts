/**
 * Whom to believe: the pinned root and the certificates that lead to it. Made anew whenever a
 * certificate or a revocation arrives; never from anything but the pinned root (K8).
 */
import type { KeyId } from '#domain/ids.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import type { Instant } from '#domain/time.ts';
import {
  certificateFromText,
  dayOf,
  parseCertificate,
  verifyCertificate,
  type Certificate,
  type Role,
} from './certificates.ts';
import { keyIdOf, type ProtocolCrypto } from './crypto.ts';

export interface TrustInput {
  /** Raw Ed25519, 32 bytes: pinned at enrolment, or compiled in. */
  readonly rootPublicKey: Uint8Array;
  /** base64url COSE_Sign1, in any order. One that does not lead to the root refuses them all. */
  readonly certificates: readonly string[];
  readonly revokedKeyIds?: readonly string[];
}

export interface Trust {
  readonly rootPublicKey: Uint8Array;
  readonly rootKeyId: KeyId;
  /** Certificates of keys that are not revoked, by key. */
  readonly byKeyId: ReadonlyMap<KeyId, Certificate>;
  /** Withdrawn before their day, whoever holds their certificate. */
  readonly revokedKeyIds: ReadonlySet<string>;
}

/** K8: the root signs every role but counters; the enrolment authority signs counters alone. */
export function buildTrust(input: TrustInput, crypto: ProtocolCrypto): Result<Trust> {
  const { rootPublicKey } = input;
  const revoked = new Set<string>(input.revokedKeyIds);
  const byKeyId = new Map<KeyId, Certificate>();
  const accept = (bytes: Uint8Array, issuerPublicKey: Uint8Array): boolean => {
    const certificate = verifyCertificate({ bytes, issuerPublicKey, crypto });
    if (!certificate.ok) return false;
    if (!revoked.has(certificate.value.keyId)) {
      byKeyId.set(certificate.value.keyId, certificate.value);
    }
    return true;
  };
  const counters: Certificate[] = [];
  for (const text of input.certificates) {
    const parsed = parseCertificate(certificateFromText(text), crypto.sha256);
    if (!parsed.ok) return parsed;
    if (parsed.value.role === 'counter') counters.push(parsed.value);
    else if (!accept(parsed.value.bytes, rootPublicKey)) return fail('CERTIFICATE_INVALID');
  }
  for (const counter of counters) {
    if (revoked.has(counter.issuerKeyId)) continue;
    const issuer = byKeyId.get(counter.issuerKeyId);
    if (issuer?.role !== 'enrolment_authority') return fail('CERTIFICATE_INVALID');
    if (!accept(counter.bytes, issuer.publicKey)) return fail('CERTIFICATE_INVALID');
  }
  const rootKeyId = keyIdOf(rootPublicKey, crypto.sha256);
  return ok({ rootPublicKey, rootKeyId, byKeyId, revokedKeyIds: revoked });
}

/** The certificate of `keyId` where it has this role and holds on that day, else null. */
export function trustedKey(
  trust: Trust,
  of: { readonly keyId: string; readonly role: Role; readonly at: Instant },
): Certificate | null {
  const certificate = trust.byKeyId.get(of.keyId as KeyId);
  if (certificate?.role !== of.role) return null;
  const day = dayOf(of.at);
  return day >= certificate.validFromDay && day <= certificate.validToDay ? certificate : null;
}
