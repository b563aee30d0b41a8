/**
 * Keys as files: one JSON file of 32 secret bytes each, readable by their owner alone, and one of
 * certificates. A real installation keeps the root's and the signers' files elsewhere: the server
 * itself reads only its own three.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { z } from 'zod';

import { PUBLIC_KEY_BYTES, type ProtocolSigner } from '#protocol/crypto.ts';
import { fromBase64Url, toBase64Url } from '#protocol/encoding.ts';
import { createSealing, type Sealing } from '#protocol/seal.ts';
import { buildTrust } from '#protocol/trust.ts';
import type { ServerKeys } from '#server/context.ts';
import { nodeCrypto, SEED_BYTES, signerFromSeed } from './node-crypto.ts';
import { nodeSealCrypto } from './node-sealing.ts';

export const KEY_NAMES = ['root', 'maker', 'approver', 'server', 'enroller'] as const;
export type KeyName = (typeof KEY_NAMES)[number];
/** X25519, not Ed25519: what counters seal their sticks to. */
const STICK = 'stick';

const keyShape = z.strictObject({ seed: z.string() });
const certificatesShape = z.strictObject({
  rootPublicKey: z.string(),
  certificates: z.array(z.string()),
  revokedKeyIds: z.array(z.string()),
});
export type CertificatesFile = z.infer<typeof certificatesShape>;

export class KeysError extends Error {
  override readonly name = 'KeysError';
}

const keyFile = (folder: string, name: KeyName | typeof STICK): string =>
  path.join(folder, `${name}.key.json`);
const certificatesFile = (folder: string): string => path.join(folder, 'certificates.json');

/** Whole or not at all: written beside and renamed. */
function writePrivately(file: string, value: unknown): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.new`, JSON.stringify(value), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

function read<S extends z.ZodType>(file: string, shape: S): z.infer<S> {
  try {
    return shape.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    throw new KeysError(
      `The key file ${file} is missing or cannot be read. Restore it from the backup.`,
    );
  }
}

function loadSeed(folder: string, name: KeyName | typeof STICK): Uint8Array {
  const seed = fromBase64Url(read(keyFile(folder, name), keyShape).seed);
  if (seed?.length !== SEED_BYTES) throw new KeysError(`The key ${name} is damaged.`);
  return seed;
}

export const loadSigner = (folder: string, name: KeyName): ProtocolSigner =>
  signerFromSeed(loadSeed(folder, name));

/** Makes the key where it is not there yet; never replaces one. */
export function ensureSigner(folder: string, name: KeyName): ProtocolSigner {
  ensureSeed(folder, name);
  return loadSigner(folder, name);
}

function ensureSeed(folder: string, name: KeyName | typeof STICK): void {
  const file = keyFile(folder, name);
  if (!existsSync(file)) writePrivately(file, { seed: toBase64Url(randomBytes(SEED_BYTES)) });
}

export const ensureStickKey = (folder: string): void => ensureSeed(folder, STICK);

const loadSealing = (folder: string): Sealing | null =>
  existsSync(keyFile(folder, STICK))
    ? createSealing(loadSeed(folder, STICK), nodeSealCrypto)
    : null;

export const hasCertificates = (folder: string): boolean => existsSync(certificatesFile(folder));
export const writeCertificates = (folder: string, file: CertificatesFile): void =>
  writePrivately(certificatesFile(folder), file);
export const readCertificates = (folder: string): CertificatesFile =>
  read(certificatesFile(folder), certificatesShape);

/** What the server runs with; throws {@link KeysError} in words where something is wrong. */
export function loadServerKeys(folder: string): ServerKeys {
  const file = readCertificates(folder);
  const rootPublicKey = fromBase64Url(file.rootPublicKey);
  if (rootPublicKey?.length !== PUBLIC_KEY_BYTES) throw new KeysError('The root key is damaged.');
  const trust = buildTrust({ ...file, rootPublicKey }, nodeCrypto);
  if (!trust.ok) throw new KeysError(`The certificates in ${folder} do not lead to the root key.`);
  const { certificates, revokedKeyIds } = file;
  return {
    rootPublicKey,
    certificates,
    revokedKeyIds,
    server: loadSigner(folder, 'server'),
    enroller: loadSigner(folder, 'enroller'),
    sealing: loadSealing(folder),
  };
}
