/** Entries, what is kept apart from them, and settings, as prepared statements. */
import type { Database } from 'better-sqlite3';

import { fromUtf8, utf8 } from '#domain/bytes.ts';
import type { Hash, PrivateRef } from '#domain/ids.ts';
import type { StoredEntry } from '#domain/journal/kinds.ts';
import type { PrivateRecord, StoreReader, StoreWriter } from '#terminal/ports/journal-store.ts';

import { createTemplateReader, createTemplateWriter } from './templates.ts';

type EntryRow = [seq: number, text: string, hash: string, signature: string | null];
type PrivateRow = [ref: string, salt: string, text: string, digest: string];

/** What decoding puts in the place of bytes that are not UTF-8. */
const REPLACED = '\uFFFD';

/**
 * SQLite decodes an entry's bytes in a third of the time, but smooths over what is not UTF-8: where
 * that may have happened the bytes themselves are read. Those that are no text read as none at all,
 * which no hash matches.
 */
function createEntryOf(db: Database): (row: EntryRow) => StoredEntry {
  const bytes = db.prepare<[number], Uint8Array>('SELECT text FROM entries WHERE seq = ?').pluck();
  const strict = (seq: number): string => fromUtf8(bytes.get(seq) ?? new Uint8Array()) ?? '';
  return ([seq, text, hash, signature]) => ({
    seq,
    text: text.includes(REPLACED) ? strict(seq) : text,
    hash: hash as Hash,
    signature,
  });
}

const privateOf = ([ref, salt, text, digest]: PrivateRow): PrivateRecord => ({
  ref: ref as PrivateRef,
  salt,
  text,
  digest: digest as Hash,
});

const ENTRY = 'SELECT seq, CAST(text AS TEXT), hash, signature FROM entries';
const PRIVATE = 'SELECT ref, salt, text, digest FROM privates';

type RowReader = Omit<StoreReader, 'view' | 'viewsByTag'>;

export function createRowReader(db: Database): RowReader {
  const entryOf = createEntryOf(db);
  const last = db.prepare<[], EntryRow>(`${ENTRY} ORDER BY seq DESC LIMIT 1`).raw();
  const one = db.prepare<[number], EntryRow>(`${ENTRY} WHERE seq = ?`).raw();
  const range = db.prepare<[number, number], EntryRow>(
    `${ENTRY} WHERE seq >= ? ORDER BY seq LIMIT ?`,
  );
  range.raw();
  const privateOne = db.prepare<[string], PrivateRow>(`${PRIVATE} WHERE ref = ?`).raw();
  const privateRange = db.prepare<[number, number], PrivateRow>(
    `${PRIVATE} WHERE seq BETWEEN ? AND ? ORDER BY seq, ref`,
  );
  privateRange.raw();
  const setting = db.prepare<[string], string>('SELECT text FROM settings WHERE name = ?').pluck();
  const optional = (row: EntryRow | undefined): StoredEntry | undefined =>
    row === undefined ? undefined : entryOf(row);
  return {
    lastEntry: () => optional(last.get()),
    entry: (seq) => optional(one.get(seq)),
    entries: (fromSeq, limit) => range.all(fromSeq, limit).map(entryOf),
    privateRecord: (ref) => {
      const row = privateOne.get(ref);
      return row === undefined ? undefined : privateOf(row);
    },
    privateRecords: (fromSeq, toSeq) => privateRange.all(fromSeq, toSeq).map(privateOf),
    setting: (name) => setting.get(name),
    ...createTemplateReader(db),
  };
}

type RowWriter = Pick<
  StoreWriter,
  'append' | 'putPrivate' | 'erasePrivate' | 'putSetting' | 'putTemplate'
>;

export function createRowWriter(db: Database): RowWriter {
  const append = db.prepare('INSERT INTO entries (seq, text, hash, signature) VALUES (?, ?, ?, ?)');
  const putPrivate = db.prepare(
    'INSERT INTO privates (seq, ref, salt, text, digest) VALUES (?, ?, ?, ?, ?)',
  );
  const erasePrivate = db.prepare('DELETE FROM privates WHERE ref = ?');
  const putSetting = db.prepare(
    `INSERT INTO settings (name, text) VALUES (?, ?)
     ON CONFLICT (name) DO UPDATE SET text = excluded.text`,
  );
  return {
    append: (entry) => void append.run(entry.seq, utf8(entry.text), entry.hash, entry.signature),
    putPrivate: (record, seq) =>
      void putPrivate.run(seq, record.ref, record.salt, record.text, record.digest),
    erasePrivate: (ref) => void erasePrivate.run(ref),
    putSetting: (name, text) => void putSetting.run(name, text),
    ...createTemplateWriter(db),
  };
}
