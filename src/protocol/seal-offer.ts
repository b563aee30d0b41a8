/**
 * A counter's sealing key, as the counter itself offers it to the others of its office: HQ passes it
 * on and cannot put another in its place, because the counter's own key has signed it (FP30).
 * docs/spec/fingerprint-use.md.
 */
import { z } from 'zod';

import { utf8 } from '#domain/bytes.ts';
import { isCounterId, isOfficeId, type CounterId, type OfficeId } from '#domain/ids.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import type { Instant } from '#domain/time.ts';
import { certificateFromText, verifyCertificate } from './certificates.ts';
import { withPrefix, type ProtocolCrypto, type ProtocolSigner } from './crypto.ts';
import { fromBase64Url } from './encoding.ts';
import { parseJson, parseSignedDocument, signDocument } from './signed.ts';
import { trustedKey, type Trust } from './trust.ts';

const shape = z.strictObject({
  formatVersion: z.literal(1),
  officeId: z.custom<OfficeId>((v) => typeof v === 'string' && isOfficeId(v)),
  counterId: z.custom<CounterId>((v) => typeof v === 'string' && isCounterId(v)),
  /** Raw X25519, base64url. */
  sealingKey: z.string().length(43),
  /** The counter's own, base64url. */
  certificate: z.string().max(1_000),
  at: z.custom<Instant>((v) => typeof v === 'number' && Number.isSafeInteger(v)),
});
export type SealOffer = z.infer<typeof shape>;

export const signSealOffer = (
  of: Omit<SealOffer, 'formatVersion'>,
  signer: ProtocolSigner,
): string =>
  signDocument({
    type: 'seal-offer',
    payload: JSON.stringify({
      formatVersion: 1,
      officeId: of.officeId,
      counterId: of.counterId,
      sealingKey: of.sealingKey,
      certificate: of.certificate,
      at: of.at,
    }),
    signers: [signer],
  });

/** Whose it says it is, not yet believed: all that HQ needs to pass it on. */
export function parseSealOffer(text: string): SealOffer | null {
  const document = parseSignedDocument(text);
  const parsed = document.ok ? shape.safeParse(parseJson(document.value.payload)) : null;
  return parsed?.success === true ? parsed.data : null;
}

/** Believed: a counter of this office signed it, whose certificate leads to the root. */
export function readSealOffer(of: {
  readonly text: string;
  readonly officeId: OfficeId;
  readonly trust: Trust;
  readonly crypto: ProtocolCrypto;
}): Result<SealOffer> {
  const { text, trust, crypto } = of;
  const document = parseSignedDocument(text);
  const offer = parseSealOffer(text);
  const [signature] = document.ok ? document.value.signatures : [];
  if (!document.ok || offer === null || signature === undefined) {
    return fail('MESSAGE_UNREADABLE', { problem: 'seal offer' });
  }
  const authorities = [...trust.byKeyId.values()].filter(
    ({ keyId, role }) => trustedKey(trust, { keyId, role, at: offer.at }) !== null,
  );
  const bytes = certificateFromText(offer.certificate);
  const certificate = authorities
    .filter(({ role }) => role === 'enrolment_authority')
    .map(({ publicKey }) => verifyCertificate({ bytes, issuerPublicKey: publicKey, crypto }))
    .find((verified) => verified.ok);
  if (certificate?.ok !== true) return fail('CERTIFICATE_INVALID');
  const { publicKey, keyId, counterId } = certificate.value;
  const isSigned = crypto.verifyEd25519({
    publicKey,
    message: withPrefix('seal-offer', utf8(document.value.payload)),
    signature: fromBase64Url(signature.signature) ?? new Uint8Array(),
  });
  const isTheirs =
    signature.keyId === keyId &&
    counterId === offer.counterId &&
    offer.officeId === of.officeId &&
    offer.counterId.startsWith(`${of.officeId}-`) &&
    !trust.revokedKeyIds.has(keyId);
  return isSigned && isTheirs ? ok(offer) : fail('SIGNATURE_WRONG');
}
