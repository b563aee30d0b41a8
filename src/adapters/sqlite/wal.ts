/**
 * The write-ahead log's room. A commit on a log that was grown beforehand overwrites blocks the file
 * already has and needs one flush of data; a growing log makes the file system commit its own journal
 * too, and costs half as much again. So the log is grown once on opening, is never truncated while
 * the counter works, and goes back to its beginning when the counter is idle.
 */
import { statSync } from 'node:fs';

import type { Database } from 'better-sqlite3';

import { sqliteCode } from './failures.ts';

export const WAL_BYTES = 4 * 1024 * 1024;
/** A counter that has committed nothing for this long is between citizens. */
export const IDLE_MS = 1000;

function walBytes(path: string): number {
  return statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0;
}

/**
 * Grows the log: a transaction too large for a small cache spills into it and is then rolled back, so
 * that the log has its size and the journal has not changed. A disk without the room leaves the log
 * small: the counter is slower and still works.
 */
export function growWal(db: Database, path: string): void {
  if (walBytes(path) >= WAL_BYTES) return;
  const cachePages = Number(db.pragma('cache_size', { simple: true }));
  db.pragma('cache_size = 16');
  try {
    db.exec(`
      BEGIN IMMEDIATE;
      CREATE TABLE wal_room (room BLOB);
      INSERT INTO wal_room VALUES (zeroblob(${WAL_BYTES}));
    `);
  } catch (error) {
    if (sqliteCode(error) === null) throw error;
  }
  if (db.inTransaction) db.exec('ROLLBACK');
  db.pragma(`cache_size = ${cachePages}`);
}

export interface IdleCheckpoint {
  /** A commit was made: look again when the counter has been idle for a while. */
  touch(): void;
  stop(): void;
}

/** A disk that has no room for it now keeps the log as it is: nothing is lost, and it is tried again. */
function checkpoint(db: Database): void {
  try {
    db.pragma('wal_checkpoint(PASSIVE)');
  } catch (error) {
    if (sqliteCode(error) === null) throw error;
  }
}

/**
 * Moves what the log holds into the file between citizens, so that no commit has to. What is written
 * afterwards is the first commit of the log's next round, which is flushed twice: nobody waits for it.
 */
export function checkpointWhenIdle(
  db: Database,
  { idleMs, afterwards }: { readonly idleMs: number; readonly afterwards: () => void },
): IdleCheckpoint {
  let timer: NodeJS.Timeout | null = null;
  let lastMs = 0;

  function look(): void {
    timer = null;
    if (performance.now() - lastMs < idleMs) start();
    else if (db.open && !db.inTransaction) {
      checkpoint(db);
      afterwards();
    }
  }

  function start(): void {
    timer = setTimeout(look, idleMs);
    timer.unref();
  }

  return {
    touch: () => {
      lastMs = performance.now();
      if (timer === null) start();
    },
    stop: () => {
      if (timer !== null) clearTimeout(timer);
    },
  };
}
