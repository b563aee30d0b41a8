/**
 * Names of files that travel between a counter and HQ on a stick: the counter, the range, the kind.
 * A name only helps to find a file; what is in it is believed for its signature. docs/spec/by-file.md.
 */
const DIGITS = 9;
const padded = (n: number): string => String(n).padStart(DIGITS, '0');

export const batchFile = (counterId: string, firstSeq: number, lastSeq: number): string =>
  `${counterId}.${padded(firstSeq)}-${padded(lastSeq)}.batch.zst`;

export const acknowledgementFile = (counterId: string, seq: number): string =>
  `${counterId}.${padded(seq)}.ack.zst`;

export const feedFile = (counterId: string, afterCursor: number): string =>
  `${counterId}.${padded(afterCursor)}.feed.zst`;

/** What the counter asks for: which feed it has. */
export const askFile = (counterId: string): string => `${counterId}.ask.zst`;

export type FileKind = 'batch' | 'ack' | 'feed' | 'ask';

export interface FileName {
  readonly counterId: string;
  readonly kind: FileKind;
  /** First seq, or the cursor; 0 where the name has none. */
  readonly at: number;
}

const NAME = /^([A-Z0-9-]{6,24})\.(?:(\d{9,16})(?:-\d{9,16})?\.)?(batch|ack|feed|ask)\.zst$/;

/** Null for a name that is none of ours. */
export function parseFileName(name: string): FileName | null {
  const [, counterId, at, kind] = NAME.exec(name) ?? [];
  if (counterId === undefined || kind === undefined) return null;
  return { counterId, kind: kind as FileKind, at: Number(at ?? 0) };
}
