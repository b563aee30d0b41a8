/**
 * COSE_Sign1 (RFC 9052) with Ed25519, as certificates and receipts use it. The bytes are accepted
 * in one spelling only: deterministic CBOR, tag 18, the header that we write. What is signed is the
 * payload's exact bytes; the external data names the type (docs/spec/keys.md, K4).
 */
import { decode, encode, rfc8949EncodeOptions, Tagged } from 'cborg';

import { equalBytes, utf8 } from '#domain/bytes.ts';
import { SIGNATURE_BYTES, type ProtocolCrypto } from './crypto.ts';

const COSE_SIGN1 = 18;
const HEADER_ALGORITHM = 1;
const HEADER_KEY_ID = 4;
const EDDSA = -8;

export type CborMap = ReadonlyMap<unknown, unknown>;

const tagDecoders = { [COSE_SIGN1]: Tagged.decoder(COSE_SIGN1) };

/** Copied: under Node the library answers a view into its own buffer. */
export const encodeCbor = (value: unknown): Uint8Array =>
  new Uint8Array(encode(value, rfc8949EncodeOptions));

/** Undefined unless `bytes` are CBOR in the one deterministic spelling. */
export function decodeCbor(bytes: Uint8Array): unknown {
  try {
    const value: unknown = decode(bytes, {
      strict: true,
      allowIndefinite: false,
      allowUndefined: false,
      allowInfinity: false,
      allowNaN: false,
      allowBigInt: false,
      rejectDuplicateMapKeys: true,
      useMaps: true,
      tags: tagDecoders,
    });
    return equalBytes(encodeCbor(value), bytes) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Null unless `bytes` are one deterministic CBOR map. */
export function decodeCborMap(bytes: Uint8Array): CborMap | null {
  const value = decodeCbor(bytes);
  return value instanceof Map ? value : null;
}

export interface CoseMessage {
  readonly protectedBytes: Uint8Array;
  /** First 8 bytes of the SHA-256 of the signer's public key, where the header names it. */
  readonly signerKeyBytes: Uint8Array | null;
  readonly unprotectedHeader: CborMap;
  readonly payload: Uint8Array;
  readonly signature: Uint8Array;
}

const signatureInput = (of: {
  readonly type: string;
  readonly protectedBytes: Uint8Array;
  readonly payload: Uint8Array;
}): Uint8Array =>
  encodeCbor(['Signature1', of.protectedBytes, utf8(`raseed/${of.type}/1\0`), of.payload]);

export interface CoseSigning {
  /** The signed type's name, bound into the signature as external data. */
  readonly type: string;
  readonly payload: Uint8Array;
  readonly signerKeyBytes?: Uint8Array;
  readonly unprotectedHeader?: CborMap;
  readonly sign: (message: Uint8Array) => Uint8Array;
}

export function signCose(of: CoseSigning): Uint8Array {
  const header = new Map<number, unknown>([[HEADER_ALGORITHM, EDDSA]]);
  if (of.signerKeyBytes !== undefined) header.set(HEADER_KEY_ID, of.signerKeyBytes);
  const protectedBytes = encodeCbor(header);
  const { type, payload } = of;
  const signature = of.sign(signatureInput({ type, protectedBytes, payload }));
  const parts = [protectedBytes, of.unprotectedHeader ?? new Map(), payload, signature];
  return encodeCbor(new Tagged(COSE_SIGN1, parts));
}

function readHeader(bytes: Uint8Array): { signerKeyBytes: Uint8Array | null } | null {
  const header = decodeCborMap(bytes);
  if (header?.get(HEADER_ALGORITHM) !== EDDSA) return null;
  if (header.size === 1) return { signerKeyBytes: null };
  const named = header.get(HEADER_KEY_ID);
  const isOurs = header.size === 2 && named instanceof Uint8Array && named.length === 8;
  return isOurs ? { signerKeyBytes: named } : null;
}

/** Null unless `bytes` are a COSE_Sign1 of our form. The signature is not looked at yet. */
export function parseCose(bytes: Uint8Array): CoseMessage | null {
  const value = decodeCbor(bytes);
  if (!(value instanceof Tagged) || !Array.isArray(value.value)) return null;
  const parts: readonly unknown[] = value.value;
  const [protectedBytes, unprotectedHeader, payload, signature] = parts;
  if (parts.length !== 4 || !(protectedBytes instanceof Uint8Array)) return null;
  if (!(payload instanceof Uint8Array) || !(unprotectedHeader instanceof Map)) return null;
  if (!(signature instanceof Uint8Array) || signature.length !== SIGNATURE_BYTES) return null;
  const header = readHeader(protectedBytes);
  if (header === null) return null;
  return { protectedBytes, ...header, unprotectedHeader, payload, signature };
}

export const verifyCose = (of: {
  readonly type: string;
  readonly message: CoseMessage;
  readonly publicKey: Uint8Array;
  readonly crypto: ProtocolCrypto;
}): boolean =>
  of.crypto.verifyEd25519({
    publicKey: of.publicKey,
    message: signatureInput({ type: of.type, ...of.message }),
    signature: of.message.signature,
  });
