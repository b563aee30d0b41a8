/** Files that are there whole or not at all: written beside, flushed, renamed, the folder flushed. */
import * as fs from 'node:fs';
import { randomBytes } from 'node:crypto';
import { basename, dirname, join } from 'node:path';

/** FAT sticks and Windows cannot flush a folder. */
function syncFolder(folder: string): void {
  try {
    const handle = fs.openSync(folder, 'r');
    try {
      fs.fsyncSync(handle);
    } finally {
      fs.closeSync(handle);
    }
  } catch {
    // The file itself was flushed; the name will follow.
  }
}

/** Throws the file system's own error; nothing is left beside where it does. */
export function writeWhole(path: string, bytes: Uint8Array, mode = 0o600): void {
  const folder = dirname(path);
  const beside = join(folder, `.${basename(path)}.${randomBytes(4).toString('hex')}.new`);
  try {
    const handle = fs.openSync(beside, 'wx', mode);
    try {
      fs.writeFileSync(handle, bytes);
      fs.fsyncSync(handle);
    } finally {
      fs.closeSync(handle);
    }
    fs.renameSync(beside, path);
  } catch (error) {
    fs.rmSync(beside, { force: true });
    throw error;
  }
  syncFolder(folder);
}

/** `ENOENT` and its kin; `UNKNOWN` for what is none. */
export const fileCode = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : 'UNKNOWN';
