/** Files of a stick at HQ: bounded, whole or not at all, compressed as the counters compress them. */
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { constants, zstdCompress, zstdDecompress } from 'node:zlib';

import { fromUtf8 } from '#domain/bytes.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { MAX_DOCUMENT_CHARS } from '#protocol/signed.ts';

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);
const MAX_FILE_BYTES = 16 * 1024 * 1024;
const COMPRESSION = { params: { [constants.ZSTD_c_checksumFlag]: 1 } };

/** FILE_DAMAGED where it is cut short, changed or too large. */
export async function readText(folder: string, name: string): Promise<Result<string>> {
  const damaged = fail('FILE_DAMAGED', { file: name });
  try {
    const file = path.join(folder, name);
    if ((await fs.stat(file)).size > MAX_FILE_BYTES) return damaged;
    const bytes = await decompress(await fs.readFile(file), {
      maxOutputLength: 2 * MAX_DOCUMENT_CHARS,
    });
    const text = fromUtf8(bytes);
    return text === null ? damaged : ok(text);
  } catch {
    return damaged;
  }
}

export async function writeText(folder: string, name: string, text: string): Promise<void> {
  const beside = path.join(folder, `.${name}.${randomBytes(4).toString('hex')}.new`);
  const handle = await fs.open(beside, 'wx');
  try {
    await handle.writeFile(await compress(Buffer.from(text), COMPRESSION));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await fs.rename(beside, path.join(folder, name));
}
