/** The second copy of the journal, on another disk where there is one. */
import type { Result } from '#domain/result.ts';
import type { Instant } from '#domain/time.ts';

import type { StoreReader } from './journal-store.ts';

/** A copy that was just made, to be verified before it takes the place of the one before. */
export interface BackupCopy {
  readonly read: StoreReader;
  /** Puts it in the place of the last one. */
  keep(): Result<null>;
  discard(): void;
}

export interface Backup {
  /** Where the copies lie, as a person would look for them. */
  readonly place: string;
  /** The last copy that was kept; null where there is none. */
  last(): { readonly at: Instant; readonly bytes: number } | null;
  /** Copies while the counter works; BACKUP_FAILED where it cannot. */
  copy(): Promise<Result<BackupCopy>>;
}
