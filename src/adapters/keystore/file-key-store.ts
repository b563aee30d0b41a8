/**
 * Keys in files, for machines without a keystore of their own: one file a key, readable by its owner
 * alone, in a folder that only its owner may enter. A key that others can read is refused, not
 * repaired: it may have been read.
 */
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { join } from 'node:path';

import type { Digest } from '#domain/bytes.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { keyFromSeed } from '#adapters/system/ed25519.ts';
import { nodeSealCrypto } from '#adapters/system/node-sealing.ts';
import { writeWhole } from '#adapters/system/whole-file.ts';
import { keyIdOf } from '#protocol/crypto.ts';
import { fromBase64Url, toBase64Url } from '#protocol/encoding.ts';
import { createSealing, type Sealing } from '#protocol/seal.ts';
import type { KeyStore } from '#terminal/ports/key-store.ts';

import { isWrapped, type Wrapping } from './wrapping.ts';

const SEED_BYTES = 32;
const NAME = /^[a-z][a-z0-9-]{0,40}$/;
const OTHERS = 0o077;

/** Windows keeps permissions elsewhere: the folder is under the user's own profile there. */
const hasModes = process.platform !== 'win32';

const isExposed = (path: string): boolean => hasModes && (fs.statSync(path).mode & OTHERS) !== 0;

function syncFolder(folder: string): void {
  if (!hasModes) return;
  const handle = fs.openSync(folder, 'r');
  fs.fsyncSync(handle);
  fs.closeSync(handle);
}

/** Whole or not at all: written beside, flushed, then linked in place where nothing is yet. */
function writeOnce(folder: string, path: string, text: string): void {
  const beside = `${path}.${randomBytes(6).toString('hex')}.new`;
  const handle = fs.openSync(beside, 'wx', 0o600);
  try {
    fs.writeSync(handle, text);
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
  try {
    fs.linkSync(beside, path);
  } finally {
    fs.unlinkSync(beside);
  }
  syncFolder(folder);
}

interface KeyFile {
  readonly folder: string;
  readonly name: string;
  /** Of the operating system's keystore; null: the file's permissions alone. */
  readonly wrapping: Wrapping | null;
}

const spell = (seed: Uint8Array, { name, wrapping }: KeyFile): string =>
  wrapping === null ? toBase64Url(seed) : wrapping.wrap(name, seed);

function makeKey(of: KeyFile, path: string): void {
  const seed = randomBytes(SEED_BYTES);
  writeOnce(of.folder, path, spell(seed, of));
  seed.fill(0);
}

/** A key from before the keystore was there goes under it now. */
function wrapLater(of: KeyFile, path: string, seed: Uint8Array): void {
  if (of.wrapping !== null) writeWhole(path, Buffer.from(spell(seed, of)));
}

function unwrap({ name, wrapping }: KeyFile, text: string): Result<Uint8Array> {
  const seed = wrapping?.unwrap(name, text) ?? null;
  return seed?.length === SEED_BYTES ? ok(seed) : fail('KEY_UNREADABLE', { cause: 'KEYSTORE' });
}

export function readSeed(path: string): Result<Uint8Array> {
  if (isExposed(path)) return fail('KEY_EXPOSED', { path });
  const seed = fromBase64Url(fs.readFileSync(path, 'utf8').trim());
  return seed?.length === SEED_BYTES ? ok(seed) : fail('KEY_UNREADABLE', { cause: 'DAMAGED' });
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : 'UNKNOWN';

/** The seed of the key of that name, made now where there is none. */
export const openSeed = (folder: string, name: string): Result<Uint8Array> =>
  openKeyFile({ folder, name, wrapping: null });

function openKeyFile(of: KeyFile): Result<Uint8Array> {
  const { folder, name } = of;
  if (!NAME.test(name)) return fail('KEY_UNREADABLE', { cause: 'NAME' });
  const path = join(folder, `${name}.key`);
  try {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (isExposed(folder)) return fail('KEY_EXPOSED', { path: folder });
    if (!fs.existsSync(path)) makeKey(of, path);
    if (isExposed(path)) return fail('KEY_EXPOSED', { path });
    const text = fs.readFileSync(path, 'utf8').trim();
    if (isWrapped(text)) return unwrap(of, text);
    const seed = readSeed(path);
    if (seed.ok) wrapLater(of, path, seed.value);
    return seed;
  } catch (error) {
    return fail('KEY_UNREADABLE', { cause: codeOf(error) });
  }
}

/** Answers KEY_EXPOSED or KEY_UNREADABLE; an unreadable key is never replaced by a new one. */
export const createFileKeyStore = (of: {
  readonly folder: string;
  readonly digest: Digest;
  readonly wrapping?: Wrapping | null;
}): KeyStore => ({
  signer: (name) => {
    const seed = openKeyFile({ folder: of.folder, name, wrapping: of.wrapping ?? null });
    if (!seed.ok) return seed;
    const key = keyFromSeed(seed.value);
    seed.value.fill(0);
    return ok({ keyId: keyIdOf(key.publicKey, of.digest), ...key });
  },
});

/** The key that sticks for this counter are sealed to, kept as the others are. */
export function openStickKey(folder: string, wrapping: Wrapping | null = null): Result<Sealing> {
  const seed = openKeyFile({ folder, name: 'stick', wrapping });
  return seed.ok ? ok(createSealing(seed.value, nodeSealCrypto)) : seed;
}
