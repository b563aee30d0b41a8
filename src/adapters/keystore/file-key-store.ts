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
import { keyIdOf } from '#protocol/crypto.ts';
import { fromBase64Url, toBase64Url } from '#protocol/encoding.ts';
import type { KeyStore } from '#terminal/ports/key-store.ts';
import type { Signer } from '#terminal/ports/system.ts';

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

function makeKey(folder: string, path: string): void {
  const seed = randomBytes(SEED_BYTES);
  writeOnce(folder, path, toBase64Url(seed));
  seed.fill(0);
}

function readKey(path: string, digest: Digest): Result<Signer> {
  if (isExposed(path)) return fail('KEY_EXPOSED', { path });
  const seed = fromBase64Url(fs.readFileSync(path, 'utf8').trim());
  if (seed?.length !== SEED_BYTES) return fail('KEY_UNREADABLE', { cause: 'DAMAGED' });
  const key = keyFromSeed(seed);
  seed.fill(0);
  return ok({ keyId: keyIdOf(key.publicKey, digest), ...key });
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : 'UNKNOWN';

function openKey(of: { folder: string; path: string; digest: Digest }): Result<Signer> {
  fs.mkdirSync(of.folder, { recursive: true, mode: 0o700 });
  if (isExposed(of.folder)) return fail('KEY_EXPOSED', { path: of.folder });
  if (!fs.existsSync(of.path)) makeKey(of.folder, of.path);
  return readKey(of.path, of.digest);
}

/** Answers KEY_EXPOSED or KEY_UNREADABLE; an unreadable key is never replaced by a new one. */
export const createFileKeyStore = (of: {
  readonly folder: string;
  readonly digest: Digest;
}): KeyStore => ({
  signer: (name) => {
    if (!NAME.test(name)) return fail('KEY_UNREADABLE', { cause: 'NAME' });
    try {
      return openKey({ ...of, path: join(of.folder, `${name}.key`) });
    } catch (error) {
      return fail('KEY_UNREADABLE', { cause: codeOf(error) });
    }
  },
});
