/**
 * Seeds under a key of the operating system's keystore: what lies in a file is then of no use to
 * whoever copies the disk. The keystore holds one key for this installation; it is given to the
 * service by the shell that may ask for it (docs/spec/keys.md, K24).
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

import { concatBytes, utf8 } from '#domain/bytes.ts';
import { fromBase64Url, toBase64Url } from '#protocol/encoding.ts';

export interface Wrapping {
  wrap(name: string, seed: Uint8Array): string;
  /** Null where it was wrapped under another key or another name, or changed. */
  unwrap(name: string, text: string): Uint8Array | null;
}

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const PREFIX = 'wrapped.1.';

export const isWrapped = (text: string): boolean => text.startsWith(PREFIX);

const about = (name: string): Uint8Array => utf8(`raseed/wrapped-key/1\0${name}`);

function open(key: Uint8Array, name: string, bytes: Uint8Array): Uint8Array | null {
  const end = bytes.length - TAG_BYTES;
  if (end < NONCE_BYTES) return null;
  try {
    const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES));
    decipher.setAAD(about(name));
    decipher.setAuthTag(bytes.subarray(end));
    return concatBytes(decipher.update(bytes.subarray(NONCE_BYTES, end)), decipher.final());
  } catch {
    return null;
  }
}

/** `key`: 32 bytes, base64url; null where it is none. */
export function createWrapping(text: string): Wrapping | null {
  const key = fromBase64Url(text);
  if (key?.length !== KEY_BYTES) return null;
  return {
    wrap: (name, seed) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, key, nonce);
      cipher.setAAD(about(name));
      const sealed = concatBytes(cipher.update(seed), cipher.final(), cipher.getAuthTag());
      return PREFIX + toBase64Url(concatBytes(nonce, sealed));
    },
    unwrap: (name, wrapped) => {
      const bytes = isWrapped(wrapped) ? fromBase64Url(wrapped.slice(PREFIX.length)) : null;
      return bytes === null ? null : open(key, name, bytes);
    },
  };
}
