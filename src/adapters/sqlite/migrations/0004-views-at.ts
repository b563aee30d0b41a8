/**
 * Schema 4: how far the views in the file have come. A commit writes entries; the views follow in
 * memory and are written between citizens, with the seq of the last entry that is in them. Files of
 * before have every view in them.
 */
import type { Migration } from './migration.ts';

export const viewsAt: Migration = {
  version: 4,
  sql: `
    CREATE TABLE views_at (
      here INTEGER PRIMARY KEY CHECK (here = 1),
      seq INTEGER NOT NULL
    ) STRICT;

    INSERT INTO views_at SELECT 1, ifnull(max(seq), 0) FROM entries;
  `,
};
