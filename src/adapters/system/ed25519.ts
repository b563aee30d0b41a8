/** Ed25519 over raw keys (RFC 8032), by Node: 32-byte seed and public key, 64-byte signature. */
import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';

import { concatBytes, fromHex, toHex } from '#domain/bytes.ts';
import { assert } from '#domain/result.ts';

const SEED_BYTES = 32;
const PUBLIC_KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;

/** The DER that Node wants around raw keys (RFC 8410). */
const PKCS8_PREFIX = fromHex('302e020100300506032b657004220420') ?? new Uint8Array();
const SPKI_PREFIX = fromHex('302a300506032b6570032100') ?? new Uint8Array();

export interface Ed25519Key {
  readonly publicKey: Uint8Array;
  sign(message: Uint8Array): Uint8Array;
}

const toPublic = (publicKey: Uint8Array): KeyObject =>
  createPublicKey({
    key: Buffer.from(concatBytes(SPKI_PREFIX, publicKey)),
    format: 'der',
    type: 'spki',
  });

/** The key of a seed (32 bytes, secret). */
export function keyFromSeed(seed: Uint8Array): Ed25519Key {
  assert(seed.length === SEED_BYTES, 'an Ed25519 seed has 32 bytes');
  const der = Buffer.from(concatBytes(PKCS8_PREFIX, seed));
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  der.fill(0);
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return {
    publicKey: Uint8Array.from(spki.subarray(SPKI_PREFIX.length)),
    sign: (message) => new Uint8Array(sign(null, message, key)),
  };
}

/** How many public keys are kept ready: parsing one costs as much as verifying with it. */
const KEPT_KEYS = 64;

/** A verifier that keeps the keys it met last. False for anything malformed. */
export function createVerifier(): (of: {
  readonly publicKey: Uint8Array;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}) => boolean {
  const kept = new Map<string, KeyObject>();

  function keyOf(publicKey: Uint8Array): KeyObject {
    const name = toHex(publicKey);
    const found = kept.get(name);
    if (found !== undefined) return found;
    const made = toPublic(publicKey);
    if (kept.size >= KEPT_KEYS) kept.clear();
    kept.set(name, made);
    return made;
  }

  return ({ publicKey, message, signature }) => {
    if (publicKey.length !== PUBLIC_KEY_BYTES || signature.length !== SIGNATURE_BYTES) return false;
    try {
      return verify(null, message, keyOf(publicKey), signature);
    } catch {
      return false;
    }
  };
}
