/**
 * Node's cryptography in the protocol's shapes. Raw Ed25519 keys are wrapped in the fixed DER
 * prefixes of RFC 8410, so that no key format is parsed from outside.
 */
import { createPrivateKey, createPublicKey, hash, sign, verify, type KeyObject } from 'node:crypto';

import { toHex, type Digest } from '#domain/bytes.ts';
import { assert } from '#domain/result.ts';
import {
  keyIdOf,
  PUBLIC_KEY_BYTES,
  SIGNATURE_BYTES,
  type ProtocolCrypto,
  type ProtocolSigner,
} from '#protocol/crypto.ts';

const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
export const SEED_BYTES = 32;
/** Parsed keys are kept: making one costs as much as using it. */
const MAX_KEPT_KEYS = 10_000;

const keptKeys = new Map<string, KeyObject>();

export function publicKeyObject(raw: Uint8Array): KeyObject {
  const name = toHex(raw);
  const kept = keptKeys.get(name);
  if (kept !== undefined) return kept;
  const key = createPublicKey({
    key: Buffer.concat([SPKI_PREFIX, raw]),
    format: 'der',
    type: 'spki',
  });
  if (keptKeys.size >= MAX_KEPT_KEYS) keptKeys.clear();
  keptKeys.set(name, key);
  return key;
}

// By way of hex: half the time of having Node make a buffer of its own for each digest.
export const sha256: Digest = Object.assign(
  (bytes: Uint8Array): Uint8Array => Buffer.from(hash('sha256', bytes, 'hex'), 'hex'),
  { ofText: (text: string): string => hash('sha256', text, 'hex') },
);

export const nodeCrypto: ProtocolCrypto = {
  sha256,
  verifyEd25519({ publicKey, message, signature }) {
    if (publicKey.length !== PUBLIC_KEY_BYTES || signature.length !== SIGNATURE_BYTES) return false;
    try {
      return verify(null, message, publicKeyObject(publicKey), signature);
    } catch {
      return false;
    }
  },
};

/** A signer from the 32 secret bytes of an Ed25519 key (RFC 8032). */
export function signerFromSeed(seed: Uint8Array): ProtocolSigner {
  assert(seed.length === SEED_BYTES, 'an Ed25519 seed has 32 bytes');
  const key = createPrivateKey({
    key: Buffer.concat([PKCS8_PREFIX, seed]),
    format: 'der',
    type: 'pkcs8',
  });
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  const publicKey = new Uint8Array(spki.subarray(SPKI_PREFIX.length));
  return {
    keyId: keyIdOf(publicKey, sha256),
    publicKey,
    sign: (message) => new Uint8Array(sign(null, message, key)),
  };
}
