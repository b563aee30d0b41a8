/**
 * What the protocol needs of cryptography, passed in: Node's, the browser's or a test's. The
 * terminal's ports `Crypto` and `Signer` are of these shapes.
 */
import { toHex, utf8, concatBytes, type Digest } from '#domain/bytes.ts';
import type { KeyId } from '#domain/ids.ts';

export const PUBLIC_KEY_BYTES = 32;
export const SIGNATURE_BYTES = 64;

export interface SignatureCheck {
  /** Raw Ed25519, 32 bytes. */
  readonly publicKey: Uint8Array;
  readonly message: Uint8Array;
  /** Raw Ed25519, 64 bytes. */
  readonly signature: Uint8Array;
}

export interface ProtocolCrypto {
  readonly sha256: Digest;
  /** False for anything malformed. */
  verifyEd25519(of: SignatureCheck): boolean;
}

export interface ProtocolSigner {
  readonly keyId: KeyId;
  readonly publicKey: Uint8Array;
  sign(message: Uint8Array): Uint8Array;
}

/** K1: the first 16 hex digits of the SHA-256 of the raw public key. */
export const keyIdOf = (publicKey: Uint8Array, digest: Digest): KeyId =>
  toHex(digest(publicKey).subarray(0, 8)) as KeyId;

/** Every signed type has its own prefix, so that no signature can be shown as another's. */
export const withPrefix = (type: string, bytes: Uint8Array): Uint8Array =>
  concatBytes(utf8(`raseed/${type}/1\0`), bytes);
