/**
 * A damaged journal, read as far as it can be read. A copy is opened, never the file itself: what is
 * damaged is evidence. Where the first page's header is gone but its size is ours, the copy is given
 * a new header, because everything behind it may be whole.
 */
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import SqliteDatabase, { type Database } from 'better-sqlite3';

import type { StoredEntry } from '#domain/journal/kinds.ts';
import type { Remains } from '#terminal/ports/custody.ts';

import { APPLICATION_ID } from './migrate.ts';
import { createRowReader } from './rows.ts';

const PAGE_BYTES = 4096;
const MAGIC = 'SQLite format 3\0';

/** The fields of the file's first 100 bytes that a reader looks at (SQLite's file format, 1.3). */
function freshHeader(pages: number): Buffer {
  const header = Buffer.alloc(100);
  header.write(MAGIC, 'latin1');
  header.writeUInt16BE(PAGE_BYTES, 16);
  header.set([1, 1, 0, 64, 32, 32], 18);
  header.writeUInt32BE(1, 24);
  header.writeUInt32BE(pages, 28);
  header.writeUInt32BE(1, 40);
  header.writeUInt32BE(4, 44);
  header.writeUInt32BE(1, 56);
  header.writeUInt32BE(APPLICATION_ID, 68);
  header.writeUInt32BE(1, 92);
  return header;
}

/** What a file that was cut short says of its size, put right; else SQLite opens none of it. */
function withPages(header: Buffer, pages: number): Buffer {
  header.writeUInt32BE(pages, 28);
  header.copy(header, 92, 24, 28);
  return header;
}

function mendHeader(path: string): void {
  const pages = Math.floor(fs.statSync(path).size / PAGE_BYTES);
  if (pages === 0) return;
  const handle = fs.openSync(path, 'r+');
  try {
    const found = Buffer.alloc(100);
    fs.readSync(handle, found, 0, 100, 0);
    const isOurs = found.toString('latin1', 0, 16) === MAGIC;
    if (isOurs && found.readUInt32BE(28) <= pages) return;
    fs.writeSync(handle, isOurs ? withPages(found, pages) : freshHeader(pages), 0, 100, 0);
  } finally {
    fs.closeSync(handle);
  }
}

type ReadEntries = Pick<ReturnType<typeof createRowReader>, 'lastEntry' | 'entry'>;

function orNothing<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/** The last seq, where even the index's end may be damaged: then searched for from the beginning. */
function lastSeqOf(read: ReadEntries): number {
  const last = orNothing(() => read.lastEntry());
  if (last !== undefined) return last.seq;
  let low = 0;
  let high = 1;
  while (orNothing(() => read.entry(high)) !== undefined) [low, high] = [high, high * 2];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (orNothing(() => read.entry(middle)) === undefined) high = middle;
    else low = middle;
  }
  return low;
}

function readerOf(db: Database): ReadEntries | undefined {
  return orNothing(() => {
    db.pragma('journal_mode = DELETE');
    return createRowReader(db);
  });
}

/** Works on a copy in a folder of its own, which is gone after `close`. */
export function openRemains(of: {
  readonly name: Remains['name'];
  readonly path: string;
}): Remains | null {
  if (!fs.existsSync(of.path)) return null;
  const folder = fs.mkdtempSync(join(tmpdir(), 'raseed-remains-'));
  const copy = join(folder, 'journal.sqlite');
  let db: Database | null = null;
  const close = (): void => {
    db?.close();
    fs.rmSync(folder, { recursive: true, force: true });
  };
  try {
    fs.copyFileSync(of.path, copy);
    const wal = `${of.path}-wal`;
    if (fs.existsSync(wal)) fs.copyFileSync(wal, `${copy}-wal`);
    mendHeader(copy);
    db = new SqliteDatabase(copy);
  } catch {
    close();
    return null;
  }
  const read = readerOf(db);
  return {
    name: of.name,
    lastSeq: () => (read === undefined ? 0 : lastSeqOf(read)),
    entry: (seq): StoredEntry | undefined => orNothing(() => read?.entry(seq)),
    close,
  };
}
