/**
 * Where the journal lies. A reader cannot write, by type; a writer exists only inside a transaction.
 * One contract suite (tests/contracts/journal-store.contract.ts) holds every implementation to this.
 */
import type { Hash, PrivateRef } from '#domain/ids.ts';
import type { StoredEntry } from '#domain/journal/kinds.ts';
import type { ViewReader, ViewWriter } from '#domain/journal/views.ts';
import type { Failure, Result } from '#domain/result.ts';

/**
 * A disk or a damaged file did not give what was asked for. The one expected failure that is thrown,
 * because every read may meet it and none can go on: `terminal/damage.ts` catches it at the doors of
 * the service and stops the counter.
 */
export class StoreFault extends Error {
  override readonly name = 'StoreFault';
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.code);
    this.failure = failure;
  }
}

/** Personal data, apart from the journal, erasable without touching it. */
export interface PrivateRecord {
  readonly ref: PrivateRef;
  /** 32 random bytes, base64url. */
  readonly salt: string;
  /** JSON text: the very bytes that the digest in the entry covers (after the salt). */
  readonly text: string;
  readonly digest: Hash;
}

/** Somebody's fingers, sealed under the office's key (FP28): beside the journal, deletable. */
export interface SealedTemplate {
  /** 32 hex digits: the enrolment's id. */
  readonly id: string;
  /** What it is found by: an HMAC of the reference. Empty once deleted. */
  readonly lookup: string;
  /** JSON text; empty once deleted, so that it stays deleted whatever comes late. */
  readonly text: string;
  /** Milliseconds since 1970: when it is deleted by itself. */
  readonly expiresAt: number;
}

/** Each may throw {@link StoreFault}. */
export interface StoreReader extends ViewReader {
  /** The last entry, or undefined in an empty journal. */
  lastEntry(): StoredEntry | undefined;
  entry(seq: number): StoredEntry | undefined;
  /** In order of seq, from `fromSeq` on, at most `limit`. */
  entries(fromSeq: number, limit: number): readonly StoredEntry[];
  privateRecord(ref: PrivateRef): PrivateRecord | undefined;
  /** Private records whose entries are in this range of seq, for sending beside them. */
  privateRecords(fromSeq: number, toSeq: number): readonly PrivateRecord[];
  /** What is kept beside the journal and is not derived from it: JSON text by name. */
  setting(name: string): string | undefined;
  template(id: string): SealedTemplate | undefined;
  /** Those that are not deleted, by what they are found by. */
  templatesByLookup(lookup: string): readonly SealedTemplate[];
  /** Those that are not deleted, in order of id, after `id`. */
  templatesAfter(id: string, limit: number): readonly SealedTemplate[];
  /** Ids of those that are not deleted and whose time has passed. */
  templatesExpired(at: number, limit: number): readonly string[];
}

export interface StoreWriter extends StoreReader, ViewWriter {
  append(entry: StoredEntry): void;
  putPrivate(record: PrivateRecord, seq: number): void;
  erasePrivate(ref: PrivateRef): void;
  putSetting(name: string, text: string): void;
  putTemplate(template: SealedTemplate): void;
}

/** A promise is refused by type: nothing waits inside a transaction. */
type Immediate<T> = T extends PromiseLike<unknown> ? never : T;

export interface JournalStore {
  readonly read: StoreReader;
  /**
   * Runs `work`; commits where it answers ok, durable on disk when this returns; rolls everything
   * back where it answers an error or throws. A disk that is full or fails answers DISK_FULL or
   * DISK_FAILED, with nothing written.
   */
  transact<T>(work: (writer: StoreWriter) => Immediate<Result<T>>): Result<T>;
  /**
   * Drops every view, damaged ones too, and makes it again from the entries with `project`. May throw
   * {@link StoreFault}; the views are then what they were.
   */
  rebuildViews(project: (entry: StoredEntry, views: ViewWriter) => void): void;
  /** Every view as `[name, id, value]`, sorted: what rebuilt and live are compared by. */
  dumpViews(): readonly (readonly [string, string, unknown])[];
  /** Bytes free on the journal's disk, or null where that is unknown. */
  freeBytes(): number | null;
  close(): void;
}
