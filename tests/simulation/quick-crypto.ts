/**
 * A stand-in for Ed25519 that costs one hash: a "signature" is the hash of the public key and the
 * message, twice over. It proves nothing to an adversary; the simulated world has none who would
 * forge one, and some seeds run with real keys.
 */
import { hash } from 'node:crypto';

import { concatBytes, equalBytes, utf8 } from '#domain/bytes.ts';
import { keyIdOf, type ProtocolCrypto, type ProtocolSigner } from '#protocol/crypto.ts';
import { nodeCrypto, signerFromSeed } from '#server/keys/node-crypto.ts';

const sha256 = (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer');

function quickSignature(publicKey: Uint8Array, message: Uint8Array): Uint8Array {
  const half = sha256(concatBytes(publicKey, message));
  return concatBytes(half, half);
}

export interface KeyWorld {
  readonly crypto: ProtocolCrypto;
  signer(name: string): ProtocolSigner;
}

export const quickKeys: KeyWorld = {
  crypto: {
    sha256,
    verifyEd25519: ({ publicKey, message, signature }) =>
      equalBytes(signature, quickSignature(publicKey, message)),
  },
  signer: (name) => {
    const publicKey = sha256(utf8(`quick/${name}`));
    const keyId = keyIdOf(publicKey, sha256);
    return { keyId, publicKey, sign: (message) => quickSignature(publicKey, message) };
  },
};

export const realKeys: KeyWorld = {
  crypto: nodeCrypto,
  signer: (name) => signerFromSeed(sha256(utf8(`real/${name}`))),
};
