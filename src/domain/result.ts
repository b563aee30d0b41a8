/**
 * Answers. An expected failure is a value with a code from the one registry (`errors.ts`); a bug is
 * an exception. The two are never mixed: nothing here throws except {@link assert}.
 */
import type { ErrorCode } from './errors.ts';

/** What went wrong, as data: the sentence is made from it in the user's language at the edge. */
export interface Failure {
  readonly code: ErrorCode;
  /** Values the sentence needs (never personal data). */
  readonly details?: Readonly<Record<string, string | number>>;
}

export type Ok<T> = { readonly ok: true; readonly value: T };
export type Err<E = Failure> = { readonly ok: false; readonly error: E };
export type Result<T, E = Failure> = Ok<T> | Err<E>;

export const ok = <T>(value: T): Ok<T> => ({ ok: true, value });

export const fail = (
  code: ErrorCode,
  details?: Readonly<Record<string, string | number>>,
): Err => ({ ok: false, error: details === undefined ? { code } : { code, details } });

/** A broken assumption of ours: crash, restart, replay the journal. */
export class BugError extends Error {
  override readonly name = 'BugError';
}

/** Throws {@link BugError} where `condition` does not hold. Never for input of people or machines. */
export function assert(condition: unknown, what: string): asserts condition {
  if (condition !== true) throw new BugError(what);
}

/** For the end of an exhaustive switch. */
export function unreachable(value: never): never {
  throw new BugError(`unreachable: ${JSON.stringify(value)}`);
}
