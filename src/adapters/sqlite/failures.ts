/** SQLite's result codes as answers. What is not the disk's doing is a bug and is thrown on. */
import { fail, type Err } from '#domain/result.ts';

/** `SQLITE_FULL` and its kin, or null where `error` is not SQLite's. */
export function sqliteCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  return typeof error.code === 'string' && error.code.startsWith('SQLITE_') ? error.code : null;
}

const DISK = /^SQLITE_(?:IOERR|CORRUPT|READONLY|CANTOPEN|NOTADB|PROTOCOL|NOMEM)/;

/** DISK_FULL or DISK_FAILED; anything else is thrown as it came. */
export function diskFailure(error: unknown): Err {
  const code = sqliteCode(error);
  if (code === 'SQLITE_FULL') return fail('DISK_FULL');
  if (code !== null && DISK.test(code)) return fail('DISK_FAILED', { cause: code });
  throw error;
}

/** Why a journal could not be opened. */
export function openFailure(error: unknown): Err {
  const code = sqliteCode(error);
  if (code === null) throw error;
  if (code.startsWith('SQLITE_BUSY')) return fail('JOURNAL_IN_USE');
  if (code === 'SQLITE_FULL') return fail('DISK_FULL');
  return fail('JOURNAL_UNREADABLE', { cause: code });
}
