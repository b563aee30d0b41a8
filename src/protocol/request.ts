/**
 * Requests that only a counter may make and that carry no batch: the feed and the head. The counter
 * signs the method, the address and its time; HQ refuses a time far from its own and says its own,
 * so that a counter with a wrong clock still gets through. docs/spec/feed.md, F8 and F9.
 */
import { utf8 } from '#domain/bytes.ts';
import type { Instant } from '#domain/time.ts';
import { withPrefix, type ProtocolCrypto, type ProtocolSigner } from './crypto.ts';
import { fromBase64Url, toBase64Url } from './encoding.ts';

export const MAX_CLOCK_DIFFERENCE_MS = 600_000;

export const REQUEST_HEADERS = {
  keyId: 'x-raseed-key',
  time: 'x-raseed-time',
  signature: 'x-raseed-signature',
} as const;

export interface RequestToSign {
  /** `GET /v1/feed?counterId=…&cursor=…`: the method, one space, path and query as sent. */
  readonly line: string;
  readonly at: Instant;
}

const requestBytes = (of: RequestToSign): Uint8Array =>
  withPrefix('request', utf8(`${of.line}\n${of.at}`));

export const signRequest = (of: RequestToSign, signer: ProtocolSigner): Record<string, string> => ({
  [REQUEST_HEADERS.keyId]: signer.keyId,
  [REQUEST_HEADERS.time]: String(of.at),
  [REQUEST_HEADERS.signature]: toBase64Url(signer.sign(requestBytes(of))),
});

export const isRequestSigned = (
  of: RequestToSign & { readonly signature: string; readonly publicKey: Uint8Array },
  crypto: ProtocolCrypto,
): boolean =>
  crypto.verifyEd25519({
    publicKey: of.publicKey,
    message: requestBytes(of),
    signature: fromBase64Url(of.signature) ?? new Uint8Array(),
  });
