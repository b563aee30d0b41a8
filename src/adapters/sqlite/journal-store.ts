/**
 * The journal in one SQLite file: WAL, every commit flushed, one process at a time. The only place
 * that knows SQLite. Held to tests/contracts/journal-store.contract.ts.
 */
import { existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';

import SqliteDatabase, { type Database } from 'better-sqlite3';

import type { ViewName, ViewTypes } from '#domain/journal/views.ts';
import { assert, fail, ok, type Result } from '#domain/result.ts';
import type { Backup } from '#terminal/ports/backup.ts';
import {
  StoreFault,
  type JournalStore,
  type StoreReader,
  type StoreWriter,
} from '#terminal/ports/journal-store.ts';

import { createSqliteBackup } from './backup.ts';
import { catchUp, type Open } from './catch-up.ts';
import { diskFailure, isDamage, openFailure, readFault, sqliteCode } from './failures.ts';
import { faultingReader } from './faulting-reader.ts';
import { checkFile, migrate } from './migrate.ts';
import { createRowReader, createRowWriter } from './rows.ts';
import { beginWithoutViews } from './renew-views.ts';
import { createViewTable, type ViewTable } from './views.ts';
import { checkpointWhenIdle, growWal, IDLE_MS } from './wal.ts';

const REBUILD_STEP = 1000;
/** Commits until the views are written although no citizen has left a pause: a few milliseconds. */
const MOST_UNWRITTEN = 256;

/** How long another process may take to let go of the file (it is being closed). */
const LOCK_WAIT_MS = 250;

function configure(db: Database): void {
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  db.pragma('recursive_triggers = ON');
  // What is erased is overwritten, not only unlinked.
  db.pragma('secure_delete = ON');
  db.pragma('cell_size_check = ON');
}

const createReader = (db: Database, views: ViewTable): StoreReader =>
  faultingReader({
    ...createRowReader(db),
    view: <N extends ViewName>(name: N, id: string) =>
      views.get(name, id) as ViewTypes[N] | undefined,
    viewsByTag: <N extends ViewName>(name: N, tag: string) =>
      views.byTag(name, tag) as readonly ViewTypes[N][],
  });

/** Undoes whatever is left of a transaction; SQLite may already have done so by itself. */
function rollBack({ db, views }: Open): void {
  if (db.inTransaction) db.exec('ROLLBACK');
  views.rolledBack();
}

type Transact = <T>(work: (writer: StoreWriter) => Result<T>) => Result<T>;

/** Writes the views that the file lacks. A disk that fails leaves them in memory, for the next time. */
function writeViews(open: Open): void {
  const { db, views, read } = open;
  if (!views.isBehind() || db.inTransaction) return;
  try {
    db.exec('BEGIN IMMEDIATE');
    views.write(read.lastEntry()?.seq ?? 0);
    db.exec('COMMIT');
    views.written();
  } catch (error) {
    if (isDamage(error)) views.spoil();
    else if (!(error instanceof StoreFault) && sqliteCode(error) === null) throw error;
  } finally {
    if (db.inTransaction) db.exec('ROLLBACK');
  }
}

function createTransact(open: Open, onCommit: () => void): Transact {
  const { db, views, writer } = open;
  let unwritten = 0;
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');

  function attempt<T>(work: (writer: StoreWriter) => Result<T>): Result<T> {
    begin.run();
    const answer = work(writer);
    if (answer.ok) {
      commit.run();
      views.committed();
    }
    return answer;
  }

  function committed(): void {
    unwritten = views.isBehind() ? unwritten + 1 : 0;
    if (unwritten >= MOST_UNWRITTEN) {
      writeViews(open);
      unwritten = 0;
    }
    onCommit();
  }

  return (work) => {
    assert(!db.inTransaction, 'one transaction at a time');
    let isCommitted = false;
    try {
      const answer = attempt(work);
      isCommitted = answer.ok;
      return answer;
    } catch (error) {
      return diskFailure(error);
    } finally {
      if (isCommitted) committed();
      else rollBack(open);
    }
  };
}

function rebuild(open: Open, project: Parameters<JournalStore['rebuildViews']>[0]): void {
  const { db, views, writer } = open;
  try {
    beginWithoutViews(db, views);
    for (let from = 1; ; from += REBUILD_STEP) {
      const entries = writer.entries(from, REBUILD_STEP);
      for (const entry of entries) project(entry, writer);
      views.writeThrough();
      if (entries.length < REBUILD_STEP) break;
    }
    views.write(writer.lastEntry()?.seq ?? 0);
    db.exec('COMMIT');
    views.committed();
  } catch (error) {
    return readFault(error);
  } finally {
    if (db.inTransaction) rollBack(open);
  }
}

const freeBytes = (path: string): number => {
  const { bavail, bsize } = statfsSync(dirname(path));
  return bavail * bsize;
};

function createStore(db: Database, { path, idleMs = IDLE_MS }: JournalFile): SqliteJournal {
  const views = createViewTable(db);
  const read = createReader(db, views);
  const putView: StoreWriter['putView'] = (name, id, value) => views.put(name, id, value);
  const open = { db, views, read, writer: { ...read, ...createRowWriter(db), putView } };
  catchUp(open);
  const idle = checkpointWhenIdle(db, { idleMs, afterwards: () => writeViews(open) });
  return {
    read,
    transact: createTransact(open, () => idle.touch()),
    rebuildViews: (project) => rebuild(open, project),
    dumpViews: () => {
      writeViews(open);
      return views.dump();
    },
    backUpInto: (folder) => createSqliteBackup({ source: db, folder }),
    freeBytes: () => freeBytes(path),
    close: () => {
      idle.stop();
      writeViews(open);
      db.close();
    },
  };
}

function prepareFile(db: Database, path: string): Result<null> {
  // The lock is taken with the first read and kept until the file is closed.
  db.pragma('locking_mode = EXCLUSIVE');
  const checked = checkFile(db);
  if (!checked.ok) return checked;
  configure(db);
  const migrated = migrate(db);
  if (migrated.ok) growWal(db, path);
  return migrated;
}

export interface SqliteJournal extends JournalStore {
  /** Second copies of this journal in `folder`, while it is open. */
  backUpInto(folder: string): Backup;
}

export interface JournalFile {
  readonly path: string;
  /** How long without a commit until the log is moved into the file. */
  readonly idleMs?: number;
}

/**
 * Opens or makes the journal at `path` (its folder exists). Answers JOURNAL_IN_USE where another
 * process holds it, SCHEMA_NEWER, JOURNAL_DAMAGED, JOURNAL_UNREADABLE or DISK_FULL; the file is left
 * as it was.
 */
export function openJournalStore(of: JournalFile): Result<SqliteJournal> {
  if (!existsSync(dirname(of.path))) return fail('JOURNAL_UNREADABLE', { cause: 'NO_FOLDER' });
  let db: Database | null = null;
  try {
    db = new SqliteDatabase(of.path, { timeout: LOCK_WAIT_MS });
    const prepared = prepareFile(db, of.path);
    if (prepared.ok) return ok(createStore(db, of));
    db.close();
    return prepared;
  } catch (error) {
    db?.close();
    return openFailure(error);
  }
}
