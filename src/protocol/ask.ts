/**
 * What a counter puts on a stick beside its batches: how far it has the feed, signed, so that HQ
 * gives that counter's feed to nobody else (BF4). docs/spec/by-file.md.
 */
import { z } from 'zod';

import { utf8 } from '#domain/bytes.ts';
import { isCounterId, isOfficeId, type CounterId, type OfficeId } from '#domain/ids.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import type { Instant } from '#domain/time.ts';
import { withPrefix, type ProtocolCrypto, type ProtocolSigner } from './crypto.ts';
import { fromBase64Url } from './encoding.ts';
import { parseJson, parseSignedDocument, signDocument } from './signed.ts';

const shape = z.strictObject({
  formatVersion: z.literal(1),
  officeId: z.custom<OfficeId>((v) => typeof v === 'string' && isOfficeId(v)),
  counterId: z.custom<CounterId>((v) => typeof v === 'string' && isCounterId(v)),
  cursor: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
  acknowledgedSeq: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
  /** Raw X25519, base64url: what HQ seals the feed to (BF12). */
  sealKey: z.string().length(43),
  at: z.custom<Instant>((v) => typeof v === 'number' && Number.isSafeInteger(v)),
});
export type Ask = z.infer<typeof shape>;

export const signAsk = (of: Omit<Ask, 'formatVersion'>, signer: ProtocolSigner): string =>
  signDocument({
    type: 'ask',
    payload: JSON.stringify({
      formatVersion: 1,
      officeId: of.officeId,
      counterId: of.counterId,
      cursor: of.cursor,
      acknowledgedSeq: of.acknowledgedSeq,
      sealKey: of.sealKey,
      at: of.at,
    }),
    signers: [signer],
  });

/** Whose it says it is, not yet believed. */
export function parseAsk(text: string): Result<Ask & { readonly keyId: string }> {
  const document = parseSignedDocument(text);
  if (!document.ok) return document;
  const parsed = shape.safeParse(parseJson(document.value.payload));
  const [signature] = document.value.signatures;
  if (!parsed.success || signature === undefined) {
    return fail('MESSAGE_UNREADABLE', { problem: 'ask' });
  }
  return ok({ ...parsed.data, keyId: signature.keyId });
}

export function isAskSigned(of: {
  readonly text: string;
  readonly publicKey: Uint8Array;
  readonly crypto: ProtocolCrypto;
}): boolean {
  const document = parseSignedDocument(of.text);
  const [signature] = document.ok ? document.value.signatures : [];
  if (!document.ok || signature === undefined) return false;
  return of.crypto.verifyEd25519({
    publicKey: of.publicKey,
    message: withPrefix('ask', utf8(document.value.payload)),
    signature: fromBase64Url(signature.signature) ?? new Uint8Array(),
  });
}
