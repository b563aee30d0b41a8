/**
 * Files that only their receiver can read: what lies on a stick is private to HQ or to one counter.
 * HPKE (RFC 9180) in base mode, one message a file, behind a short header that says for whom. It
 * hides; it does not vouch: who wrote what is inside is shown by the signatures there.
 * docs/spec/by-file.md, BF9 to BF12.
 */
import { concatBytes, equalBytes, toHex, utf8, type Digest } from '#domain/bytes.ts';
import type { KeyId } from '#domain/ids.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { keyIdOf } from './crypto.ts';

export const SEAL_KEY_BYTES = 32;
const NONCE_BYTES = 12;
const AES_KEY_BYTES = 16;
const HASH_BYTES = 32;

/** What sealing needs of cryptography: Node's, at the counter and at HQ. */
export interface SealCrypto {
  readonly sha256: Digest;
  randomBytes(count: number): Uint8Array;
  hmacSha256(key: Uint8Array, data: Uint8Array): Uint8Array;
  /** RFC 7748. The public key of 32 secret bytes. */
  x25519Public(secret: Uint8Array): Uint8Array;
  /** Null for a public key that shares nothing (a point of small order). */
  x25519Shared(secret: Uint8Array, publicKey: Uint8Array): Uint8Array | null;
  /** AES-128-GCM; the 16 bytes of the tag at the end. */
  aesGcmSeal(of: AesGcm): Uint8Array;
  /** Null where anything was changed. */
  aesGcmOpen(of: AesGcm): Uint8Array | null;
}

export interface AesGcm {
  readonly key: Uint8Array;
  readonly nonce: Uint8Array;
  readonly aad: Uint8Array;
  readonly text: Uint8Array;
}

const EMPTY = new Uint8Array();
const twoBytes = (n: number): Uint8Array => Uint8Array.of(n >> 8, n & 0xff);
/** DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-128-GCM. */
const KEM_SUITE = concatBytes(utf8('KEM'), twoBytes(0x0020));
const SUITE = concatBytes(utf8('HPKE'), twoBytes(0x0020), twoBytes(0x0001), twoBytes(0x0001));
const VERSION = utf8('HPKE-v1');

interface Labelled {
  readonly suite: Uint8Array;
  readonly label: string;
}

function extract(
  crypto: SealCrypto,
  of: Labelled & { readonly salt: Uint8Array; readonly ikm: Uint8Array },
): Uint8Array {
  return crypto.hmacSha256(of.salt, concatBytes(VERSION, of.suite, utf8(of.label), of.ikm));
}

/** One block of HKDF: nothing here is longer than a hash. */
function expand(
  crypto: SealCrypto,
  of: Labelled & { readonly prk: Uint8Array; readonly info: Uint8Array; readonly length: number },
): Uint8Array {
  const info = concatBytes(twoBytes(of.length), VERSION, of.suite, utf8(of.label), of.info);
  return crypto.hmacSha256(of.prk, concatBytes(info, Uint8Array.of(1))).subarray(0, of.length);
}

interface KeySchedule {
  readonly key: Uint8Array;
  readonly nonce: Uint8Array;
}

/** RFC 9180, 4.1 and 5.1: from the shared point to the one key and nonce of one message. */
function schedule(
  crypto: SealCrypto,
  of: {
    readonly dh: Uint8Array;
    readonly enc: Uint8Array;
    readonly receiver: Uint8Array;
    readonly info: Uint8Array;
  },
): KeySchedule {
  const kem = { suite: KEM_SUITE };
  const eaePrk = extract(crypto, { ...kem, label: 'eae_prk', salt: EMPTY, ikm: of.dh });
  const kemContext = concatBytes(of.enc, of.receiver);
  const shared = { ...kem, label: 'shared_secret', prk: eaePrk, info: kemContext };
  const sharedSecret = expand(crypto, { ...shared, length: HASH_BYTES });
  const suite = { suite: SUITE };
  const pskId = extract(crypto, { ...suite, label: 'psk_id_hash', salt: EMPTY, ikm: EMPTY });
  const infoHash = extract(crypto, { ...suite, label: 'info_hash', salt: EMPTY, ikm: of.info });
  const context = concatBytes(Uint8Array.of(0), pskId, infoHash);
  const secret = extract(crypto, { ...suite, label: 'secret', salt: sharedSecret, ikm: EMPTY });
  const from = { ...suite, prk: secret, info: context };
  return {
    key: expand(crypto, { ...from, label: 'key', length: AES_KEY_BYTES }),
    nonce: expand(crypto, { ...from, label: 'base_nonce', length: NONCE_BYTES }),
  };
}

export interface HpkeMessage {
  readonly info: Uint8Array;
  readonly aad: Uint8Array;
  readonly text: Uint8Array;
}

/** RFC 9180, 6.1, with the ephemeral secret given: fresh random bytes, but for a test vector. */
export function hpkeSeal(
  crypto: SealCrypto,
  of: HpkeMessage & { readonly receiver: Uint8Array; readonly ephemeral: Uint8Array },
): { readonly enc: Uint8Array; readonly sealed: Uint8Array } | null {
  const { receiver, ephemeral, info, aad, text } = of;
  const dh = crypto.x25519Shared(ephemeral, receiver);
  if (dh === null) return null;
  const enc = crypto.x25519Public(ephemeral);
  const keys = schedule(crypto, { dh, enc, receiver, info });
  return { enc, sealed: crypto.aesGcmSeal({ ...keys, aad, text }) };
}

/** Null where it was sealed for another, or changed. */
export function hpkeOpen(
  crypto: SealCrypto,
  of: HpkeMessage & { readonly secret: Uint8Array; readonly enc: Uint8Array },
): Uint8Array | null {
  const { secret, enc, info, aad, text } = of;
  const dh = crypto.x25519Shared(secret, enc);
  if (dh === null) return null;
  const receiver = crypto.x25519Public(secret);
  return crypto.aesGcmOpen({ ...schedule(crypto, { dh, enc, receiver, info }), aad, text });
}

const MAGIC = Uint8Array.of(0x52, 0x53, 0x44, 0x53, 0x45, 0x41, 0x4c, 0x01);
const INFO = utf8('raseed/sealed/1\0');
const KEY_NAME_BYTES = 8;
const LENGTH_AT = MAGIC.length + KEY_NAME_BYTES;
/** Magic, key name, length: what the seal also covers. */
const COVERED_BYTES = LENGTH_AT + 4;
const HEADER_BYTES = COVERED_BYTES + SEAL_KEY_BYTES;
const TAG_BYTES = 16;

const nameBytes = (publicKey: Uint8Array, digest: Digest): Uint8Array =>
  digest(publicKey).subarray(0, KEY_NAME_BYTES);

/** Opens what was sealed for one receiver, and seals for others. */
export interface Sealing {
  readonly keyId: KeyId;
  /** Raw X25519, 32 bytes: what others seal to. */
  readonly publicKey: Uint8Array;
  /** Null where `receiver` is no usable key. */
  seal(receiver: Uint8Array, text: Uint8Array): Uint8Array | null;
  /** SEAL_CUT_SHORT, SEALED_FOR_ANOTHER or SEAL_BROKEN. */
  open(file: Uint8Array): Result<Uint8Array>;
}

/** BF10: the file's bytes, with the ephemeral secret given. */
export function sealFile(
  crypto: SealCrypto,
  of: {
    readonly receiver: Uint8Array;
    readonly ephemeral: Uint8Array;
    readonly text: Uint8Array;
  },
): Uint8Array | null {
  if (of.receiver.length !== SEAL_KEY_BYTES) return null;
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, of.text.length + TAG_BYTES);
  const aad = concatBytes(MAGIC, nameBytes(of.receiver, crypto.sha256), length);
  const message = hpkeSeal(crypto, { ...of, info: INFO, aad });
  return message === null ? null : concatBytes(aad, message.enc, message.sealed);
}

/** BF11: what is wrong with the form, before anything is opened. */
function checkForm(file: Uint8Array, keyId: KeyId): Result<null> {
  const begun = file.subarray(0, MAGIC.length);
  if (!equalBytes(begun, MAGIC.subarray(0, begun.length))) return fail('SEAL_BROKEN');
  if (file.length < HEADER_BYTES) return fail('SEAL_CUT_SHORT');
  const receiver = toHex(file.subarray(MAGIC.length, LENGTH_AT));
  if (receiver !== keyId) return fail('SEALED_FOR_ANOTHER');
  const { buffer, byteOffset } = file;
  const length = new DataView(buffer, byteOffset, HEADER_BYTES).getUint32(LENGTH_AT);
  const there = file.length - HEADER_BYTES;
  if (there < length) return fail('SEAL_CUT_SHORT');
  return there > length || length < TAG_BYTES ? fail('SEAL_BROKEN') : ok(null);
}

/** The seals of whoever holds these 32 secret bytes. */
export function createSealing(secret: Uint8Array, crypto: SealCrypto): Sealing {
  const publicKey = crypto.x25519Public(secret);
  const keyId = keyIdOf(publicKey, crypto.sha256);
  return {
    keyId,
    publicKey,
    seal: (receiver, text) =>
      sealFile(crypto, { receiver, text, ephemeral: crypto.randomBytes(SEAL_KEY_BYTES) }),
    open: (file) => {
      const form = checkForm(file, keyId);
      if (!form.ok) return form;
      const text = hpkeOpen(crypto, {
        secret,
        enc: file.subarray(COVERED_BYTES, HEADER_BYTES),
        info: INFO,
        aad: file.subarray(0, COVERED_BYTES),
        text: file.subarray(HEADER_BYTES),
      });
      return text === null ? fail('SEAL_BROKEN') : ok(text);
    },
  };
}
