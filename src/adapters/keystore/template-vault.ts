/**
 * The office's keys for fingerprint templates, beside the counter's own keys: `template-<name>.key`,
 * one file a key, named by its hash. `template-seal.key` opens what other counters seal to this one.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hash,
  hkdfSync,
  randomBytes,
} from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { writeWhole, fileCode } from '#adapters/system/whole-file.ts';
import { nodeSealCrypto } from '#adapters/system/node-sealing.ts';
import { concatBytes, utf8 } from '#domain/bytes.ts';
import { assert, fail, ok, type Result } from '#domain/result.ts';
import { fromBase64Url, toBase64Url } from '#protocol/encoding.ts';
import { createSealing, type Sealing } from '#protocol/seal.ts';
import type { Box, TemplateVault } from '#terminal/ports/vault.ts';

import { openSeed, readSeed } from './file-key-store.ts';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const FILE = /^template-([0-9a-f]{16})\.key$/;

interface OfficeKey {
  readonly id: string;
  /** Hides templates. */
  readonly hides: Uint8Array;
  /** Finds references. */
  readonly finds: Uint8Array;
  readonly seed: Uint8Array;
}

const nameOf = (seed: Uint8Array): string =>
  hash('sha256', concatBytes(utf8('raseed/template-key/1\0'), seed)).slice(0, 16);

const derive = (seed: Uint8Array, purpose: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', seed, '', `raseed/${purpose}/1`, KEY_BYTES));

const officeKey = (seed: Uint8Array): OfficeKey => ({
  id: nameOf(seed),
  hides: derive(seed, 'template'),
  finds: derive(seed, 'reference'),
  seed,
});

class FileVault implements TemplateVault {
  readonly sealingKey: string;
  readonly #folder: string;
  readonly #sealing: Sealing;
  readonly #keys = new Map<string, OfficeKey>();

  constructor(folder: string, sealing: Sealing) {
    this.#folder = folder;
    this.#sealing = sealing;
    this.sealingKey = toBase64Url(sealing.publicKey);
  }

  /** Every key that lies there. */
  load(): Result<null> {
    for (const file of readdirSync(this.#folder).sort()) {
      const name = FILE.exec(file)?.[1];
      if (name === undefined) continue;
      const seed = readSeed(join(this.#folder, file));
      if (!seed.ok) return seed;
      if (nameOf(seed.value) !== name) return fail('KEY_UNREADABLE', { cause: 'DAMAGED' });
      this.#keys.set(name, officeKey(seed.value));
    }
    return ok(null);
  }

  #keep(seed: Uint8Array): Result<string> {
    const key = officeKey(seed);
    if (this.#keys.has(key.id)) return ok(key.id);
    try {
      writeWhole(join(this.#folder, `template-${key.id}.key`), utf8(toBase64Url(seed)));
    } catch (error) {
      return fail('KEY_UNREADABLE', { cause: fileCode(error) });
    }
    this.#keys.set(key.id, key);
    return ok(key.id);
  }

  #key(keyId: string): OfficeKey {
    const key = this.#keys.get(keyId);
    assert(key !== undefined, 'a key that is held');
    return key;
  }

  keyIds = (): readonly string[] => [...this.#keys.keys()].toSorted();

  makeKey = (): Result<string> => this.#keep(Uint8Array.from(randomBytes(KEY_BYTES)));

  seal: TemplateVault['seal'] = ({ keyId, text, about }) => {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.#key(keyId).hides, nonce);
    cipher.setAAD(utf8(about));
    const hidden = [cipher.update(text), cipher.final(), cipher.getAuthTag()];
    return { keyId, box: toBase64Url(concatBytes(nonce, ...hidden)) };
  };

  open: TemplateVault['open'] = ({ keyId, box }: Box, about) => {
    const key = this.#keys.get(keyId);
    const bytes = fromBase64Url(box);
    if (key === undefined || bytes === null) return null;
    const end = bytes.length - TAG_BYTES;
    if (end < NONCE_BYTES) return null;
    try {
      const nonce = bytes.subarray(0, NONCE_BYTES);
      const decipher = createDecipheriv(CIPHER, key.hides, nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(utf8(about));
      decipher.setAuthTag(bytes.subarray(end));
      return concatBytes(decipher.update(bytes.subarray(NONCE_BYTES, end)), decipher.final());
    } catch {
      return null;
    }
  };

  lookup: TemplateVault['lookup'] = (keyId, reference) =>
    createHmac('sha256', this.#key(keyId).finds).update(reference).digest('hex');

  wrap: TemplateVault['wrap'] = (keyId, sealingKey) => {
    const receiver = fromBase64Url(sealingKey);
    const sealed = receiver === null ? null : this.#sealing.seal(receiver, this.#key(keyId).seed);
    return sealed === null ? null : toBase64Url(sealed);
  };

  unwrap: TemplateVault['unwrap'] = (keyId, wrapped) => {
    const opened = this.#sealing.open(fromBase64Url(wrapped) ?? new Uint8Array());
    if (!opened.ok) return opened;
    const seed = opened.value;
    if (seed.length !== KEY_BYTES || nameOf(seed) !== keyId) return fail('SEAL_BROKEN');
    const kept = this.#keep(Uint8Array.from(seed));
    return kept.ok ? ok(null) : kept;
  };
}

/** Answers KEY_EXPOSED or KEY_UNREADABLE; the sealing key is made where there is none. */
export function openTemplateVault(folder: string): Result<TemplateVault> {
  const seed = openSeed(folder, 'template-seal');
  if (!seed.ok) return seed;
  const vault = new FileVault(folder, createSealing(seed.value, nodeSealCrypto));
  const loaded = vault.load();
  return loaded.ok ? ok(vault) : loaded;
}
