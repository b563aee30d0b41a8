/** What sealing a file needs (`protocol/seal.ts`), by Node at HQ. */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  hash,
  randomBytes,
  type KeyObject,
} from 'node:crypto';

import { concatBytes, fromHex } from '#domain/bytes.ts';
import type { SealCrypto } from '#protocol/seal.ts';

/** The DER that Node wants around raw X25519 keys (RFC 8410). */
const PKCS8_PREFIX = fromHex('302e020100300506032b656e04220420') ?? new Uint8Array();
const SPKI_PREFIX = fromHex('302a300506032b656e032100') ?? new Uint8Array();
const TAG_BYTES = 16;

function secretKey(secret: Uint8Array): KeyObject {
  const der = Buffer.from(concatBytes(PKCS8_PREFIX, secret));
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  der.fill(0);
  return key;
}

function publicKeyOf(raw: Uint8Array): KeyObject {
  const der = Buffer.from(concatBytes(SPKI_PREFIX, raw));
  return createPublicKey({ key: der, format: 'der', type: 'spki' });
}

export const nodeSealCrypto: SealCrypto = {
  sha256: (bytes) => hash('sha256', bytes, 'buffer'),
  randomBytes: (count) => Uint8Array.from(randomBytes(count)),
  hmacSha256: (key, data) => createHmac('sha256', key).update(data).digest(),
  x25519Public: (secret) => {
    const spki = createPublicKey(secretKey(secret)).export({ format: 'der', type: 'spki' });
    return Uint8Array.from(spki.subarray(SPKI_PREFIX.length));
  },
  x25519Shared: (secret, publicKey) => {
    try {
      return diffieHellman({
        privateKey: secretKey(secret),
        publicKey: publicKeyOf(publicKey),
      });
    } catch {
      return null;
    }
  },
  aesGcmSeal: ({ key, nonce, aad, text }) => {
    const cipher = createCipheriv('aes-128-gcm', key, nonce);
    cipher.setAAD(aad);
    return concatBytes(cipher.update(text), cipher.final(), cipher.getAuthTag());
  },
  aesGcmOpen: ({ key, nonce, aad, text }) => {
    const end = text.length - TAG_BYTES;
    if (end < 0) return null;
    try {
      const decipher = createDecipheriv('aes-128-gcm', key, nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(aad);
      decipher.setAuthTag(text.subarray(end));
      return concatBytes(decipher.update(text.subarray(0, end)), decipher.final());
    } catch {
      return null;
    }
  },
};
