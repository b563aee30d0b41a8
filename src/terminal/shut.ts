/**
 * A counter that could not be opened though nothing is known to be wrong with its journal: a newer
 * program's file, a full disk, keys that others can read. It writes nothing, gives nothing up, and
 * opens when that was put right.
 */
import type { ErrorCode } from '#domain/errors.ts';
import type { Failure } from '#domain/result.ts';

/** What the host may hand over as `damage` without the journal's being damaged. */
export const SHUT_CODES: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'SCHEMA_NEWER',
  'JOURNAL_UNREADABLE',
  'DISK_FULL',
  'KEY_EXPOSED',
  'KEY_UNREADABLE',
]);

export const isShut = ({ code }: Failure): boolean => SHUT_CODES.has(code);
