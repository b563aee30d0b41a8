/**
 * One key for this installation in the operating system's keystore (Keychain, DPAPI, a Linux secret
 * service): the counter's own keys lie wrapped under it. Where the system has no keystore, the files'
 * permissions are what there is.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

import type { SafeStorage } from 'electron';

const KEY_BYTES = 32;

/** On Linux `basic_text` hides with a password that everybody knows: that is no keystore. */
function hasKeystore(storage: SafeStorage): boolean {
  if (!storage.isEncryptionAvailable()) return false;
  return process.platform !== 'linux' || storage.getSelectedStorageBackend() !== 'basic_text';
}

/**
 * The key (base64url), made on the first start; null where there is no keystore, or where it does not
 * open what it once closed: keys that lie wrapped are then said to be unreadable, and nothing is
 * overwritten.
 */
export function keystoreKey(storage: SafeStorage, file: string): string | null {
  if (!hasKeystore(storage)) return null;
  try {
    if (existsSync(file)) return storage.decryptString(readFileSync(file));
    const key = randomBytes(KEY_BYTES).toString('base64url');
    writeFileSync(file, storage.encryptString(key), { mode: 0o600, flag: 'wx' });
    return key;
  } catch {
    return null;
  }
}
