/** The second copy of the journal, on another disk where there is one. */
import type { Result } from '#domain/result.ts';

import type { StoreReader } from './journal-store.ts';

/** A copy that was just made, to be verified before it takes the place of the one before. */
export interface BackupCopy {
  readonly read: StoreReader;
  /** Puts it in the place of the last one. */
  keep(): Result<null>;
  discard(): void;
}

export interface Backup {
  /** Copies while the counter works; BACKUP_FAILED where it cannot. */
  copy(): Promise<Result<BackupCopy>>;
}
