/** Entries, what is kept apart from them, and settings, as prepared statements. */
import type { Database } from 'better-sqlite3';

import { fromUtf8, utf8 } from '#domain/bytes.ts';
import type { Hash, PrivateRef } from '#domain/ids.ts';
import type { StoredEntry } from '#domain/journal/kinds.ts';
import type { PrivateRecord, StoreReader, StoreWriter } from '#terminal/ports/journal-store.ts';

import { createTemplateReader, createTemplateWriter } from './templates.ts';

type EntryRow = [seq: number, text: Uint8Array, hash: string, signature: string | null];
type PrivateRow = [ref: string, salt: string, text: string, digest: string];

/** Bytes that are not UTF-8 read as no text at all, which no hash matches. */
const entryOf = ([seq, text, hash, signature]: EntryRow): StoredEntry => ({
  seq,
  text: fromUtf8(text) ?? '',
  hash: hash as Hash,
  signature,
});

const privateOf = ([ref, salt, text, digest]: PrivateRow): PrivateRecord => ({
  ref: ref as PrivateRef,
  salt,
  text,
  digest: digest as Hash,
});

const ENTRY = 'SELECT seq, text, hash, signature FROM entries';
const PRIVATE = 'SELECT ref, salt, text, digest FROM privates';

type RowReader = Omit<StoreReader, 'view' | 'viewsByTag'>;

export function createRowReader(db: Database): RowReader {
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
