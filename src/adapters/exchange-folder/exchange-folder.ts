/**
 * USB sticks and shared folders as places for files: each configured folder is one place, or each
 * folder in it where it is the folder that sticks are mounted under. Texts are compressed with zstd,
 * whose own checksum finds a file that was cut short or changed; what is private is sealed after that.
 */
import * as fs from 'node:fs';
import { join } from 'node:path';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';

import { fromUtf8 } from '#domain/bytes.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { fileCode, writeWhole } from '#adapters/system/whole-file.ts';
import { isSealedName } from '#protocol/file-names.ts';
import type { Sealing } from '#protocol/seal.ts';
import { MAX_DOCUMENT_CHARS } from '#protocol/signed.ts';
import type { Exchange, ExchangePlace } from '#terminal/ports/exchange.ts';

export interface ExchangeRoot {
  readonly folder: string;
  /** Each folder directly inside is a place of its own, as sticks are mounted. */
  readonly isMountFolder: boolean;
}

const MAX_FILE_BYTES = 16 * 1024 * 1024;
const COMPRESSION = {
  params: { [constants.ZSTD_c_compressionLevel]: 3, [constants.ZSTD_c_checksumFlag]: 1 },
};
/** No path, no hidden file, nothing that a file system of a stick would refuse. */
const NAME = /^[A-Z0-9][A-Za-z0-9.-]{2,90}\.(?:zst|sealed)$/;

function foldersOf({
  folder,
  isMountFolder,
}: ExchangeRoot): readonly (readonly [string, string])[] {
  try {
    if (!isMountFolder) return fs.statSync(folder).isDirectory() ? [[folder, folder]] : [];
    return fs
      .readdirSync(folder, { withFileTypes: true })
      .filter((each) => each.isDirectory())
      .map((each) => [join(folder, each.name), each.name] as const);
  } catch {
    return [];
  }
}

function freeBytes(folder: string): number | null {
  try {
    const { bavail, bsize } = fs.statfsSync(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}

function unpack(name: string, bytes: Uint8Array): Result<string> {
  try {
    const text = fromUtf8(zstdDecompressSync(bytes, { maxOutputLength: 2 * MAX_DOCUMENT_CHARS }));
    return text === null ? fail('FILE_DAMAGED', { file: name }) : ok(text);
  } catch {
    return fail('FILE_DAMAGED', { file: name });
  }
}

function failed(error: unknown): ReturnType<typeof fail> {
  const cause = fileCode(error);
  return cause === 'ENOSPC' ? fail('EXCHANGE_FULL') : fail('EXCHANGE_FAILED', { cause });
}

function readFile(folder: string, name: string, sealing: Sealing): Result<string> {
  try {
    const path = join(folder, name);
    if (!NAME.test(name) || fs.statSync(path).size > MAX_FILE_BYTES) {
      return fail('FILE_DAMAGED', { file: name });
    }
    const bytes = fs.readFileSync(path);
    const packed = isSealedName(name) ? sealing.open(bytes) : ok(bytes);
    return packed.ok ? unpack(name, packed.value) : packed;
  } catch (error) {
    return failed(error);
  }
}

/** The folder is its own id: short, and the same as long as the stick stays plugged in. */
export function createExchangeFolder(roots: readonly ExchangeRoot[], sealing: Sealing): Exchange {
  const all = () => roots.flatMap(foldersOf);

  function within<T>(placeId: string, work: (folder: string) => Result<T>): Result<T> {
    const found = all().find(([folder]) => folder === placeId);
    if (found === undefined) return fail('EXCHANGE_PLACE_MISSING');
    try {
      return work(found[0]);
    } catch (error) {
      return failed(error);
    }
  }

  return {
    sealKey: sealing.publicKey,
    places: () =>
      all().map(([folder, label]): ExchangePlace => ({
        placeId: folder,
        label,
        freeBytes: freeBytes(folder),
      })),
    write: ({ placeId, name, text, sealTo }) =>
      within(placeId, (folder) => {
        const isNamed = NAME.test(name) && isSealedName(name) === (sealTo !== undefined);
        if (!isNamed) return fail('EXCHANGE_FAILED', { cause: 'NAME' });
        const packed = zstdCompressSync(Buffer.from(text), COMPRESSION);
        const bytes = sealTo === undefined ? packed : sealing.seal(sealTo, packed);
        if (bytes === null) return fail('SEAL_KEY_MISSING');
        writeWhole(join(folder, name), bytes, 0o644);
        return ok(null);
      }),
    list: (placeId) =>
      within(placeId, (folder) =>
        ok(
          fs
            .readdirSync(folder)
            .filter((name) => NAME.test(name))
            .toSorted(),
        ),
      ),
    read: ({ placeId, name }) => within(placeId, (folder) => readFile(folder, name, sealing)),
  };
}
