/**
 * Schema 2: the views, all in one table. `ord` is the order in which they were first put. They are
 * made from the entries alone, so this table may be emptied and made again at any time.
 */
import type { Migration } from './migration.ts';

export const views: Migration = {
  version: 2,
  sql: `
    CREATE TABLE views (
      ord INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      id TEXT NOT NULL,
      tag TEXT NOT NULL,
      value TEXT NOT NULL,
      UNIQUE (name, id)
    ) STRICT;

    CREATE INDEX views_by_tag ON views (name, tag) WHERE tag <> '';
  `,
};
