/** What a manager sees of this machine: its journal, its second copy, its keys. */
import type { Failure } from '#domain/result.ts';
import type { Instant } from '#domain/time.ts';

export interface CounterDescription {
  readonly counterId: string;
  readonly journal: {
    readonly lastSeq: number;
    /** What HQ holds. */
    readonly acknowledgedSeq: number;
    /** Of the journal's disk; null where that is unknown. */
    readonly freeBytes: number | null;
  };
  readonly backup: {
    /** The folder; null where none is configured. */
    readonly place: string | null;
    /** The last copy that was verified; null where there is none. */
    readonly last: { readonly at: Instant; readonly bytes: number } | null;
    readonly isWorking: boolean;
    readonly failure: Failure | null;
  };
  readonly key: {
    /** The key in use, by its name (K1). */
    readonly keyId: string;
    /** How many this machine has had: 1 before any rotation. */
    readonly number: number;
    /** Last day of its certificate, `2036-11-23`; null where that cannot be read. */
    readonly validTo: string | null;
    /** What HQ asked for and is not done yet. */
    readonly asked: readonly ('rotate_key' | 'retire')[];
  };
}
