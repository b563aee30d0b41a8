/**
 * A counter that could not be opened though nothing is known to be wrong with its journal: a newer
 * program's file, a full disk, keys that others can read. It writes nothing, gives nothing up, and
 * opens when that was put right.
 */
import type { ErrorCode } from '#domain/errors.ts';
import type { Failure } from '#domain/result.ts';

import { isRetired } from './retirement.ts';

/** What the host may hand over as `damage` without the journal's being damaged. */
export const SHUT_CODES: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'SCHEMA_NEWER',
  'JOURNAL_UNREADABLE',
  'DISK_FULL',
  'KEY_EXPOSED',
  'KEY_UNREADABLE',
]);

export const isShut = ({ code }: Failure): boolean => SHUT_CODES.has(code);

/**
 * Whether this device may put its journal aside and begin anew. Not where all is well behind what keeps
 * it shut; but keys that nobody can read any more end a journal as surely as damage does.
 */
export const mayStartAnew = (failure: Failure): boolean =>
  failure.code === 'KEY_UNREADABLE' || (!isShut(failure) && !isRetired(failure));
