/**
 * Schema 1: the journal, what is kept apart from it, and settings. An entry's text is a BLOB: what is
 * hashed is bytes, and a changed byte must never be smoothed over by decoding. The triggers refuse
 * what the program never does, so that a slip of ours or a tool's is refused as well.
 */
import type { Migration } from './migration.ts';

export const journal: Migration = {
  version: 1,
  sql: `
    CREATE TABLE entries (
      seq INTEGER PRIMARY KEY CHECK (seq >= 1),
      text BLOB NOT NULL,
      hash TEXT NOT NULL CHECK (length(hash) = 64),
      signature TEXT CHECK (length(signature) = 86)
    ) STRICT;

    CREATE TRIGGER entries_follow BEFORE INSERT ON entries
    WHEN NEW.seq <> (SELECT ifnull(max(seq), 0) + 1 FROM entries)
    BEGIN SELECT raise(ABORT, 'an entry must follow the last one'); END;

    CREATE TRIGGER entries_stay BEFORE UPDATE ON entries
    BEGIN SELECT raise(ABORT, 'the journal is never changed'); END;

    CREATE TRIGGER entries_remain BEFORE DELETE ON entries
    BEGIN SELECT raise(ABORT, 'the journal is never deleted from'); END;

    CREATE TABLE privates (
      seq INTEGER NOT NULL REFERENCES entries (seq),
      ref TEXT NOT NULL UNIQUE,
      salt TEXT NOT NULL,
      text TEXT NOT NULL,
      digest TEXT NOT NULL,
      PRIMARY KEY (seq, ref)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE settings (
      name TEXT PRIMARY KEY,
      text TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
};
