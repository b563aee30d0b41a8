/**
 * The journal's second copy by SQLite's online backup: page by page while the counter works, on
 * another disk where there is one. The copy is opened as what it is, a file of its own without a
 * log, and takes the place of the last one only when its maker has verified it.
 */
import * as fs from 'node:fs';
import { join } from 'node:path';

import SqliteDatabase, { type Database } from 'better-sqlite3';

import { fail, ok, type Result } from '#domain/result.ts';
import { instant } from '#domain/time.ts';
import { fileCode } from '#adapters/system/whole-file.ts';
import type { Backup, BackupCopy } from '#terminal/ports/backup.ts';

import { sqliteCode } from './failures.ts';
import { faultingReader } from './faulting-reader.ts';
import { createRowReader } from './rows.ts';
import { createViewTable } from './views.ts';

/** Pages copied before the counter is let in again: about a millisecond. */
const PAGES_PER_STEP = 128;

const failed = (error: unknown): ReturnType<typeof fail> =>
  fail('BACKUP_FAILED', { cause: sqliteCode(error) ?? fileCode(error) });

const BACKUP_NAME = 'journal-backup.sqlite';
export const backupPath = (folder: string): string => join(folder, BACKUP_NAME);

/** Flushed before it is renamed: a backup that a power cut undoes is none. */
function flush(path: string): void {
  const handle = fs.openSync(path, 'r+');
  try {
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}

function openCopy(folder: string, made: string): BackupCopy {
  const db = new SqliteDatabase(made);
  db.pragma('journal_mode = DELETE');
  const views = createViewTable(db);
  const discard = (): void => {
    if (db.open) db.close();
    fs.rmSync(made, { force: true });
  };
  return {
    read: faultingReader({
      ...createRowReader(db),
      view: (name, id) => views.get(name, id) as never,
      viewsByTag: (name, tag) => views.byTag(name, tag) as never,
    }),
    keep: () => {
      try {
        db.close();
        flush(made);
        fs.renameSync(made, backupPath(folder));
        return ok(null);
      } catch (error) {
        discard();
        return failed(error);
      }
    },
    discard,
  };
}

function lastCopy(path: string): ReturnType<Backup['last']> {
  const found = fs.statSync(path, { throwIfNoEntry: false });
  return found === undefined ? null : { at: instant(Math.floor(found.mtimeMs)), bytes: found.size };
}

export function createSqliteBackup(of: {
  readonly source: Pick<Database, 'backup'>;
  readonly folder: string;
}): Backup {
  const made = join(of.folder, `${BACKUP_NAME}.new`);
  return {
    place: of.folder,
    last: () => lastCopy(backupPath(of.folder)),
    copy: async (): Promise<Result<BackupCopy>> => {
      try {
        fs.mkdirSync(of.folder, { recursive: true, mode: 0o700 });
        fs.rmSync(made, { force: true });
        await of.source.backup(made, { progress: () => PAGES_PER_STEP });
        fs.chmodSync(made, 0o600);
        return ok(openCopy(of.folder, made));
      } catch (error) {
        return failed(error);
      }
    },
  };
}
