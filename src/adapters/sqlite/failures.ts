/** SQLite's result codes as answers. What is not the disk's doing is a bug and is thrown on. */
import { fail, type Err } from '#domain/result.ts';
import { StoreFault } from '#terminal/ports/journal-store.ts';

/** `SQLITE_FULL` and its kin, or null where `error` is not SQLite's. */
export function sqliteCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  return typeof error.code === 'string' && error.code.startsWith('SQLITE_') ? error.code : null;
}

const DISK = /^SQLITE_(?:IOERR|READONLY|CANTOPEN|PROTOCOL|NOMEM)/;
const DAMAGE = /^SQLITE_(?:CORRUPT|NOTADB)/;

/** Whether SQLite found the file's own structure wrong. */
export function isDamage(error: unknown): boolean {
  const code = sqliteCode(error);
  return code !== null && DAMAGE.test(code);
}

/** DISK_FULL, DISK_FAILED or JOURNAL_DAMAGED; anything else is thrown as it came. */
export function diskFailure(error: unknown): Err {
  if (error instanceof StoreFault) return { ok: false, error: error.failure };
  const code = sqliteCode(error);
  if (code !== null && DAMAGE.test(code)) return fail('JOURNAL_DAMAGED', { cause: code });
  if (code === 'SQLITE_FULL') return fail('DISK_FULL');
  if (code !== null && DISK.test(code)) return fail('DISK_FAILED', { cause: code });
  throw error;
}

/** What a read met, thrown on as a {@link StoreFault} where it is the disk's doing. */
export function readFault(error: unknown): never {
  throw new StoreFault(diskFailure(error).error);
}

/** Why a journal could not be opened. */
export function openFailure(error: unknown): Err {
  const code = sqliteCode(error);
  if (code === null) throw error;
  if (code.startsWith('SQLITE_BUSY')) return fail('JOURNAL_IN_USE');
  if (code === 'SQLITE_FULL') return fail('DISK_FULL');
  if (DAMAGE.test(code)) return fail('JOURNAL_DAMAGED', { cause: code });
  return fail('JOURNAL_UNREADABLE', { cause: code });
}
