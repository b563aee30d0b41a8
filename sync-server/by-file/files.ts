/** Files of a stick at HQ: bounded, whole or not at all, compressed as the counters compress them. */
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { constants, zstdCompress, zstdDecompress } from 'node:zlib';

import { fromUtf8 } from '#domain/bytes.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { isSealedName } from '#protocol/file-names.ts';
import type { Sealing } from '#protocol/seal.ts';
import { MAX_DOCUMENT_CHARS } from '#protocol/signed.ts';

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);
const MAX_FILE_BYTES = 16 * 1024 * 1024;
const COMPRESSION = { params: { [constants.ZSTD_c_checksumFlag]: 1 } };

/** Only what is sealed for HQ has a seal to open. */
function opened(name: string, bytes: Uint8Array, sealing: Sealing | null): Result<Uint8Array> {
  if (!isSealedName(name)) return ok(bytes);
  return sealing === null ? fail('SEAL_KEY_MISSING') : sealing.open(bytes);
}

/**
 * FILE_DAMAGED where it is cut short, changed or too large; of a sealed file SEALED_FOR_ANOTHER,
 * SEAL_BROKEN or SEAL_CUT_SHORT.
 */
export async function readText(
  folder: string,
  name: string,
  sealing: Sealing | null,
): Promise<Result<string>> {
  const damaged = fail('FILE_DAMAGED', { file: name });
  try {
    const file = path.join(folder, name);
    if ((await fs.stat(file)).size > MAX_FILE_BYTES) return damaged;
    const packed = opened(name, await fs.readFile(file), sealing);
    if (!packed.ok) return packed;
    const bytes = await decompress(packed.value, { maxOutputLength: 2 * MAX_DOCUMENT_CHARS });
    const text = fromUtf8(bytes);
    return text === null ? damaged : ok(text);
  } catch {
    return damaged;
  }
}

export const packText = (text: string): Promise<Uint8Array> =>
  compress(Buffer.from(text), COMPRESSION);

/** Whole or not at all. */
export async function writeBytes(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  const beside = path.join(folder, `.${name}.${randomBytes(4).toString('hex')}.new`);
  const handle = await fs.open(beside, 'wx');
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await fs.rename(beside, path.join(folder, name));
}
