/**
 * What is kept about the journal outside its file, so that a journal that was restored, copied or
 * damaged can be told from one that was not, and what can still be read of one that was.
 */
import type { CounterId, Hash, OfficeId } from '#domain/ids.ts';
import type { StoredEntry } from '#domain/journal/kinds.ts';
import type { Failure, Result } from '#domain/result.ts';

/** A place in a chain. */
export interface ChainPlace {
  readonly seq: number;
  readonly hash: Hash;
}

/** The high-water mark: how far this counter's journal is known to have come. */
export interface HeadMark {
  readonly officeId: OfficeId;
  readonly counterId: CounterId;
  readonly head: ChainPlace;
  /** What HQ had acknowledged. */
  readonly acknowledged: ChainPlace;
  /** Why the counter was stopped for good, else null. */
  readonly stopped: Failure | null;
}

/** Who this device was before it was set aside: the next enrolment names it. */
export interface Predecessor {
  readonly counterId: CounterId;
  /** The last head that HQ acknowledged. */
  readonly head: ChainPlace;
}

/** A journal's file, or its second copy, read entry by entry as far as it can be read. */
export interface Remains {
  readonly name: 'journal' | 'backup';
  /** 0 where nothing can be read. */
  lastSeq(): number;
  /** Undefined where it is missing or cannot be read. */
  entry(seq: number): StoredEntry | undefined;
  close(): void;
}

export interface Custody {
  /** Null where none was kept, or where it cannot be read. */
  mark(): HeadMark | null;
  keepMark(mark: HeadMark): Result<null>;
  predecessor(): Predecessor | null;
  /** Copies are read: what is damaged is left as it is. */
  remains(): readonly Remains[];
  /**
   * Puts the journal and its key aside, never to be written again; durable when this answers ok. The
   * service is then started again, with an empty journal and a new key.
   */
  setAside(predecessor: Predecessor): Result<null>;
}
