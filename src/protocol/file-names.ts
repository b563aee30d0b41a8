/**
 * Names of files that travel between a counter and HQ on a stick: the counter, the range, the kind.
 * A name only helps to find a file; what is in it is believed for its signature. docs/spec/by-file.md.
 */
const DIGITS = 9;
const padded = (n: number): string => String(n).padStart(DIGITS, '0');

export const batchFile = (counterId: string, firstSeq: number, lastSeq: number): string =>
  `${counterId}.${padded(firstSeq)}-${padded(lastSeq)}.batch.zst`;

/** A file that only its receiver can read (BF10): the same name with another ending. */
const sealedName = (name: string): string => name.replace(/\.zst$/, '.sealed');
export const isSealedName = (name: string): boolean => name.endsWith('.sealed');

export const sealedBatchFile = (counterId: string, firstSeq: number, lastSeq: number): string =>
  sealedName(batchFile(counterId, firstSeq, lastSeq));

export const acknowledgementFile = (counterId: string, seq: number): string =>
  `${counterId}.${padded(seq)}.ack.zst`;

export const feedFile = (counterId: string, afterCursor: number): string =>
  `${counterId}.${padded(afterCursor)}.feed.sealed`;

/** What the counter asks for: which feed it has. */
export const askFile = (counterId: string): string => `${counterId}.ask.zst`;

export type FileKind = 'batch' | 'ack' | 'feed' | 'ask';

export interface FileName {
  readonly counterId: string;
  readonly kind: FileKind;
  /** First seq, or the cursor; 0 where the name has none. */
  readonly at: number;
}

const NAME =
  /^([A-Z0-9-]{6,24})\.(?:(\d{9,16})(?:-\d{9,16})?\.)?(batch|ack|feed|ask)\.(zst|sealed)$/;

/** BF9: the feed is always sealed, a batch where it holds personal records, the rest never. */
const isWellSealed = (kind: string, ending: string): boolean =>
  kind === 'batch' || (kind === 'feed') === (ending === 'sealed');

/** Null for a name that is none of ours. */
export function parseFileName(name: string): FileName | null {
  const [, counterId, at, kind, ending] = NAME.exec(name) ?? [];
  if (counterId === undefined || kind === undefined || ending === undefined) return null;
  if (!isWellSealed(kind, ending)) return null;
  return { counterId, kind: kind as FileKind, at: Number(at ?? 0) };
}
